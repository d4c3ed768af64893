#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/text.h"

namespace rasoat::domain {

/// One project or sub-project of a programme. What is not confirmed has no name.
struct Project {
  std::string code;     ///< `3`, `3.1`
  std::string part_of;  ///< code of the project a sub-project belongs to, or empty
  Text name;
  std::string only_group;  ///< the group of areas it may run in (`poor-district`), or empty
};

/// A programme of public money, with the years it runs and the decisions it rests on.
struct Programme {
  std::string code;  ///< `GNBV`
  Text name;
  Date valid_from;
  std::optional<Date> valid_to;
  /// Counted in `disbursement.rate`: the national target programmes. Other public investment is a series of
  /// its own and never mixed with them (programmes.md section 3).
  bool in_total = false;
  std::vector<std::string> citations;
  std::vector<Project> projects;
  Text unknown;  ///< what the sources leave open

  const Project* project(std::string_view code) const;
  /// True when money of that year's plan can be this programme's.
  bool runs_in(int year) const;
};

/// One criterion of a set; unnamed where the set's text is not confirmed.
struct Criterion {
  int number = 0;
  Text name;
};

/// A set of NTM commune criteria in force for some years: another set is another ruler.
struct CriteriaSet {
  std::string code;
  Text name;
  Date valid_from;
  std::optional<Date> valid_to;
  std::vector<std::string> citations;
  std::vector<std::string> applies_to;  ///< kinds of units: `xa`
  std::optional<int> poverty_criterion;
  std::vector<Criterion> criteria;
  Text unknown;

  bool in_force(Date day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
  bool applies(std::string_view kind) const;
};

/// A source or a kind of money. `closes` is the last day on which money of a year's plan is paid out, as
/// month and day; before July it is one of the year after.
struct MoneyKind {
  std::string code;
  Text name;
  int close_month = 12;
  int close_day = 31;

  /// The last day for money of `plan_year`.
  Date closing_day(int plan_year) const;
};

/// Programmes, criteria and kinds of money, read from `etc/programmes.json`. Immutable.
struct ProgrammeBook {
  std::vector<MoneyKind> budgets;
  std::vector<MoneyKind> expenditures;
  std::vector<Programme> programmes;
  std::vector<CriteriaSet> criteria_sets;

  const Programme* programme(std::string_view code) const;
  const MoneyKind* expenditure(std::string_view code) const;
  const CriteriaSet* criteria_on(Date day) const;
  std::size_t most_criteria() const;
};

constexpr int kMostCriteria = 30;  ///< columns c01..c30 of the upload kind

}  // namespace rasoat::domain
