#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/figure.h"
#include "domain/statistics.h"

namespace rasoat::domain {

/// What an area is compared with: the figure of a scope for the period, or why there is none.
struct Comparison {
  AreaCode scope;
  std::string scope_name;  ///< for sentences: a code says nothing to a reader
  std::optional<Exact> value;
  std::string period;
  std::string source;  ///< the document, or `computed`
  bool provisional = false;
  bool synthetic = false;
  bool own_period = false;               ///< false: shown, but gives no gap, no to_benchmark and no flag
  Text reason;                           ///< why own_period is false; empty otherwise
  std::vector<const Benchmark*> others;  ///< conflicting published figures, shown and never averaged
};

/// The figure a scope is compared by in one round. Country and region use the published benchmark, computed
/// only if all their provinces have counts and none is published; a province the value shown for it.
Comparison compare_with(const FigureReader& reader, const Indicator& indicator, const Area& scope);

/// A rule that holds for an area, with its arithmetic. It is put into words when they are asked for, since
/// most flags of a whole country are only counted; the rules must be there still.
struct Flag {
  std::string rule;
  std::string severity;
  AreaId area{};
  IndicatorCode indicator;
  Exact value;
  std::shared_ptr<const Comparison> benchmark;
  Exact gap;
  const Rules* rules = nullptr;

  /// "6,13 − 2,93 = +3,20 điểm %": every flag shows its sum.
  Text reason() const;
};

/// All flags of one area and indicator, each carrying the highest severity reached. `country` and `region`
/// are what the area is compared with; null where it has none (a region has no region).
std::vector<Flag> flags_of(const FigureReader& reader, const Indicator& indicator, const Area& area,
                           const Figure& figure, const std::shared_ptr<const Comparison>& country,
                           const std::shared_ptr<const Comparison>& region);

/// True when a rule of `etc/flags/` names the indicator, names its beginning (`disbursement.rate*`) or all.
bool covers(const FlagRule& rule, const Indicator& indicator);

/// The share of a year's plan that should be paid by a day, in per cent: the days gone of those in which it
/// can be paid. OURS: no rule says how fast money must go; each kind of money has its closing day.
Exact expected_pace(const ProgrammeBook& programmes, const Indicator& indicator, int plan_year, Date day);

/// True when `value` is worse than `other` for the indicator.
bool worse(const Indicator& indicator, const Exact& value, const Exact& other);

/// A rule that could not be judged in a query because the figure to compare with is not published.
struct FlagAbsence {
  std::string rule;
  IndicatorCode indicator;
  AreaCode scope;
  Text reason;
};

}  // namespace rasoat::domain
