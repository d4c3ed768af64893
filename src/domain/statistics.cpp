#include "domain/statistics.h"

#include <algorithm>
#include <cmath>

namespace rasoat::domain {

std::optional<Interval> wilson(std::int64_t successes, std::int64_t trials, double z) {
  if (trials <= 0 || successes < 0 || successes > trials) return std::nullopt;
  const auto x = static_cast<double>(successes);
  const auto n = static_cast<double>(trials);
  const double spread = z * std::sqrt(z * z + 4 * x * (1 - x / n));
  const double divisor = 2 * (n + z * z);
  return Interval{std::max(0.0, (2 * x + z * z - spread) / divisor),
                  std::min(1.0, (2 * x + z * z + spread) / divisor)};
}

Hundredths percent_hundredths(double share) { return {std::llround(share * 10'000)}; }

std::int64_t fewest_to_reach(std::int64_t counted, std::int64_t whole, const Exact& limit) {
  // 100 (counted - k) / whole <= limit  <=>  k >= counted - limit · whole / 100; the allowed count rounds
  // down.
  const Wide allowed = limit.numerator() * whole / (limit.denominator() * 100);
  return std::max<std::int64_t>(0, counted - static_cast<std::int64_t>(allowed));
}

}  // namespace rasoat::domain
