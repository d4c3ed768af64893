// Histograms with a natural slope must not alarm; a pile at one place must.
#include "domain/audit_shape.h"

#include <cmath>

#include <boost/test/unit_test.hpp>

using namespace rasoat::domain;
using boost::test_tools::tolerance;

namespace {

/// Bins 0..n-1 of a curve, the first being the window.
std::vector<Bin> bins_of(std::size_t count, double (*curve)(double), std::int64_t more_in_window = 0) {
  std::vector<Bin> bins;
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = static_cast<double>(i);
    bins.push_back({at, std::llround(curve(at)), 1, i == 0});
  }
  bins.front().seen += more_in_window;
  return bins;
}

double slope(double at) { return 400 * std::exp(-0.25 * at); }

}  // namespace

BOOST_AUTO_TEST_SUITE(audit_shape)

BOOST_AUTO_TEST_CASE(a_natural_slope_does_not_alarm) {
  const auto test = window_against_sides(bins_of(6, slope), 1);
  BOOST_REQUIRE(test.has_value());
  // One half would be badly wrong here; the fit meets the curve.
  BOOST_TEST(std::abs(test->excess()) < 2);
  BOOST_TEST(uncertain_upper(test->seen, test->seen + test->beside, test->expected) > 0.3);
  const double flat = binomial_two_sided(400, 400 + 312, 0.5);
  BOOST_TEST(flat < 0.01);
}

BOOST_AUTO_TEST_CASE(a_pile_at_the_cut_does) {
  const auto test = window_against_sides(bins_of(6, slope, 120), 1);
  BOOST_REQUIRE(test.has_value());
  BOOST_TEST(test->excess() == 120.0, tolerance(0.1));
  BOOST_TEST(uncertain_upper(test->seen, test->seen + test->beside, test->expected) < 1e-3);
}

BOOST_AUTO_TEST_CASE(the_baseline_carries_a_shape_no_line_could) {
  // A hump right in the window, which all other communes have as well.
  std::vector<Bin> bins;
  const double shape[] = {900, 300, 280, 410, 150, 90};
  for (std::size_t i = 0; i < 6; ++i)
    bins.push_back({static_cast<double>(i), std::llround(shape[i] / 10), shape[i], i == 0});
  const auto test = window_against_sides(bins, 1);
  BOOST_REQUIRE(test.has_value());
  BOOST_TEST(std::abs(test->excess()) < 3);
}

BOOST_AUTO_TEST_CASE(a_fit_reproduces_what_it_was_made_from) {
  const auto fit = fit_shape(bins_of(8, slope), 1);
  BOOST_REQUIRE(fit.has_value());
  for (std::size_t i = 0; i < 8; ++i)
    BOOST_TEST(fit->expected[i] == slope(static_cast<double>(i)), tolerance(0.02));
  // Too few bins for a line: no fit rather than a wild one.
  BOOST_TEST(!fit_shape(bins_of(3, slope), 1).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
