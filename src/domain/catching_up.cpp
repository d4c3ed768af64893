#include "domain/catching_up.h"

#include <cmath>

namespace rasoat::domain {
namespace {

/// The time at which two values meet that differ by `ahead` and close by `closing` a year.
std::optional<double> meeting(double ahead, double closing) {
  if (!(closing > 0) || !std::isfinite(ahead) || !std::isfinite(closing)) return std::nullopt;
  return ahead / closing;
}

double log_odds(double percent) { return std::log(percent / (100 - percent)); }

/// Values strictly inside (0, 100): the only ones with log odds.
bool inside(const std::vector<SeriesPoint>& series) {
  return series.front().value > 0 && series.front().value < 100 && series.back().value > 0 &&
         series.back().value < 100;
}

}  // namespace

std::optional<Change> change_of(const std::vector<SeriesPoint>& series) {
  if (series.size() < 2) return std::nullopt;
  const double years = series.back().year - series.front().year;
  if (!(years > 0)) return std::nullopt;
  const double from = series.front().value;
  const double to = series.back().value;
  Change change;
  change.points = to - from;
  change.points_a_year = change.points / years;
  if (from > 0) {
    change.relative = to / from - 1;
    change.relative_a_year = std::pow(to / from, 1 / years) - 1;
  }
  return change;
}

CatchingUp catching_up(const std::vector<SeriesPoint>& area, const std::vector<SeriesPoint>& average) {
  constexpr std::size_t kFewest = 3;
  CatchingUp result;
  const auto own = change_of(area);
  const auto other = change_of(average);
  if (area.size() < kFewest || average.size() < kFewest || !own || !other) {
    result.absent = "few-rounds";
    return result;
  }
  const double here = area.back().value;
  const double there = average.back().value;
  if (here <= there) {
    result.absent = "ahead";
    return result;
  }
  result.linear = meeting(here - there, other->points_a_year - own->points_a_year);
  if (result.linear && own->points_a_year < 0) {
    // No rate falls below 0: at the latest there the area is level with any average.
    result.linear = std::min(*result.linear, here / -own->points_a_year);
  }
  if (own->relative_a_year && other->relative_a_year && there > 0) {
    result.constant_rate = meeting(std::log(here / there),
                                   std::log1p(*other->relative_a_year) - std::log1p(*own->relative_a_year));
  }
  if (inside(area) && inside(average)) {
    const double years = area.back().year - area.front().year;
    const double own_speed = (log_odds(here) - log_odds(area.front().value)) / years;
    const double other_speed = (log_odds(there) - log_odds(average.front().value)) / years;
    result.logistic = meeting(log_odds(here) - log_odds(there), other_speed - own_speed);
  }
  if (!result.linear && !result.constant_rate && !result.logistic) result.absent = "not-converging";
  return result;
}

}  // namespace rasoat::domain
