#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/exact.h"

namespace rasoat::domain {

/// A value of a series and when it is of, in years.
struct SeriesPoint {
  double year = 0;
  double value = 0;
};

/// How a series changed from its first to its last point (methods.md section 4).
struct Change {
  double points = 0;                      ///< x1 − x0
  double points_a_year = 0;               ///< (x1 − x0) / Δt
  std::optional<double> relative;         ///< x1/x0 − 1; absent where x0 is 0
  std::optional<double> relative_a_year;  ///< (x1/x0)^(1/Δt) − 1
};

/// Nothing for fewer than two points, or two of one time.
std::optional<Change> change_of(const std::vector<SeriesPoint>& series);

/// In how many years an area would be level with an average, if both went on as they have. The models differ
/// widely: it is a range, named by model, and no forecast.
struct CatchingUp {
  std::optional<double> linear;         ///< (p_d − p_n) / (a_n − a_d)
  std::optional<double> constant_rate;  ///< ln(p_d/p_n) / ln((1+r_n)/(1+r_d))
  std::optional<double> logistic;       ///< the same on ln(p/(100−p)), linear
  /// Why there is no figure at all: `ahead` (nothing to catch up), `few-rounds`, `not-converging`.
  std::string_view absent;
};

/// Both series in per cent where lower is better, of the same rounds, oldest first, on the same boundaries
/// and under one standard. OURS: the linear model stops where the area reaches 0 %.
CatchingUp catching_up(const std::vector<SeriesPoint>& area, const std::vector<SeriesPoint>& average);

}  // namespace rasoat::domain
