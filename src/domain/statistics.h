#pragma once

#include <cstdint>
#include <optional>

#include "domain/exact.h"

namespace rasoat::domain {

constexpr double kZ975 = 1.959963984540054;  ///< 97.5 % point of the normal distribution
constexpr double kZ999 = 3.090232306167814;  ///< 99.9 % point

/// Bounds of a share, between 0 and 1.
struct Interval {
  double low = 0;
  double high = 1;
};

/// Wilson score interval for `successes` of `trials` (methods.md section 2); nothing when trials is 0 or
/// successes exceed it. z = kZ975 gives 95 %.
std::optional<Interval> wilson(std::int64_t successes, std::int64_t trials, double z);

/// A share as hundredths of a per cent, for print.
Hundredths percent_hundredths(double share);

/// The fewest of `counted` that must leave for counted / whole × 100 not to exceed `limit` per cent.
std::int64_t fewest_to_reach(std::int64_t counted, std::int64_t whole, const Exact& limit);

}  // namespace rasoat::domain
