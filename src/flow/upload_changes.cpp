#include "flow/upload_changes.h"

#include <algorithm>
#include <set>

#include "ingest/text.h"
#include "store/listed.h"
#include "store/migrate.h"

namespace rasoat::flow {
namespace {

using domain::AreaId;
using domain::ComparedHousehold;
using domain::Kind;
using domain::UploadChanges;
using domain::UploadState;

/// `Xã Trà Bình` and `Trà Bình` are one name.
std::string bare_name(const std::string& name) {
  static const std::vector<std::string> kinds{ingest::word_key("xã "), ingest::word_key("phường "),
                                              ingest::word_key("thị trấn ")};
  const std::string key = ingest::word_key(name);
  for (const std::string& kind : kinds) {
    if (key.size() > kind.size() + 1 && key.rfind(kind + " ", 0) == 0) return key.substr(kind.size() + 1);
  }
  return key;
}

/// Reads and compares one upload.
class Comparison {
 public:
  Comparison(Tools& tools, const store::Upload& upload, const access::Person& person)
      : tools_(tools),
        upload_(upload),
        rounds_(store::rounds(tools.pool)),
        round_(domain::find_round(rounds_, upload.period)),
        names_(person.role == access::Role::officer || person.role == access::Role::reviewer),
        people_(names_ || number(person.account) == 0) {
    changes_.households = upload.kind == Kind::households;
  }

  UploadChanges make() {
    find_parts();
    if (upload_.kind == Kind::households && round_ != nullptr) {
      compare_lists();
      count_movement();
    }
    if (upload_.kind == Kind::counts) compare_counts();
    return std::move(changes_);
  }

 private:
  using Base = std::map<AreaId, std::vector<store::PointedPart>>;  // by the area of today

  void find_parts();
  Base base_of(const std::string& period) const;
  std::vector<ComparedHousehold> list(const std::map<domain::UploadId, std::set<AreaId>>& wanted,
                                      const std::map<AreaId, AreaId>& now) const;
  std::vector<ComparedHousehold> base_list(const Base& base) const;
  void compare_lists();
  void count_movement();
  void compare_counts();
  void name_household(std::vector<domain::ChangedHousehold>& out, const ComparedHousehold& one,
                      std::optional<domain::HouseholdClass> from, std::optional<domain::HouseholdClass> to);
  domain::PartChange& part(AreaId area);

