// Households over two and three rounds: who grew, who is new, who left just above the cut, who came back.

#include <algorithm>
#include <map>

#include "domain/audit_work.h"

namespace rasoat::domain {
namespace {

const AuditRow* before_of(const AuditWork& work, const AuditRow& row) {
  const std::int32_t at = work.from_before.earlier_of[work.input.now.position(row)];
  return at < 0 ? nullptr : &work.input.before.rows[static_cast<std::size_t>(at)];
}

/// Poor or near-poor in the round before, by that round's list or by this one's own column.
bool was_listed(const AuditWork& work, const AuditRow& row) {
  const AuditRow* before = before_of(work, row);
  return before != nullptr ? before->listed() : row.was_listed();
}

/// Communes that have a list in the round before, so that "not found there" means something.
std::vector<AuditUnit> comparable(const AuditWork& work) {
  std::vector<AuditUnit> all;
  for (const AuditUnit& unit : work.communes) {
    if (!work.input.before.of(unit.area).empty()) all.push_back(unit);
  }
  return all;
}

}  // namespace

void check_previous_class(AuditWork& work) {
  look_at_shares(work, "previous-class", comparable(work),
                 {[&](const AuditRow& row) { return row.previous >= 0 && before_of(work, row) != nullptr; },
                  [&](const AuditRow& row) { return before_of(work, row)->declared != row.previous; }});
}

/// Households that grew by several members at once: two may have been made one.
void check_merging(AuditWork& work) {
  const auto grew = [&](const AuditRow& row) {
    return row.members - before_of(work, row)->members >= work.rules.member_jump;
  };
  look_at_shares(work, "merging", comparable(work),
                 {[&](const AuditRow& row) {
                    const AuditRow* before = before_of(work, row);
                    return row.listed() && before != nullptr && before->listed() && row.members > 0 &&
                           before->members > 0;
                  },
                  grew},
                 [&](AuditFinding& finding, const AuditUnit& unit) {
                   const auto& later_of = work.from_before.later_of;
                   std::int64_t gone = 0;
                   for (const AuditRow& row : work.input.before.of(unit.area)) {
                     if (row.listed() && later_of[work.input.before.position(row)] < 0) ++gone;
                   }
                   finding.arguments = {{"gone", std::to_string(gone)},
                                        {"jump", std::to_string(work.rules.member_jump)}};
                 });
}

/// New small households of old people: they may have been split off a household that stays.
void check_splitting(AuditWork& work) {
  const int year = work.input.reference_date.year();
  look_at_shares(
      work, "splitting", comparable(work),
      {[&](const AuditRow& row) {
         return row.listed() && before_of(work, row) == nullptr && row.birth_year > 0 && row.members > 0;
       },
       [&, year](const AuditRow& row) {
         return row.members <= work.rules.small_household && year - row.birth_year >= work.rules.elderly_age;
       }},
      [&](AuditFinding& finding, const AuditUnit&) {
        finding.arguments = {{"age", std::to_string(work.rules.elderly_age)},
                             {"members", std::to_string(work.rules.small_household)}};
      });
}

/// Who left the list with a score just above the cut, among all who left.
void check_just_above(AuditWork& work) {
  const Standard& standard = work.input.standard;
  const auto cut_of = [&](const AuditRow& row) {
    return row.setting < 0 ? std::optional<int>{} : standard.line(static_cast<Setting>(row.setting)).b1_cut;
  };
  look_at_shares(work, "just-above", work.units,
                 {[&](const AuditRow& row) {
                    return row.declared >= 2 && row.b1 != AuditRow::kAbsent && cut_of(row) &&
                           was_listed(work, row);
                  },
                  [&](const AuditRow& row) {
                    return row.b1 > *cut_of(row) && row.b1 <= *cut_of(row) + 2 * work.rules.bunching_points;
                  }},
                 [&](AuditFinding& finding, const AuditUnit&) {
                   finding.arguments = {{"points", std::to_string(2 * work.rules.bunching_points)}};
                 });
}

/// Who left one round ago and is on the list again. A household that is on this round's list without having
/// been on the last one's is looked for in the one before that.
void check_relapse(AuditWork& work) {
  const AuditCheck* check = work.rules.check("relapse");
  if (check == nullptr || work.input.earlier.rows.empty()) return;
  // Earlier list → now, for those not listed in between.
  const AuditMatch direct = match(work.input.earlier, work.input.now);
  std::map<AreaId, AuditShare> by_area;
  std::map<AreaId, std::vector<std::uint32_t>> back;
  for (const AuditRow& row : work.input.earlier.rows) {
    if (!row.listed() || work.input.before.of(row.area).empty()) continue;
    const std::size_t at = work.input.earlier.position(row);
    const std::int32_t between = work.from_earlier.later_of[at];
    if (between >= 0 && work.input.before.rows[static_cast<std::size_t>(between)].listed()) continue;
    AuditShare& share = by_area[row.area];
    share.area = row.area;
    ++share.of;
    const std::int32_t now = direct.later_of[at];
    if (now < 0 || !work.row(static_cast<std::uint32_t>(now)).listed()) continue;
    ++share.seen;
    back[row.area].push_back(static_cast<std::uint32_t>(now));
  }
  std::vector<AuditShare> shares;
  for (const AuditUnit& unit : work.communes) {
    const auto found = by_area.find(unit.area);
    if (found == by_area.end() || found->second.of < check->fewest) continue;
    found->second.unit = &unit;
    shares.push_back(found->second);
  }
  expect_of_peers(shares);
  widen(*check, shares);
  for (const AuditShare& share : shares) {
    AuditFinding finding = begin_finding(*check, share);
    finding.p = surprise(*check, share);
    work.look(
        std::move(finding), [](const AuditRow&) { return true; }, back[share.area]);
  }
}

}  // namespace rasoat::domain
