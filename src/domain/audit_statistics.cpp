#include "domain/audit_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace rasoat::domain {
namespace {

/// Continued fraction of the incomplete beta function (modified Lentz).
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  double c = 1;
  double d = 1 - (a + b) * x / (a + 1);
  if (std::abs(d) < tiny) d = tiny;
  d = 1 / d;
  double h = d;
  for (int m = 1; m <= 100'000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    for (const double term : {even, odd}) {
      d = 1 + term * d;
      c = 1 + term / c;
      if (std::abs(d) < tiny) d = tiny;
      if (std::abs(c) < tiny) c = tiny;
      d = 1 / d;
      h *= d * c;
    }
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return h;
}

/// Regularised incomplete beta function I_x(a, b).
double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

/// Regularised upper incomplete gamma function Q(a, x).
double upper_gamma(double a, double x) {
  if (x <= 0) return 1;
  const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
  if (x < a + 1) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < 100'000 && term > sum * 1e-16; ++n) {
      term *= x / (a + n);
      sum += term;
    }
    return std::max(0.0, 1 - front * sum);
  }
  double b = x + 1 - a;
  double c = 1e300;
  double d = 1 / b;
  double h = d;
  for (int n = 1; n < 100'000; ++n) {
    const double term = -n * (n - a);
    b += 2;
    d = 1 / (term * d + b);
    c = b + term / c;
    h *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return front * h;
}

double log_binomial(std::int64_t k, std::int64_t n, double p) {
  const auto x = static_cast<double>(k);
  const auto all = static_cast<double>(n);
  return std::lgamma(all + 1) - std::lgamma(x + 1) - std::lgamma(all - x + 1) + x * std::log(p) +
         (all - x) * std::log1p(-p);
}

/// Trapezoid rule over ± 6 standard errors in half steps: exact enough far out in the tail.
template <typename Tail>
double averaged(const ExpectedShare& expected, const Tail& tail) {
  constexpr int kHalfSteps = 12;
  if (expected.logit_error <= 0) return tail(expected.share);
  const double centre = logit(expected.share);
  double sum = 0;
  double weights = 0;
  for (int step = -kHalfSteps; step <= kHalfSteps; ++step) {
    const double z = step * 0.5;
    const double weight = std::exp(-z * z / 2);
    weights += weight;
    sum += weight * tail(1 / (1 + std::exp(-(centre + z * expected.logit_error))));
  }
  return std::min(1.0, sum / weights);
}

}  // namespace

double logit(double share) { return std::log(share) - std::log1p(-share); }

double binomial_upper(std::int64_t seen, std::int64_t trials, double share) {
  if (seen <= 0) return 1;
  if (seen > trials) return 0;
  return incomplete_beta(static_cast<double>(seen), static_cast<double>(trials - seen + 1), share);
}

double binomial_lower(std::int64_t seen, std::int64_t trials, double share) {
  if (seen < 0) return 0;
  if (seen >= trials) return 1;
  return incomplete_beta(static_cast<double>(trials - seen), static_cast<double>(seen + 1), 1 - share);
}

double binomial_two_sided(std::int64_t seen, std::int64_t trials, double share) {
  if (trials <= 0 || seen < 0 || seen > trials) return 1;
  if (share <= 0 || share >= 1) return (share <= 0 ? seen == 0 : seen == trials) ? 1 : 0;
  // Equal probabilities differ in the last bits; what is as likely as the figure seen counts as well.
  const double limit = log_binomial(seen, trials, share) + 1e-7;
  double sum = 0;
  for (std::int64_t k = 0; k <= trials; ++k) {
    const double likelihood = log_binomial(k, trials, share);
    if (likelihood <= limit) sum += std::exp(likelihood);
  }
  return std::min(1.0, sum);
}

double poisson_lower(std::int64_t seen, double mean) {
  if (seen < 0) return 0;
  return upper_gamma(static_cast<double>(seen + 1), mean);
}

