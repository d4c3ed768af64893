#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/figure.h"
#include "domain/snapshot.h"

namespace rasoat::domain {

/// Money added up, in đồng. What no row states is absent and not 0; rates are over rows that state both.
struct MoneySum {
  std::optional<std::int64_t> planned, allocated, disbursed;
  std::int64_t paid_of_planned = 0, planned_paid = 0;      ///< rows with a plan and a payment
  std::int64_t paid_of_allocated = 0, allocated_paid = 0;  ///< rows with an allocation and a payment
  std::optional<Date> newest, oldest;
  bool synthetic = false;

  void take(const MoneyRow& row);
  void join(const MoneySum& other);
  /// In per cent; nothing without a plan, with a plan of 0, or without a payment stated.
  std::optional<Exact> rate() const;
  std::optional<Exact> of_allocated() const;
};

/// Project, budget and expenditure by their codes; the project may be empty.
using MoneyKey = std::array<std::string, 3>;

/// One programme in an area, taken apart by everything its rows say.
struct ProgrammeMoney {
  const Programme* programme = nullptr;
  MoneySum sum;
  std::map<std::string, MoneySum> projects, budgets, expenditures,
      ages;  ///< by code; ages `new`, `carried_over`
  std::map<MoneyKey, MoneySum> lines;
  std::vector<const ResultRow*> results;
  std::optional<Exact> pace;  ///< what should be paid by the date of its rows, in per cent
};

struct AreaMoney {
  AreaId area{};
  bool own = false;  ///< the asked area's own money, not that of something inside it
  MoneySum sum;      ///< of the programmes that count in the total
  std::map<std::string, MoneySum> programmes;
};

/// An investor, slow when paid less than the whole area on the same base.
struct InvestorMoney {
  std::string investor;
  MoneySum sum;
  bool slow = false;
};

/// A pair of figures that do not go together: something to look at, not an error (programmes.md section 7).
struct Contradiction {
  std::string code;
  AreaId area{};
  Text reason;
};

/// How a commune set of criteria stands in an area.
struct CriteriaSums {
  const CriteriaSet* set = nullptr;
  std::int64_t communes = 0, recognised = 0, advanced = 0, model = 0;
  std::vector<std::int64_t> met, known;  ///< by criterion, from 1
};

/// Everything the programmes show for one area on one day.
struct ProgrammeSheet {
  AreaId area{};
  Date day;
  int plan_year = 0;
  Date as_of;
  MoneySum sum;
  std::optional<Exact> pace;
  std::vector<ProgrammeMoney> programmes;
  std::vector<AreaMoney> areas;          ///< direct parts, slowest first; those without a rate last
  std::vector<InvestorMoney> investors;  ///< slowest first
  CriteriaSums criteria;
  std::vector<Contradiction> contradictions;
  const Round* round = nullptr;  ///< the round of review that poverty figures beside it are of; may be null
};

struct SheetQuery {
  Date day;
  std::optional<int> plan_year;
  std::optional<Date> as_of;
};

ProgrammeSheet programme_sheet(const Snapshot& snapshot, const Area& area, const SheetQuery& query);

/// The contradictions between money, criteria and poverty in the asked area and its parts.
std::vector<Contradiction> contradictions_in(const Snapshot& snapshot, const ProgrammeSheet& sheet,
                                             const std::vector<const MoneyRow*>& money,
                                             const std::vector<const CriteriaRow*>& criteria);

}  // namespace rasoat::domain
