// How the survey was done: answers that are copies, more interviews than a day holds, no trace of an
// interview.

#include <algorithm>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "domain/audit_work.h"

namespace rasoat::domain {
namespace {

bool answered(const AuditRow& row) {
  return row.listed() && row.deprivations >= 0 && row.b1 != AuditRow::kAbsent;
}

/// The vector of answers: income score, the twelve indicators, the causes given.
std::uint64_t answers_of(const AuditRow& row) {
  return (static_cast<std::uint64_t>(static_cast<std::uint16_t>(row.b1)) << 40) |
         (static_cast<std::uint64_t>(static_cast<std::uint16_t>(row.causes)) << 20) |
         static_cast<std::uint64_t>(row.deprivations);
}

using AnswerCounts = std::unordered_map<std::uint64_t, std::int64_t>;

struct Answers {
  AnswerCounts counts;
  std::int64_t all = 0;
};

Answers count_answers(const AuditWork& work, const std::vector<std::uint32_t>& rows) {
  Answers answers;
  for (const std::uint32_t position : rows) {
    const AuditRow& row = work.row(position);
    if (!answered(row)) continue;
    ++answers.counts[answers_of(row)];
    ++answers.all;
  }
  return answers;
}

/// How often a vector comes outside the unit; one more than seen, so that it is never thought impossible.
double elsewhere(std::uint64_t vector, std::int64_t here, const Answers& own, const Answers& whole) {
  const auto found = whole.counts.find(vector);
  const std::int64_t count = found == whole.counts.end() ? here : found->second;
  return static_cast<double>(count - here + 1) / static_cast<double>(whole.all - own.all + 1);
}

struct Copied {
  std::uint64_t vector = 0;
  std::int64_t count = 0;
  double share = 0;
  double p = 1;
};

/// The vector that is hardest to explain, with p for having looked at all of them.
Copied most_copied(const AuditCheck& check, const Answers& own, const Answers& commune,
                   const Answers& province, bool whole_commune) {
  Copied worst;
  for (const auto& [vector, count] : own.counts) {
    if (count < 3) continue;
    double share = elsewhere(vector, count, own, province);
    // Neighbours live alike: what is usual in the rest of the commune explains as much.
    if (!whole_commune && commune.all - own.all >= check.fewest)
      share = std::max(share, elsewhere(vector, count, own, commune));
    share = std::min(share, 0.999);
    const double p = std::min(
        1.0, static_cast<double>(own.counts.size()) * uncertain_upper(count, own.all, {share, check.spread}));
    if (p < worst.p || worst.count == 0 || (p == worst.p && vector < worst.vector))
      worst = {vector, count, share, p};
  }
  return worst;
}

}  // namespace

void check_same_answers(AuditWork& work) {
  const AuditCheck* check = work.rules.check("same-answers");
  if (check == nullptr) return;
  Answers province;
  for (const AuditUnit& commune : work.communes) {
    for (const auto& [vector, count] : count_answers(work, commune.rows).counts) {
      province.counts[vector] += count;
      province.all += count;
    }
  }
  Answers commune;
  for (const AuditUnit& unit : work.units) {
    const Answers own = count_answers(work, unit.rows);
    if (unit.enumerator == 0) commune = own;
    if (own.all < check->fewest) continue;
    const Copied worst = most_copied(*check, own, commune, province, unit.enumerator == 0);
    AuditFinding finding = begin_finding(*check, {&unit, unit.area, worst.count, own.all, {worst.share, 0}});
    finding.p = worst.p;
    work.look(
        std::move(finding),
        [&](const AuditRow& row) { return answered(row) && answers_of(row) == worst.vector; }, unit.rows);
  }
}

// OURS: no instrument says how many sheets one person can fill in on one day; the limit is data.
void check_interviews(AuditWork& work) {
  const AuditCheck* check = work.rules.check("interviews");
  if (check == nullptr) return;
  for (std::size_t i = 0; i < work.units.size(); ++i) {
    const AuditUnit& unit = work.units[i];
    // A commune with several enumerators is looked at through them.
    const bool split = unit.enumerator == 0 && i + 1 < work.units.size() && work.units[i + 1].enumerator != 0;
    if (split) continue;
    std::map<std::int32_t, std::int64_t> days;
    AuditShare share{&unit, unit.area, 0, 0, {}};
    for (const std::uint32_t position : unit.rows) {
      const AuditRow& row = work.row(position);
      if (row.surveyed == AuditRow::kNoDay || row.enumerator == 0) continue;
      ++days[row.surveyed];
      ++share.of;
    }
    std::int64_t most = 0;
    std::int32_t most_day = 0;
    for (const auto& [day, count] : days) {
      if (count > work.rules.interviews_a_day) share.seen += count;
      if (count > most) std::tie(most, most_day) = std::pair{count, day};
    }
    if (share.of < check->fewest) continue;
    AuditFinding finding = begin_finding(*check, share);
    finding.expected = 0;
    finding.arguments = {{"limit", std::to_string(work.rules.interviews_a_day)},
                         {"most", std::to_string(most)},
                         {"day", Date::from_days(most_day).vietnamese()}};
    work.look(
        std::move(finding),
        [&](const AuditRow& row) {
          return row.surveyed != AuditRow::kNoDay && row.enumerator != 0 &&
                 days[row.surveyed] > work.rules.interviews_a_day;
        },
        unit.rows);
  }
}

void check_no_survey(AuditWork& work) {
  const auto without = [](const AuditRow& row) {
    return row.surveyed == AuditRow::kNoDay || row.enumerator == 0;
  };
  std::int64_t listed = 0;
  std::int64_t missing = 0;
  for (const AuditRow& row : work.input.now.rows) {
    if (!row.listed()) continue;
    ++listed;
    if (without(row)) ++missing;
  }
  // A province whose lists do not carry these columns says nothing by leaving them empty.
  if (missing * 2 > listed) return;
  look_at_shares(work, "no-survey", work.communes,
                 {[](const AuditRow& row) { return row.listed(); }, without});
}

/// How much of the spread of B1 lies between the enumerators of one commune; a figure to read, never serious.
void check_enumerators(AuditWork& work) {
  const AuditCheck* check = work.rules.check("enumerators");
  if (check == nullptr) return;
  std::vector<std::vector<double>> groups;
  const auto close = [&](const AuditUnit& commune) {
    std::size_t largest = 0;
    for (const auto& group : groups) largest = std::max(largest, group.size());
    const auto icc = intraclass_correlation(groups);
    if (icc && static_cast<std::int64_t>(largest) >= check->fewest) {
      AuditFinding finding = begin_finding(*check, {&commune, commune.area, 0, 100, {0, 0}});
      finding.seen = static_cast<std::int64_t>(*icc * 100 + 0.5);
      finding.expected = check->tolerance * 100;
      finding.arguments = {{"icc", fmt::format("{:.2f}", *icc)}, {"groups", std::to_string(groups.size())}};
      work.look(std::move(finding), {}, commune.rows);
    }
    groups.clear();
  };
  const AuditUnit* commune = nullptr;
  for (const AuditUnit& unit : work.units) {
    if (unit.enumerator == 0) {
      if (commune != nullptr) close(*commune);
      commune = &unit;
      continue;
    }
    std::vector<double> scores;
    for (const std::uint32_t position : unit.rows) {
      const AuditRow& row = work.row(position);
      if (answered(row)) scores.push_back(row.b1);
    }
    if (static_cast<std::int64_t>(scores.size()) >= check->fewest) groups.push_back(std::move(scores));
  }
  if (commune != nullptr) close(*commune);
}

}  // namespace rasoat::domain
