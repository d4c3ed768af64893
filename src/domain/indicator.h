#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "domain/measure.h"
#include "domain/text.h"

namespace rasoat::domain {

enum class Better { lower, higher };

/// How an indicator is made from counts.
enum class Form {
  count,      ///< sum of the numerator's measures; no denominator, interval or gap
  rate,       ///< 100 × numerator / denominator, in %
  mean,       ///< numerator / denominator
  reduction,  ///< points by which another indicator (`of`) fell since the round before
  product,    ///< product of two other indicators in % (`of`, `times`) / 100
};

/// Which rows an indicator is counted from: facts of a round, or rows that have a date of their own.
enum class Source { rounds, disbursement, ntm_criteria };

/// One indicator, as data (`etc/indicators/`): the one mechanism by which all figures are computed.
struct Indicator {
  IndicatorCode code;
  Text name;
  std::string unit;  ///< `%`, `households`, `points`…
  Better better = Better::lower;
  Form form = Form::rate;
  std::vector<Measure> numerator;
  std::vector<Measure> denominator;
  /// The denominator is multiplied by the number of deprivations of the round's standard (mpi.a).
  bool times_deprivations = false;
  /// For a member of a family over the standard's list (`poverty.deprivation.d3`): its number. Rounds whose
  /// standard has fewer indicators have no value.
  std::optional<int> deprivation;
  IndicatorCode of;
  IndicatorCode times;
  std::string citation;
  Source source = Source::rounds;
  std::string programme;         ///< money of one programme; empty = of all that count in the total
  std::string expenditure;       ///< money of one kind (`capital`); empty = of both
  std::optional<int> criterion;  ///< for `ntm.criteria.c07`: its number

  bool dated() const { return source != Source::rounds; }
  /// Numerator and denominator are đồng; they leave as million VND.
  bool money() const { return source == Source::disbursement; }
};

/// A rule of `etc/flags/`: when an area is flagged for an indicator that has a benchmark.
struct FlagRule {
  enum class Against { country, region, target, pace };
  std::string code;  ///< `above-country`
  Text name;
  Against against = Against::country;
  std::vector<std::string> indicators;  ///< codes or beginnings of codes with `*`
  std::string reason_key;               ///< sentence in etc/texts
};

/// How rules that hold together make a severity: our own choice, kept as data in `etc/flags/severity.json`.
struct SeverityRule {
  /// One rule of {above-country, above-region} alone, both together, and the multiple of the country's value
  /// from which a flag is severe (2 means twice the value; half of it where higher is better).
  std::string one = "watch";
  std::string both = "lagging";
  std::string extreme = "severe";
  std::optional<std::int64_t> extreme_multiple;
};

}  // namespace rasoat::domain
