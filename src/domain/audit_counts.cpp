// What the totals of a commune say by themselves (official tables 2 and 3).

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "domain/audit_work.h"

namespace rasoat::domain {
namespace {

using Counts = std::map<Measure, std::int64_t>;

std::optional<std::int64_t> value(const Counts& counts, Measure measure) {
  const auto found = counts.find(measure);
  return found == counts.end() ? std::nullopt : std::optional<std::int64_t>(found->second);
}

/// Sum of `plus` less `minus`; nothing where one of them was not reported.
std::optional<std::int64_t> balance(const Counts& counts, std::initializer_list<Measure> plus,
                                    std::initializer_list<Measure> minus) {
  std::int64_t sum = 0;
  for (const Measure measure : plus) {
    const auto term = value(counts, measure);
    if (!term) return std::nullopt;
    sum += *term;
  }
  for (const Measure measure : minus) {
    const auto term = value(counts, measure);
    if (!term) return std::nullopt;
    sum -= *term;
  }
  return sum;
}

/// The largest household count by which the tables contradict themselves, and which identity it is.
struct Gap {
  std::int64_t size = 0;
  std::string which;
  bool looked = false;
  void take(const std::optional<std::int64_t>& difference, const char* name) {
    if (!difference) return;
    looked = true;
    if (std::abs(*difference) <= size) return;
    size = std::abs(*difference);
    which = name;
  }
};

Gap gap_of(const AuditPlace& place) {
  namespace m = measures;
  const Counts& c = place.counts;
  Gap gap;
  // Table 2, column 9 = 1-2-3-4+5+6+7+8; table 3 alike.
  gap.take(balance(c, {m::poor_start, m::poor_from_near_poor, m::poor_again, m::poor_new, m::poor_other_in},
                   {m::poor_to_near_poor, m::poor_escaped, m::poor_other_out, m::poor}),
           "poor");
  gap.take(balance(c,
                   {m::near_poor_start, m::near_poor_from_poor, m::near_poor_again, m::near_poor_new,
                    m::near_poor_other_in},
                   {m::near_poor_escaped, m::near_poor_to_poor, m::near_poor_other_out, m::near_poor}),
           "near-poor");
  // Table 2 column 2 = table 3 column 5; table 2 column 5 = table 3 column 3.
  gap.take(balance(c, {m::poor_to_near_poor}, {m::near_poor_from_poor}), "between");
  gap.take(balance(c, {m::poor_from_near_poor}, {m::near_poor_to_poor}), "between");
  // Opening = closing of the round before.
  for (const auto& [start, close] :
       {std::pair{m::poor_start, m::poor}, std::pair{m::near_poor_start, m::near_poor}}) {
    const auto opening = value(c, start);
    const auto closing = value(place.counts_before, close);
    if (opening && closing) gap.take(*opening - *closing, "opening");
  }
  return gap;
}

std::optional<std::int64_t> all_out(const Counts& counts) {
  namespace m = measures;
  return balance(counts, {m::poor_to_near_poor, m::poor_escaped, m::poor_other_out}, {});
}

}  // namespace

void check_flows(AuditWork& work) {
  const AuditCheck* check = work.rules.check("flows");
  if (check == nullptr) return;
  for (const AuditPlace& place : work.input.places) {
    const Gap gap = gap_of(place);
    const auto opening = value(place.counts, measures::poor_start);
    const auto closing = value(place.counts, measures::poor);
    if (!gap.looked) continue;
    AuditFinding finding = begin_finding(
        *check, {nullptr, place.area, gap.size, std::max(opening.value_or(0), closing.value_or(0)), {0, 0}},
        gap.which);
    if (finding.of < check->fewest) continue;
    work.look(std::move(finding), {}, {});
  }
}

void check_other_exits(AuditWork& work) {
  const AuditCheck* check = work.rules.check("other-exits");
  if (check == nullptr) return;
  std::vector<AuditShare> shares;
  for (const AuditPlace& place : work.input.places) {
    const auto out = all_out(place.counts);
    const auto other = value(place.counts, measures::poor_other_out);
    if (!out || !other || *out < check->fewest || *other > *out) continue;
    shares.push_back({nullptr, place.area, *other, *out, {}});
  }
  expect_of_peers(shares);
  widen(*check, shares);
  for (const AuditShare& share : shares) {
    AuditFinding finding = begin_finding(*check, share);
    finding.p = surprise(*check, share);
    work.look(std::move(finding), {}, {});
  }
}

/// No household new or again poor at all: possible in a small commune, hard to believe in a large one.
void check_no_entries(AuditWork& work) {
  const AuditCheck* check = work.rules.check("no-entries");
  if (check == nullptr) return;
  std::vector<AuditShare> shares;
  for (const AuditPlace& place : work.input.places) {
    const auto entered = balance(place.counts, {measures::poor_again, measures::poor_new}, {});
    const auto base = value(place.counts, measures::households);
    if (!entered || !base || *base < check->fewest || *entered > *base) continue;
    shares.push_back({nullptr, place.area, *entered, *base, {}});
  }
  expect_of_peers(shares);
  widen(*check, shares);
  for (const AuditShare& share : shares) {
    AuditFinding finding = begin_finding(*check, share);
    // The figure of the finding is what is missing, so that more is more surprising as everywhere.
    finding.p = share.seen == 0 ? uncertain_lower(0, share.of, share.expected) : 1.0;
    finding.seen = share.seen == 0 ? static_cast<std::int64_t>(std::lround(finding.expected)) : 0;
    finding.expected = 0;
    work.look(std::move(finding), {}, {});
  }
}

/// One commune that meets its target to the household says little; how many do so together says more.
void check_exact_target(AuditWork& work) {
  const AuditCheck* check = work.rules.check("exact-target");
  if (check == nullptr) return;
  double chance_of_all = 0;
  std::int64_t hits = 0;
  std::vector<std::pair<AuditFinding, bool>> figures;
  for (const AuditPlace& place : work.input.places) {
    const auto poor = value(place.counts, measures::poor);
    const auto start = value(place.counts, measures::poor_start);
    if (!place.target || !poor || !start || *start - *poor < check->fewest) continue;
    const std::int64_t exits = *start - *poor;
    // The likeliest single number of exits has about this chance.
    const double chance = std::min(1.0, 1 / std::sqrt(2 * 3.14159265358979 * static_cast<double>(exits)));
    const bool hit = *poor == *place.target;
    chance_of_all += chance;
    hits += hit ? 1 : 0;
    AuditFinding finding = begin_finding(*check, {nullptr, place.area, hit ? exits : 0, exits, {0, 0}});
    finding.arguments = {{"target", std::to_string(*place.target)}};
    figures.emplace_back(std::move(finding), hit);
  }
  const double p = chance_of_all > 0 ? poisson_upper(hits, chance_of_all) : 1;
  for (auto& [finding, hit] : figures) {
    finding.p = hit ? p : 1;
    finding.arguments.emplace_back("hits", std::to_string(hits));
    finding.arguments.emplace_back("places", std::to_string(figures.size()));
    work.look(std::move(finding), {}, {});
  }
}

}  // namespace rasoat::domain
