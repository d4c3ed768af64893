#include "domain/programme.h"

#include <algorithm>

namespace rasoat::domain {
namespace {

template <typename Things>
auto coded(const Things& things, std::string_view code) -> decltype(things.data()) {
  for (const auto& thing : things) {
    if (thing.code == code) return &thing;
  }
  return nullptr;
}

}  // namespace

const Project* Programme::project(std::string_view wanted) const { return coded(projects, wanted); }

bool Programme::runs_in(int year) const {
  return valid_from.year() <= year && (!valid_to || year <= valid_to->year());
}

bool CriteriaSet::applies(std::string_view kind) const {
  return std::find(applies_to.begin(), applies_to.end(), kind) != applies_to.end();
}

Date MoneyKind::closing_day(int plan_year) const {
  const int year = close_month < 7 ? plan_year + 1 : plan_year;
  return Date::of(year, close_month, close_day).value_or(Date::known(std::to_string(year) + "-12-31"));
}

const Programme* ProgrammeBook::programme(std::string_view code) const { return coded(programmes, code); }

const MoneyKind* ProgrammeBook::expenditure(std::string_view code) const { return coded(expenditures, code); }

const CriteriaSet* ProgrammeBook::criteria_on(Date day) const {
  for (const CriteriaSet& set : criteria_sets) {
    if (set.in_force(day)) return &set;
  }
  return nullptr;
}

std::size_t ProgrammeBook::most_criteria() const {
  std::size_t most = 0;
  for (const CriteriaSet& set : criteria_sets) most = std::max(most, set.criteria.size());
  return most;
}

}  // namespace rasoat::domain
