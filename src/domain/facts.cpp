#include "domain/facts.h"

#include <algorithm>

namespace rasoat::domain {
namespace {

/// The measures of one class, so that poor and near-poor are counted by the same lines.
struct ClassMeasures {
  Measure households, minority, persons, persons_minority, no_labour, merit, woman_head, assessed,
      deprivations, no_group, persons_no_labour, persons_merit, persons_no_group;
  Measure (*deprived)(int);
  Measure (*by_cause)(int);
};

constexpr ClassMeasures kPoor{measures::poor,
                              measures::poor_minority,
                              measures::poor_persons,
                              measures::poor_persons_minority,
                              measures::poor_no_labour,
                              measures::poor_merit,
                              measures::poor_woman_head,
                              measures::poor_assessed,
                              measures::poor_deprivations,
                              measures::poor_no_group,
                              measures::poor_persons_no_labour,
                              measures::poor_persons_merit,
                              measures::poor_persons_no_group,
                              &poor_deprived,
                              &poor_by_cause};
constexpr ClassMeasures kNearPoor{measures::near_poor,
                                  measures::near_poor_minority,
                                  measures::near_poor_persons,
                                  measures::near_poor_persons_minority,
                                  measures::near_poor_no_labour,
                                  measures::near_poor_merit,
                                  measures::near_poor_woman_head,
                                  measures::near_poor_assessed,
                                  measures::near_poor_deprivations,
                                  measures::near_poor_no_group,
                                  measures::near_poor_persons_no_labour,
                                  measures::near_poor_persons_merit,
                                  measures::near_poor_persons_no_group,
                                  &near_poor_deprived,
                                  &near_poor_by_cause};

using Counts = std::array<std::int64_t, 256>;

std::int64_t& at(Counts& counts, Measure measure) { return counts[measure.number]; }

void count_class(Counts& counts, const ClassMeasures& m, const Household& household) {
  at(counts, m.households) += 1;
  at(counts, m.persons) += household.members;
  if (household.minority) {
    at(counts, m.minority) += 1;
    at(counts, m.persons_minority) += household.members;
  }
  const bool no_labour = household.no_labour_capacity.value_or(false);
  const bool merit = household.merit.value_or(false);
  const auto group = [&](Measure households, Measure persons) {
    at(counts, households) += 1;
    at(counts, persons) += household.members;
  };
  if (no_labour) group(m.no_labour, m.persons_no_labour);
  if (merit) group(m.merit, m.persons_merit);
  if (!no_labour && !merit && !household.minority) group(m.no_group, m.persons_no_group);
  if (household.woman_head.value_or(false)) at(counts, m.woman_head) += 1;
  if (household.deprivations) {
    at(counts, m.assessed) += 1;
    at(counts, m.deprivations) += static_cast<std::int64_t>(household.deprivations->count());
    for (int n = 1; n <= kMostDeprivations; ++n) {
      if (household.deprivations->test(static_cast<std::size_t>(n - 1))) at(counts, m.deprived(n)) += 1;
    }
  }
  if (household.causes) {
    for (int n = 1; n <= kCauses; ++n) {
      if (household.causes->test(static_cast<std::size_t>(n - 1))) at(counts, m.by_cause(n)) += 1;
    }
  }
}

/// Every measure that a list defines, whether or not a household of it was met.
std::vector<Measure> list_measures(int deprivations) {
  std::vector<Measure> all{measures::listed, measures::class_disagreements};
  for (const ClassMeasures* m : {&kPoor, &kNearPoor}) {
    all.insert(all.end(), {m->households, m->minority, m->persons, m->persons_minority, m->no_labour,
                           m->merit, m->woman_head, m->assessed, m->deprivations, m->no_group,
                           m->persons_no_labour, m->persons_merit, m->persons_no_group});
    for (int n = 1; n <= deprivations; ++n) all.push_back(m->deprived(n));
    for (int n = 1; n <= kCauses; ++n) all.push_back(m->by_cause(n));
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

void HouseholdCounter::add(const Household& household) {
  if (last_ == nullptr || last_area_ != household.area) {
    last_ = &areas_[household.area];
    last_area_ = household.area;
  }
  Counts& counts = *last_;
  at(counts, measures::listed) += 1;
  if (household.computed && *household.computed != household.declared)
    at(counts, measures::class_disagreements) += 1;
  switch (household.declared) {
    case HouseholdClass::poor:
      count_class(counts, kPoor, household);
      break;
    case HouseholdClass::near_poor:
      count_class(counts, kNearPoor, household);
      break;
    case HouseholdClass::average:
      // Lists rarely name these households: without such a row the figure comes from `counts`.
      at(counts, measures::average) += 1;
      at(counts, measures::average_persons) += household.members;
      break;
    case HouseholdClass::not_poor:
      break;
  }
}

std::vector<Fact> HouseholdCounter::facts() const {
  const std::vector<Measure> defined = list_measures(deprivations_);
  std::vector<Fact> all;
  for (const auto& [area, counts] : areas_) {
    for (const Measure measure : defined) all.push_back({area, measure, counts[measure.number]});
    // `average` only where the list has such a row: elsewhere it comes from `counts` (contract section 3).
    if (counts[measures::average.number] == 0) continue;
    for (const Measure measure : {measures::average, measures::average_persons}) {
      all.push_back({area, measure, counts[measure.number]});
    }
  }
  return all;
}

}  // namespace rasoat::domain