  Tools& tools_;
  const store::Upload& upload_;
  std::vector<domain::Round> rounds_;
  const domain::Round* round_;
  bool names_;
  bool people_;
  UploadChanges changes_;
  std::vector<ComparedHousehold> after_;
  std::map<AreaId, std::vector<store::PointedPart>> base_;  // what each area is compared with
};

/// Where approved parts lie on the boundaries of this upload: those of the same day by themselves, others
/// where their whole territory is in one unit.
Comparison::Base Comparison::base_of(const std::string& period) const {
  Base base;
  const auto day = round_ == nullptr ? std::optional<domain::Date>() : round_->reference_date;
  for (const store::PointedPart& one : store::pointed_parts(tools_.pool, upload_.kind, period)) {
    if (period == upload_.period || !day) {
      base[one.area].push_back(one);
      continue;
    }
    const auto now = tools_.rules.areas.image(one.area, *day);
    if (now.size() == 1) base[now.front()].push_back(one);
  }
  return base;
}

void Comparison::find_parts() {
  std::map<std::string, Base> by_period;
  const bool decided = upload_.state == UploadState::approved || upload_.state == UploadState::superseded;
  std::map<std::pair<AreaId, std::string>, store::PointedPart> replaced;
  if (decided) {
    for (const store::PointedPart& one : store::replaced_parts(tools_.pool, upload_.id))
      replaced[{one.area, one.part}] = one;
  }
  const domain::Round* earlier = round_ == nullptr ? nullptr : domain::previous_round(rounds_, *round_);
  for (const store::UploadPart& own : store::parts_of(tools_.pool, upload_.id)) {
    if (!by_period.contains(own.period)) by_period.emplace(own.period, base_of(own.period));
    domain::PartChange change;
    change.area = own.area;
    change.period = own.period;
    change.part = own.part;
    change.rows_after = static_cast<std::int64_t>(own.rows);
    const auto same = by_period[own.period].find(own.area);
    std::vector<store::PointedPart> found;
    if (decided) {
      const auto before = replaced.find({own.area, own.part});
      if (before != replaced.end()) found.push_back(before->second);
    } else if (same != by_period[own.period].end()) {
      for (const auto& one : same->second) {
        if (one.part == own.part) found.push_back(one);
      }
    }
    if (!found.empty()) change.against = own.period;
    if (found.empty() && earlier != nullptr) {
      const std::string period = earlier->code.text();
      if (!by_period.contains(period)) by_period.emplace(period, base_of(period));
      if (const auto then = by_period[period].find(own.area); then != by_period[period].end()) {
        found = then->second;
        change.against = period;
      }
    }
    for (const store::PointedPart& one : found) change.rows_before += static_cast<std::int64_t>(one.rows);
    base_[own.area].insert(base_[own.area].end(), found.begin(), found.end());
    changes_.parts.push_back(std::move(change));
  }
}

std::vector<ComparedHousehold> Comparison::list(const std::map<domain::UploadId, std::set<AreaId>>& wanted,
                                                const std::map<AreaId, AreaId>& now) const {
  std::vector<ComparedHousehold> all;
  for (const auto& [upload, areas] : wanted) {
    store::each_listed(tools_.pool, upload, [&, upload = upload, &areas = areas](store::ListedRow&& row) {
      if (!areas.contains(row.area)) return;
      ComparedHousehold& one = all.emplace_back();
      one.upload = upload;
      one.row = row.row;
      one.former =
          bare_name(row.former_commune.empty() ? tools_.rules.areas.get(row.area).name : row.former_commune);
      const auto place = now.find(row.area);
      one.area = place == now.end() ? row.area : place->second;
      one.place = ingest::word_key(row.village) + "|" + row.household_code;
      one.id_hash = std::move(row.id_hash);
      one.village = std::move(row.village);
      one.code = std::move(row.household_code);
      one.declared = row.declared;
      one.previous = row.previous;
    });
  }
  return all;
}

std::vector<ComparedHousehold> Comparison::base_list(const Base& base) const {
  std::map<domain::UploadId, std::set<AreaId>> wanted;
  std::map<AreaId, AreaId> now;
  for (const auto& [area, parts] : base) {
    for (const store::PointedPart& one : parts) {
      wanted[one.upload].insert(one.area);
      now[one.area] = area;
    }
  }
  return list(wanted, now);
}

domain::PartChange& Comparison::part(AreaId area) {
  return *std::find_if(changes_.parts.begin(), changes_.parts.end(),
                       [&](const domain::PartChange& one) { return one.area == area; });
}

void Comparison::name_household(std::vector<domain::ChangedHousehold>& out, const ComparedHousehold& one,
                                std::optional<domain::HouseholdClass> from,
                                std::optional<domain::HouseholdClass> to) {
  if (!people_ || out.size() >= UploadChanges::kListed) return;
  domain::ChangedHousehold& named = out.emplace_back();
  named.upload = one.upload;
  named.row = one.row;
  named.area = one.area;
  named.village = one.village;
  named.code = one.code;
  named.from = from;
  named.to = to;
  if (!names_) return;
  const auto sealed = store::sealed_name(tools_.pool, one.upload, one.row);
  const auto owner =
      one.upload == upload_.id ? std::optional(upload_) : store::find_upload(tools_.pool, one.upload);
  if (sealed.empty() || !owner) return;
  named.name = access::unseal(access::unseal_key(tools_.service_key, owner->data_key), sealed);
}

void Comparison::compare_lists() {
  std::map<domain::UploadId, std::set<AreaId>> own;
  for (const domain::PartChange& one : changes_.parts) own[upload_.id].insert(one.area);
  after_ = list(own, {});
  const auto before = base_list(base_);
  const domain::ListMatch match = domain::match_lists(before, after_);
  for (const std::size_t now : match.fresh) {
    ++part(after_[now].area).fresh;
    name_household(changes_.fresh, after_[now], {}, after_[now].declared);
  }
  for (const std::size_t then : match.gone) {
    ++part(before[then].area).gone;
    name_household(changes_.gone, before[then], before[then].declared, {});
  }
  for (const auto& [then, now] : match.same) {
    const auto from = before[then].declared, to = after_[now].declared;
    if (from == to) continue;
    ++part(after_[now].area).moved;
    ++changes_.classes[{std::string(domain::name(from)), std::string(domain::name(to))}];
    name_household(changes_.moved, after_[now], from, to);
  }
  compare_counts();
}

/// Official tables 2 and 3 as the lists give them: only where the round before has a list by the same ruler.
void Comparison::count_movement() {
  const domain::Round* earlier = domain::previous_round(rounds_, *round_);
  if (earlier == nullptr || earlier->standard != round_->standard) return;
  const auto only_ours = [&](Base base) {
    std::erase_if(base, [&](const auto& one) { return !base_.contains(one.first); });
    return base;
  };
  const Base base = only_ours(base_of(earlier->code.text()));
  if (base.empty()) return;
  // Units without a list of the year before have no movement.
  std::vector<ComparedHousehold> after = after_;
  std::erase_if(after, [&](const ComparedHousehold& one) { return !base.contains(one.area); });
  std::vector<domain::EarlierClasses> classes(after.size());
  for (const domain::Round* older = domain::previous_round(rounds_, *earlier);
       older != nullptr && older->standard == round_->standard;
       older = domain::previous_round(rounds_, *older)) {
    const auto then = base_list(only_ours(base_of(older->code.text())));
    for (const auto& [before, now] : domain::match_lists(then, after).same) {
      classes[now].poor = classes[now].poor || then[before].declared == domain::HouseholdClass::poor;
      classes[now].near_poor =
          classes[now].near_poor || then[before].declared == domain::HouseholdClass::near_poor;
    }
  }
  const auto before = base_list(base);
  changes_.previous = earlier->code.text();
  changes_.flows = domain::list_flows(before, after, domain::match_lists(before, after), classes);
}

void Comparison::compare_counts() {
  std::map<AreaId, std::map<domain::Measure, domain::PartChange::Count>> counts;
  for (const domain::Fact& fact : store::facts_of(tools_.pool, upload_.id))
    counts[fact.area][fact.measure].after = fact.value;
  std::map<domain::UploadId, std::map<AreaId, AreaId>> wanted;  // an upload is read once
  for (const auto& [area, parts] : base_) {
    for (const store::PointedPart& one : parts) wanted[one.upload][one.area] = area;
  }
  for (const auto& [upload, areas] : wanted) {
    for (const domain::Fact& fact : store::facts_of(tools_.pool, upload)) {
      const auto now = areas.find(fact.area);
      if (now == areas.end()) continue;
      auto& before = counts[now->second][fact.measure].before;
      before = before.value_or(0) + fact.value;
    }
  }
  for (domain::PartChange& one : changes_.parts) {
    for (const auto& [measure, count] : counts[one.area]) {
      if (count.before != count.after) one.counts.emplace(measure, count);
    }
  }
}

}  // namespace

domain::Result<domain::UploadChanges> upload_changes(Tools& tools, const store::Upload& upload,
                                                     const access::Person& person) {
  const bool no_rows = upload.state == UploadState::received ||
                       (upload.state == UploadState::rejected && !upload.rejected_by_reviewer);
  if (no_rows) {
    const std::string state(domain::name(upload.state));
    return domain::Problem{"upload-state", tools.rules.texts.say("upload.upload-state", {{"state", state}}),
                           state};
  }
  return Comparison(tools, upload, person).make();
}

}  // namespace rasoat::flow
