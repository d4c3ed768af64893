#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/audit_statistics.h"

namespace rasoat::domain {

/// Is a histogram higher in one place than its shape beside that place leads one to expect? The shape is a
/// log-linear fit of the bins outside the window, on top of a baseline (the shape of the other communes), so
/// a natural slope or hump does not alarm (methods.md section 5).

/// One bin: where it lies, how many are in it, how many the baseline has there (1 where there is none).
struct Bin {
  double at = 0;
  std::int64_t seen = 0;
  double baseline = 1;
  bool window = false;  ///< not used for the fit
};

/// What the fit expects in each bin, and how sure it is: the covariance of its coefficients.
struct ShapeFit {
  std::vector<double> expected;
  int degree = 1;
  std::vector<double> covariance;  ///< (degree + 1)², by rows; powers of (at - centre) / scale
  double centre = 0;
  double scale = 1;

  /// Share of bin `a` in `a + b`, where both are in the fit's reach.
  ExpectedShare share(const std::vector<Bin>& bins, std::size_t a, std::size_t b) const;
};

/// Poisson regression by iterated weighted least squares; nothing when it does not settle or has too few
/// bins.
std::optional<ShapeFit> fit_shape(const std::vector<Bin>& bins, int degree);

/// A window of bins against the bins beside it.
struct WindowTest {
  std::int64_t seen = 0;       ///< in the window
  std::int64_t beside = 0;     ///< outside it
  ExpectedShare expected;      ///< of the window in all
  std::vector<double> fitted;  ///< by bin
  double fit = 0;              ///< in the window
  double excess() const { return static_cast<double>(seen) - fit; }
};
std::optional<WindowTest> window_against_sides(const std::vector<Bin>& bins, int degree);

}  // namespace rasoat::domain
