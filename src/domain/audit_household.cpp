// What is written of single households: the setting, answers that contradict each other, who stands twice.

#include <algorithm>
#include <map>
#include <set>

#include "domain/audit_work.h"

namespace rasoat::domain {
namespace {

std::map<AreaId, Setting> settings_of(const AuditInput& input) {
  std::map<AreaId, Setting> all;
  for (const AuditPlace& place : input.places) {
    if (place.setting) all.emplace(place.area, *place.setting);
  }
  return all;
}

/// True when the household's class hangs on the setting: its score lies between the two cuts.
bool decides(const Standard& standard, const AuditRow& row) {
  if (!standard.rural.b1_cut || !standard.urban.b1_cut || row.b1 == AuditRow::kAbsent) return false;
  const auto [low, high] = std::minmax(*standard.rural.b1_cut, *standard.urban.b1_cut);
  return row.b1 > low && row.b1 <= high;
}

bool holds(const AnswerRule& rule, const AuditRow& row, int year) {
  if (rule.any_of.any() && (row.deprivations < 0 ||
                            (DeprivationSet(static_cast<unsigned>(row.deprivations)) & rule.any_of).none()))
    return false;
  if (rule.members_at_most && (row.members == AuditRow::kAbsent || row.members > *rule.members_at_most))
    return false;
  if (rule.age_under || rule.age_over) {
    if (row.birth_year == AuditRow::kAbsent || row.birth_year <= 0) return false;
    const int age = year - row.birth_year;
    const bool outside = (rule.age_under && age < *rule.age_under) || (rule.age_over && age > *rule.age_over);
    if (!outside) return false;
  }
  if (rule.no_labour_capacity && row.no_labour != static_cast<int>(*rule.no_labour_capacity)) return false;
  if (rule.gender && row.gender != static_cast<int>(*rule.gender)) return false;
  if (rule.woman_head && row.woman_head != static_cast<int>(*rule.woman_head)) return false;
  return true;
}

/// Positions of listed households whose ID number stands more than once, by ID number.
std::vector<std::vector<std::uint32_t>> repeated_identities(const AuditList& list) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < list.rows.size(); ++i) {
    if (list.rows[i].listed() && list.rows[i].identified()) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(list.rows[a].identity, a) < std::tie(list.rows[b].identity, b);
  });
  std::vector<std::vector<std::uint32_t>> all;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && list.rows[order[end]].identity == list.rows[order[begin]].identity) ++end;
    if (end - begin > 1)
      all.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(begin),
                       order.begin() + static_cast<std::ptrdiff_t>(end));
    begin = end;
  }
  return all;
}

/// Files one arithmetic figure for each commune that has any: how many of its listed households are in
/// `hits`.
void look_at_hits(AuditWork& work, const AuditCheck& check, const std::set<std::uint32_t>& hits) {
  for (const AuditUnit& unit : work.communes) {
    AuditShare share{&unit, unit.area, 0, 0, {0, 0}};
    for (const std::uint32_t position : unit.rows) {
      if (!work.row(position).listed()) continue;
      ++share.of;
      if (hits.contains(position)) ++share.seen;
    }
    if (share.of < check.fewest) continue;
    work.look(
        begin_finding(check, share),
        [&](const AuditRow& row) {
          return hits.contains(static_cast<std::uint32_t>(work.input.now.position(row)));
        },
        unit.rows);
  }
}

}  // namespace

void check_setting(AuditWork& work) {
  const auto settings = settings_of(work.input);
  const auto of_place = [&](const AuditRow& row) {
    const auto found = settings.find(row.area);
    return found == settings.end() ? -1 : static_cast<int>(found->second);
  };
  look_at_shares(work, "setting", work.communes,
                 {[&](const AuditRow& row) { return row.listed() && row.setting >= 0 && of_place(row) >= 0; },
                  [&](const AuditRow& row) { return row.setting != of_place(row); }},
                 [&](AuditFinding& finding, const AuditUnit& unit) {
                   std::int64_t decided = 0;
                   for (const std::uint32_t position : unit.rows) {
                     const AuditRow& row = work.row(position);
                     if (row.listed() && row.setting >= 0 && row.setting != of_place(row) &&
                         decides(work.input.standard, row))
                       ++decided;
                   }
                   finding.detail = of_place(work.row(unit.rows.front())) == static_cast<int>(Setting::urban)
                                        ? "urban"
                                        : "rural";
                   finding.arguments = {{"decided", std::to_string(decided)}};
                 });
}

void check_contradictions(AuditWork& work) {
  const auto* rules = work.rules.contradictions_of(work.input.standard.code);
  const int year = work.input.reference_date.year();
  const auto contradicts = [&](const AuditRow& row) {
    const bool dates =
        row.surveyed != AuditRow::kNoDay && row.decided != AuditRow::kNoDay && row.decided < row.surveyed;
    return dates ||
           (rules != nullptr && std::any_of(rules->begin(), rules->end(),
                                            [&](const AnswerRule& rule) { return holds(rule, row, year); }));
  };
  look_at_shares(
      work, "contradictions", work.units, {[](const AuditRow& row) { return row.listed(); }, contradicts},
      [&](AuditFinding& finding, const AuditUnit& unit) {
        // The commonest kind is named in the sentence.
        std::int64_t most = 0;
        if (rules == nullptr) return;
        for (const AnswerRule& rule : *rules) {
          const auto count = std::count_if(unit.rows.begin(), unit.rows.end(), [&](std::uint32_t position) {
            return work.row(position).listed() && holds(rule, work.row(position), year);
          });
          if (count <= most) continue;
          most = count;
          finding.example = &rule;
        }
      });
}

void check_duplicates(AuditWork& work) {
  const AuditCheck* check = work.rules.check("duplicates");
  if (check == nullptr) return;
  std::set<std::uint32_t> hits;
  std::map<AreaId, std::int64_t> across;
  for (const auto& same : repeated_identities(work.input.now)) {
    const AreaId first = work.row(same.front()).area;
    const bool several =
        std::any_of(same.begin(), same.end(), [&](std::uint32_t p) { return work.row(p).area != first; });
    for (const std::uint32_t position : same) {
      hits.insert(position);
      if (several) ++across[work.row(position).area];
    }
  }
  look_at_shares(
      work, "duplicates", work.communes,
      {[](const AuditRow& row) { return row.listed() && row.identified(); },
       [&](const AuditRow& row) {
         return hits.contains(static_cast<std::uint32_t>(work.input.now.position(row)));
       }},
      [&](AuditFinding& finding, const AuditUnit& unit) {
        const auto found = across.find(unit.area);
        finding.arguments = {{"across", std::to_string(found == across.end() ? 0 : found->second)}};
      });
}

void check_staff(AuditWork& work) {
  const AuditCheck* check = work.rules.check("staff");
  if (check == nullptr || work.input.staff.empty()) return;
  std::set<std::uint32_t> hits;
  for (std::uint32_t i = 0; i < work.input.now.rows.size(); ++i) {
    const AuditRow& row = work.row(i);
    if (row.listed() && row.identified() &&
        std::binary_search(work.input.staff.begin(), work.input.staff.end(), row.identity))
      hits.insert(i);
  }
  look_at_hits(work, *check, hits);
}

}  // namespace rasoat::domain
