#include "flow/audit_round.h"

#include <algorithm>
#include <map>
#include <optional>

#include "store/audit.h"
#include "store/revisit.h"

namespace rasoat::flow {
namespace {

using domain::Area;
using domain::AreaId;
using domain::AuditList;
using domain::Date;
using domain::Layer;
using domain::Round;
using domain::Snapshot;

/// Where the communes of a list lie on the day that is audited: those that lie in exactly one unit of the
/// province.
using Places = std::map<AreaId, AreaId>;

/// The uploads of a round's list, with the communes each of them stands for on the boundaries of `day`.
std::map<domain::UploadId, Places> uploads_of(store::Pool& pool, const Snapshot& snapshot, const Round& round,
                                              Date day, const Area& province) {
  const domain::AreaBook& book = snapshot.rules->areas;
  const bool same = book.same_boundaries(round.reference_date, day);
  std::map<domain::UploadId, Places> by_upload;
  for (const store::ListPointer& pointer : store::list_pointers(pool, round.code.text(), snapshot.release)) {
    const auto image = same ? std::vector<AreaId>{pointer.area} : book.image(pointer.area, day);
    if (image.size() != 1 || !book.is_within(image.front(), province.id)) continue;
    by_upload[pointer.upload].emplace(pointer.area, image.front());
  }
  return by_upload;
}

/// The commune's own target of the round for an indicator; of several approved ones the latest counts.
const domain::Target* target_for(const Snapshot& snapshot, const Round& round, const Area& area,
                                 std::string_view indicator) {
  const domain::Target* latest = nullptr;
  for (const domain::Target& target : snapshot.dated->rows().targets) {
    if (target.indicator.text() != indicator || target.area != area.code.text() ||
        target.period != round.code.text())
      continue;
    if (latest == nullptr || target.approved_order > latest->approved_order) latest = &target;
  }
  return latest;
}

/// The most poor households with which the commune's target is met: exact, rounded down.
std::optional<std::int64_t> most_poor(const Snapshot& snapshot, const Round& round, const Area& area,
                                      const domain::AuditPlace& place) {
  if (const domain::Target* target = target_for(snapshot, round, area, "poverty.households"))
    return static_cast<std::int64_t>(target->value.numerator() / target->value.denominator());
  const auto households = place.counts.find(domain::measures::households);
  const domain::Target* rate = target_for(snapshot, round, area, "poverty.rate");
  if (rate == nullptr || households == place.counts.end()) return std::nullopt;
  return static_cast<std::int64_t>(rate->value.numerator() * households->second /
                                   (rate->value.denominator() * 100));
}

/// What a commune reported in `counts`; where it did not say how many are poor, its list does.
std::map<domain::Measure, std::int64_t> counts_of(const Layer& layer, AreaId area) {
  std::map<domain::Measure, std::int64_t> counts;
  const std::int32_t position = layer.frame().position(area);
  if (position < 0) return counts;
  for (const domain::Measure measure : domain::all_measures()) {
    if (const auto value = layer.counted(measure, position)) counts[measure] = *value;
  }
  for (const domain::Measure measure : {domain::measures::poor, domain::measures::near_poor}) {
    if (counts.contains(measure)) continue;
    if (const auto value = layer.own(measure, position)) counts[measure] = *value;
  }
  return counts;
}

struct Communes {
  std::vector<domain::AuditPlace> all;
  bool any = false;
  bool synthetic = false;
};

Communes places_of(const Snapshot& snapshot, const Round& round, const Round* before, const Area& province) {
  Communes places;
  const domain::AreaBook& book = snapshot.rules->areas;
  const Layer* now = snapshot.cube.layer(round.code.text());
  const Layer* then = before == nullptr ? nullptr : snapshot.cube.layer(before->code.text());
  if (then != nullptr && !book.same_boundaries(before->reference_date, round.reference_date)) then = nullptr;
  for (const Area* area : book.leaves(province.id, round.reference_date)) {
    domain::AuditPlace place{area->id, area->setting, {}, {}, {}};
    if (now != nullptr) {
      place.counts = counts_of(*now, area->id);
      const std::int32_t position = now->frame().position(area->id);
      if (!place.counts.empty()) places.synthetic = places.synthetic || now->synthetic(position);
    }
    if (then != nullptr) place.counts_before = counts_of(*then, area->id);
    place.target = most_poor(snapshot, round, *area, place);
    places.any = places.any || !place.counts.empty();
    places.all.push_back(std::move(place));
  }
  return places;
}

/// The round before, when it can be compared: another standard is another ruler.
const Round* comparable_before(const Snapshot& snapshot, const Round& round) {
  const Round* before = domain::previous_round(snapshot.rounds, round);
  return before != nullptr && before->standard == round.standard ? before : nullptr;
}

std::vector<domain::AuditRow::Identity> staff_of(store::Pool& pool, const Snapshot& snapshot) {
  std::vector<domain::AuditRow::Identity> staff;
  for (const std::string& hash : store::staff_hashes(pool, snapshot.version))
    staff.push_back(domain::identity_of(hash));
  std::sort(staff.begin(), staff.end());
  return staff;
}

/// One sample with what was found so far.
domain::Revisit revisit_of(store::Pool& pool, const Snapshot& snapshot, const store::Sample& sample) {
  domain::Revisit revisit{
      sample.id, sample.within, sample.release, sample.seed, sample.per_commune, sample.made_at, 0, {}, {""}};
  std::map<std::string, std::uint32_t> words{{"", 0}};
  std::vector<domain::RevisitRow> rows;
  std::map<std::int64_t, std::size_t> by_number;
  for (const store::SampleRow& drawn : store::sample_rows(pool, sample.id)) {
    const auto [word, fresh] = words.emplace(drawn.enumerator, static_cast<std::uint32_t>(words.size()));
    if (fresh) revisit.enumerators.push_back(drawn.enumerator);
    by_number[drawn.number] = rows.size();
    rows.push_back({drawn.area, static_cast<std::int8_t>(drawn.declared), drawn.stratum_size, word->second,
                    false, false, -1});
  }
  for (const store::RevisitResult& result : store::results(pool, sample.id, snapshot.version)) {
    const auto place = by_number.find(result.number);
    if (place == by_number.end()) continue;
    domain::RevisitRow& row = rows[place->second];
    row.visited = true;
    row.met = result.met;
    row.found = static_cast<std::int8_t>(result.found);
  }
  revisit.drawn = static_cast<std::int64_t>(rows.size());
  revisit.estimate = domain::estimate(rows);
  return revisit;
}

std::vector<domain::Revisit> revisits_of(store::Pool& pool, const Snapshot& snapshot, const Round& round,
                                         const Area& province) {
  std::vector<domain::Revisit> all;
  for (const store::Sample& sample : store::samples(pool, snapshot.version)) {
    const bool here = snapshot.rules->areas.contains(sample.within) &&
                      snapshot.rules->areas.is_within(sample.within, province.id);
    if (here && sample.round == round.code.text()) all.push_back(revisit_of(pool, snapshot, sample));
  }
  return all;
}

}  // namespace

std::shared_ptr<const AuditList> AuditLists::of(const Snapshot& snapshot, const Round& round, Date day,
                                                const Area& province) {
  const auto uploads = uploads_of(pool_, snapshot, round, day, province);
  std::string key = round.code.text();
  for (const auto& [upload, places] : uploads) {
    key += ';' + std::to_string(number(upload));
    for (const auto& [from, to] : places)
      key += ',' + std::to_string(number(from)) + '>' + std::to_string(number(to));
  }
  const std::scoped_lock lock(mutex_);
  const auto known =
      std::find_if(kept_.begin(), kept_.end(), [&](const auto& each) { return each.first == key; });
  if (known != kept_.end()) {
    std::rotate(kept_.begin(), known, std::next(known));
    return kept_.front().second;
  }
  auto list = std::make_shared<AuditList>();
  for (const auto& [upload, places] : uploads) store::read_households(pool_, upload, places, *list);
  list->arrange();
  kept_.insert(kept_.begin(), {std::move(key), list});
  if (kept_.size() > kKept) kept_.pop_back();
  return list;
}

std::shared_ptr<const domain::RoundAudit> audit_round(AuditLists& lists, const Snapshot& snapshot,
                                                      const Round& round, const Area& province) {
  const domain::Standard* standard = snapshot.rules->standard(round.standard);
  if (standard == nullptr) return nullptr;
  auto audit = std::make_shared<domain::RoundAudit>();
  audit->round = round;
  audit->province = province.id;
  audit->list = lists.of(snapshot, round, round.reference_date, province);
  const Round* before = comparable_before(snapshot, round);
  const Round* earlier = before == nullptr ? nullptr : comparable_before(snapshot, *before);
  Communes places = places_of(snapshot, round, before, province);
  if (audit->list->rows.empty() && !places.any) return nullptr;
  audit->synthetic = places.synthetic;
  auto before_list = std::make_shared<const AuditList>();
  auto earlier_list = before_list;
  if (before != nullptr && !audit->list->rows.empty())
    before_list = lists.of(snapshot, *before, round.reference_date, province);
  if (earlier != nullptr && !before_list->rows.empty())
    earlier_list = lists.of(snapshot, *earlier, round.reference_date, province);
  audit->revisits = revisits_of(lists.pool(), snapshot, round, province);
  const domain::AuditInput input{*standard,
                                 round.reference_date,
                                 *audit->list,
                                 *before_list,
                                 *earlier_list,
                                 std::move(places.all),
                                 staff_of(lists.pool(), snapshot)};
  audit->result = domain::audit_province(input, snapshot.rules->audit);
  return audit;
}

}  // namespace rasoat::flow
