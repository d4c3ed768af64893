#include "domain/chance.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace rasoat::domain {
namespace {

double part(const Share& share) {
  return static_cast<double>(share.counted) / static_cast<double>(share.whole);
}

bool usable(const Share& share) {
  return share.whole > 0 && share.counted >= 0 && share.counted <= share.whole;
}

/// Linear interpolation between order statistics (type 7 of Hyndman and Fan).
double quantile(std::vector<double> values, double at) {
  std::sort(values.begin(), values.end());
  const double place = at * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (place - static_cast<double>(low)) * (values[high] - values[low]);
}

/// P(Z > z) of the normal distribution.
double upper_tail(double z) { return std::erfc(z / std::numbers::sqrt2) / 2; }

/// p-value of "a is better than b". OURS: the variance is that of the two pooled, so that a district without
/// a single poor household has one.
double better_by_chance(const Share& a, const Share& b, Better better) {
  const double n = static_cast<double>(a.whole);
  const double m = static_cast<double>(b.whole);
  const double pooled = static_cast<double>(a.counted + b.counted) / (n + m);
  const double variance = pooled * (1 - pooled) * (1 / n + 1 / m);
  if (variance <= 0) return 1;
  const double ahead = better == Better::lower ? part(b) - part(a) : part(a) - part(b);
  return upper_tail(ahead / std::sqrt(variance));
}

}  // namespace

Interval Funnel::limits(std::int64_t whole, double z) const {
  const double spread = z * std::sqrt(pooled * (1 - pooled) / static_cast<double>(whole));
  return {std::max(0.0, pooled - spread), std::min(1.0, pooled + spread)};
}

Interval Funnel::wide_limits(std::int64_t whole, double z) const {
  const double centre = std::asin(std::sqrt(pooled));
  const double spread = z * std::sqrt(1 / (4 * static_cast<double>(whole)) + between);
  const auto back = [](double angle) {
    const double sine = std::sin(std::clamp(angle, 0.0, std::numbers::pi / 2));
    return sine * sine;
  };
  return {back(centre - spread), back(centre + spread)};
}

Standing Funnel::standing(const Share& share) const {
  const auto outside = [&](double z) {
    const Interval limits = wide_limits(share.whole, z);
    return part(share) < limits.low || part(share) > limits.high;
  };
  if (outside(kZ999)) return Standing::very_unusual;
  return outside(kZ975) ? Standing::unusual : Standing::inside;
}

std::optional<Funnel> funnel(const std::vector<Share>& shares) {
  std::int64_t counted = 0;
  std::int64_t whole = 0;
  std::int64_t areas = 0;
  for (const Share& share : shares) {
    if (!usable(share)) continue;
    counted += share.counted;
    whole += share.whole;
    ++areas;
  }
  if (areas < 2 || counted == 0 || counted == whole) return std::nullopt;
  Funnel funnel;
  funnel.pooled = static_cast<double>(counted) / static_cast<double>(whole);
  const double centre = std::asin(std::sqrt(funnel.pooled));
  std::vector<double> z;
  double weight = 0;          // Σ 1/s²
  double squared_weight = 0;  // Σ 1/s⁴
  for (const Share& share : shares) {
    if (!usable(share)) continue;
    const double s = 1 / (2 * std::sqrt(static_cast<double>(share.whole)));
    z.push_back((std::asin(std::sqrt(part(share))) - centre) / s);
    weight += 1 / (s * s);
    squared_weight += 1 / (s * s * s * s);
  }
  const double low = quantile(z, 0.1);
  const double high = quantile(z, 0.9);
  double sum = 0;
  for (const double each : z) {
    const double kept = std::clamp(each, low, high);
    sum += kept * kept;
  }
  const auto count = static_cast<double>(areas);
  funnel.dispersion = sum / count;
  funnel.between =
      std::max(0.0, (count * funnel.dispersion - (count - 1)) / (weight - squared_weight / weight));
  return funnel;
}

std::vector<bool> holm(const std::vector<double>& p_values, double level) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<bool> rejected(p_values.size(), false);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (p_values[order[i]] > level / static_cast<double>(order.size() - i)) break;
    rejected[order[i]] = true;
  }
  return rejected;
}

std::vector<RankRange> possible_ranks(const std::vector<Share>& shares, Better better) {
  constexpr double kLevel = 0.05;
  const std::size_t count = shares.size();
  if (count < 2 || count > kMostForRanges) return {};
  std::vector<double> p_values;
  p_values.reserve(count * (count - 1));
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      if (i == j) continue;
      const bool both = usable(shares[i]) && usable(shares[j]);
      p_values.push_back(both ? better_by_chance(shares[i], shares[j], better) : 1);
    }
  }
  const auto sure = holm(p_values, kLevel);
  std::vector<RankRange> ranges(count, {1, static_cast<std::int64_t>(count)});
  std::size_t pair = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      if (i == j || !sure[pair++]) continue;
      ranges[j].low += 1;
      ranges[i].high -= 1;
    }
  }
  return ranges;
}

}  // namespace rasoat::domain