double poisson_upper(std::int64_t seen, double mean) {
  if (seen <= 0) return 1;
  double term = std::exp(static_cast<double>(seen) * std::log(mean) - mean -
                         std::lgamma(static_cast<double>(seen) + 1));
  if (static_cast<double>(seen) < mean) return 1 - poisson_lower(seen - 1, mean);
  double sum = 0;
  for (std::int64_t k = seen; term > sum * 1e-17; ++k) {
    sum += term;
    term *= mean / static_cast<double>(k + 1);
  }
  return std::min(1.0, sum);
}

double normal_upper(double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); }

double uncertain_upper(std::int64_t seen, std::int64_t trials, const ExpectedShare& expected) {
  // Nothing to be surprised at: the answer decides nothing, so it need not be fine.
  if (static_cast<double>(seen) <= static_cast<double>(trials) * expected.share)
    return binomial_upper(seen, trials, expected.share);
  return averaged(expected, [&](double share) { return binomial_upper(seen, trials, share); });
}

double uncertain_lower(std::int64_t seen, std::int64_t trials, const ExpectedShare& expected) {
  if (static_cast<double>(seen) >= static_cast<double>(trials) * expected.share)
    return binomial_lower(seen, trials, expected.share);
  return averaged(expected, [&](double share) { return binomial_lower(seen, trials, share); });
}

std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
  std::vector<double> q(p.size());
  double lowest = 1;
  std::size_t rank = p.size();
  for (const std::size_t at : order) {
    lowest = std::min(lowest, p[at] * static_cast<double>(p.size()) / static_cast<double>(rank));
    q[at] = lowest;
    --rank;
  }
  return q;
}

std::optional<double> whipple(const std::vector<int>& ages) {
  std::int64_t round_ages = 0;
  std::int64_t all = 0;
  for (const int age : ages) {
    if (age < 23 || age > 62) continue;
    ++all;
    if (age >= 25 && age <= 60 && age % 5 == 0) ++round_ages;
  }
  if (all == 0) return std::nullopt;
  return 5.0 * static_cast<double>(round_ages) / static_cast<double>(all);
}

std::optional<DigitTest> last_digits(const std::vector<std::int64_t>& amounts) {
  if (amounts.empty()) return std::nullopt;
  std::array<double, 10> seen{};
  for (const std::int64_t amount : amounts) seen.at(static_cast<std::size_t>(std::abs(amount % 10))) += 1;
  const double expected = static_cast<double>(amounts.size()) / 10;
  DigitTest test;
  for (const double count : seen) test.chi_square += (count - expected) * (count - expected) / expected;
  test.p = upper_gamma(4.5, test.chi_square / 2);
  return test;
}

std::optional<double> intraclass_correlation(const std::vector<std::vector<double>>& groups) {
  double all = 0;
  double sum = 0;
  double squares_of_sizes = 0;
  double count_groups = 0;
  for (const auto& group : groups) {
    if (group.empty()) continue;
    const auto size = static_cast<double>(group.size());
    all += size;
    squares_of_sizes += size * size;
    count_groups += 1;
    sum += std::accumulate(group.begin(), group.end(), 0.0);
  }
  if (count_groups < 2 || all <= count_groups) return std::nullopt;
  const double grand = sum / all;
  double between = 0;
  double within = 0;
  for (const auto& group : groups) {
    if (group.empty()) continue;
    const auto size = static_cast<double>(group.size());
    const double mean = std::accumulate(group.begin(), group.end(), 0.0) / size;
    between += size * (mean - grand) * (mean - grand);
    for (const double value : group) within += (value - mean) * (value - mean);
  }
  between /= count_groups - 1;
  within /= all - count_groups;
  const double m = (all - squares_of_sizes / all) / (count_groups - 1);
  const double whole = between + (m - 1) * within;
  if (whole <= 0) return std::nullopt;
  return (between - within) / whole;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace rasoat::domain
