#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/indicator.h"
#include "domain/statistics.h"

namespace rasoat::domain {

/// What chance alone can do to figures of small areas (methods.md sections 2 and 3). It is printed beside the
/// administrative comparison and decides nothing: a review counts every household.

/// So many of so many.
struct Share {
  std::int64_t counted = 0;
  std::int64_t whole = 0;
};

/// Where a share stands in the funnel about the pooled rate.
enum class Standing { inside, unusual, very_unusual };

/// Control limits about the pooled rate of all shares, never about the mean of rates.
struct Funnel {
  double pooled = 0;      ///< Σx / Σn
  double dispersion = 1;  ///< φ, the winsorised mean of z²
  double between = 0;     ///< τ², the variance between areas that chance does not explain

  /// `p0 ± z √(p0(1−p0)/n)`, clipped to [0, 1]: chance alone.
  Interval limits(std::int64_t whole, double z) const;
  /// `sin²(asin √p0 ± z √(s² + τ²))`: chance and what areas differ by anyway.
  Interval wide_limits(std::int64_t whole, double z) const;
  Standing standing(const Share& share) const;  ///< by the wide limits
};

/// Nothing for fewer than two shares with a whole, or where the pooled rate is 0 or 1.
std::optional<Funnel> funnel(const std::vector<Share>& shares);

/// Holm's step-down procedure: which of the hypotheses are rejected at `level`.
std::vector<bool> holm(const std::vector<double>& p_values, double level);

/// The ranks an area may have: one plus those surely better, and all but those surely worse.
struct RankRange {
  std::int64_t low = 1;
  std::int64_t high = 1;
};

constexpr std::size_t kMostForRanges = 100;  ///< 9,900 ordered pairs

/// By one-sided z tests of all ordered pairs after Holm's correction at 5 %. Empty for more than 100 areas or
/// fewer than two; shares without a whole may have any rank.
std::vector<RankRange> possible_ranks(const std::vector<Share>& shares, Better better);

}  // namespace rasoat::domain
