#include "domain/audit_shape.h"

#include <algorithm>
#include <cmath>

namespace rasoat::domain {
namespace {

using Matrix = std::vector<double>;  // square, by rows

/// Inverse of a small positive definite matrix by Gauss-Jordan; nothing when it is singular.
std::optional<Matrix> inverse(Matrix a, std::size_t n) {
  Matrix out(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) out[i * n + i] = 1;
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < n; ++row) {
      if (std::abs(a[row * n + column]) > std::abs(a[pivot * n + column])) pivot = row;
    }
    if (std::abs(a[pivot * n + column]) < 1e-12) return std::nullopt;
    for (std::size_t k = 0; k < n; ++k) {
      std::swap(a[pivot * n + k], a[column * n + k]);
      std::swap(out[pivot * n + k], out[column * n + k]);
    }
    const double divisor = a[column * n + column];
    for (std::size_t k = 0; k < n; ++k) {
      a[column * n + k] /= divisor;
      out[column * n + k] /= divisor;
    }
    for (std::size_t row = 0; row < n; ++row) {
      if (row == column) continue;
      const double factor = a[row * n + column];
      for (std::size_t k = 0; k < n; ++k) {
        a[row * n + k] -= factor * a[column * n + k];
        out[row * n + k] -= factor * out[column * n + k];
      }
    }
  }
  return out;
}

std::vector<double> powers(double x, std::size_t count) {
  std::vector<double> all(count, 1);
  for (std::size_t i = 1; i < count; ++i) all[i] = all[i - 1] * x;
  return all;
}

/// Centre and scale of the places, so that powers stay near 1.
void place_scale(const std::vector<Bin>& bins, ShapeFit& fit) {
  const auto [low, high] =
      std::minmax_element(bins.begin(), bins.end(), [](const Bin& a, const Bin& b) { return a.at < b.at; });
  fit.centre = (low->at + high->at) / 2;
  fit.scale = std::max(1e-9, (high->at - low->at) / 2);
}

struct Normal {
  Matrix matrix;
  std::vector<double> right;
};

/// The weighted normal equations at the present coefficients.
Normal equations(const std::vector<Bin>& bins, const ShapeFit& fit, const std::vector<double>& beta) {
  const std::size_t n = beta.size();
  Normal normal{Matrix(n * n, 0), std::vector<double>(n, 0)};
  for (const Bin& bin : bins) {
    if (bin.window || bin.baseline <= 0) continue;
    const auto x = powers((bin.at - fit.centre) / fit.scale, n);
    double eta = 0;
    for (std::size_t i = 0; i < n; ++i) eta += beta[i] * x[i];
    const double mean = bin.baseline * std::exp(std::clamp(eta, -30.0, 30.0));
    const double working = eta + (static_cast<double>(bin.seen) - mean) / mean;
    for (std::size_t i = 0; i < n; ++i) {
      normal.right[i] += mean * x[i] * working;
      for (std::size_t k = 0; k < n; ++k) normal.matrix[i * n + k] += mean * x[i] * x[k];
    }
  }
  return normal;
}

}  // namespace

std::optional<ShapeFit> fit_shape(const std::vector<Bin>& bins, int degree) {
  const auto n = static_cast<std::size_t>(degree) + 1;
  double seen = 0;
  double baseline = 0;
  std::size_t used = 0;
  for (const Bin& bin : bins) {
    if (bin.window || bin.baseline <= 0) continue;
    ++used;
    seen += static_cast<double>(bin.seen);
    baseline += bin.baseline;
  }
  if (used < n + 1 || seen < 1) return std::nullopt;
  ShapeFit fit;
  fit.degree = degree;
  place_scale(bins, fit);
  std::vector<double> beta(n, 0);
  beta[0] = std::log(seen / baseline);
  for (int round = 0; round < 50; ++round) {
    const Normal normal = equations(bins, fit, beta);
    const auto inverted = inverse(normal.matrix, n);
    if (!inverted) return std::nullopt;
    double moved = 0;
    std::vector<double> next(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < n; ++k) next[i] += (*inverted)[i * n + k] * normal.right[k];
      moved = std::max(moved, std::abs(next[i] - beta[i]));
    }
    beta = next;
    fit.covariance = *inverted;
    if (moved < 1e-9) break;
    if (!std::isfinite(moved) || (round == 49 && moved > 1e-4)) return std::nullopt;
  }
  for (const Bin& bin : bins) {
    const auto x = powers((bin.at - fit.centre) / fit.scale, n);
    double eta = 0;
    for (std::size_t i = 0; i < n; ++i) eta += beta[i] * x[i];
    fit.expected.push_back(bin.baseline * std::exp(std::clamp(eta, -30.0, 30.0)));
  }
  return fit;
}

ExpectedShare ShapeFit::share(const std::vector<Bin>& bins, std::size_t a, std::size_t b) const {
  const auto n = static_cast<std::size_t>(degree) + 1;
  const auto xa = powers((bins[a].at - centre) / scale, n);
  const auto xb = powers((bins[b].at - centre) / scale, n);
  // The logit of a/(a + b) is the difference of the two log means.
  double variance = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) variance += (xa[i] - xb[i]) * (xa[k] - xb[k]) * covariance[i * n + k];
  }
  return {expected[a] / (expected[a] + expected[b]), std::sqrt(std::max(0.0, variance))};
}

std::optional<WindowTest> window_against_sides(const std::vector<Bin>& bins, int degree) {
  const auto fit = fit_shape(bins, degree);
  if (!fit) return std::nullopt;
  WindowTest test;
  double inside = 0;
  double outside = 0;
  const auto n = static_cast<std::size_t>(degree) + 1;
  std::vector<double> mean_inside(n, 0);
  std::vector<double> mean_outside(n, 0);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const auto x = powers((bins[i].at - fit->centre) / fit->scale, n);
    auto& mean = bins[i].window ? mean_inside : mean_outside;
    (bins[i].window ? inside : outside) += fit->expected[i];
    (bins[i].window ? test.seen : test.beside) += bins[i].seen;
    for (std::size_t k = 0; k < n; ++k) mean[k] += fit->expected[i] * x[k];
  }
  if (inside <= 0 || outside <= 0) return std::nullopt;
  double variance = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      const double di = mean_inside[i] / inside - mean_outside[i] / outside;
      const double dk = mean_inside[k] / inside - mean_outside[k] / outside;
      variance += di * dk * fit->covariance[i * n + k];
    }
  }
  test.fitted = fit->expected;
  test.fit = inside;
  test.expected = {inside / (inside + outside), std::sqrt(std::max(0.0, variance))};
  return test;
}

}  // namespace rasoat::domain
