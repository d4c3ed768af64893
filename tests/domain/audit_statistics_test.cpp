// Exact tails, correction for many tests, heaping, digits, intraclass correlation: cases of methods.md
// section 5.
#include "domain/audit_statistics.h"

#include <boost/test/unit_test.hpp>

using namespace rasoat::domain;
using boost::test_tools::tolerance;

BOOST_AUTO_TEST_SUITE(audit_statistics)

BOOST_AUTO_TEST_CASE(bunching_by_the_exact_binomial) {
  // methods.md section 5: 53/100, 61/100, 80/100 against one half.
  BOOST_TEST(binomial_two_sided(53, 100, 0.5) == 0.6173, tolerance(1e-4));
  BOOST_TEST(binomial_two_sided(61, 100, 0.5) == 0.0352, tolerance(1e-3));
  BOOST_TEST(binomial_two_sided(80, 100, 0.5) == 1.116e-9, tolerance(1e-3));
  BOOST_TEST(binomial_two_sided(50, 100, 0.5) == 1.0, tolerance(1e-12));
  // Two-sided where one half is not expected: no tail is simply doubled.
  BOOST_TEST(binomial_two_sided(682, 925, 0.75) == 0.3825, tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(tails_add_up_and_reach_far) {
  for (const double share : {0.001, 0.1, 0.5, 0.93}) {
    for (const std::int64_t seen : {0, 1, 7, 40, 60}) {
      const double together = binomial_upper(seen, 60, share) + binomial_lower(seen - 1, 60, share);
      BOOST_TEST(together == 1.0, tolerance(1e-12));
    }
  }
  BOOST_TEST(binomial_upper(3, 3, 0.1) == 1e-3, tolerance(1e-12));
  BOOST_TEST(binomial_upper(20, 20, 0.01) == 1e-40, tolerance(1e-10));
  BOOST_TEST(binomial_lower(0, 10, 0.25) == 0.0563135147094727, tolerance(1e-12));
  BOOST_TEST(poisson_lower(2, 3.0) == 0.4231900811268436, tolerance(1e-12));
  BOOST_TEST(poisson_upper(3, 3.0) == 0.5768099188731564, tolerance(1e-12));
  BOOST_TEST(poisson_upper(12, 1.0) == 8.316108e-10, tolerance(1e-5));
  BOOST_TEST(normal_upper(1.959963984540054) == 0.025, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(an_expectation_that_is_not_sure_surprises_less) {
  const double sure = uncertain_upper(40, 100, {0.2, 0});
  BOOST_TEST(sure == binomial_upper(40, 100, 0.2), tolerance(1e-12));
  const double unsure = uncertain_upper(40, 100, {0.2, 0.4});
  BOOST_TEST(unsure > 100 * sure);
  BOOST_TEST(unsure < 0.05);
}

BOOST_AUTO_TEST_CASE(benjamini_hochberg_by_hand) {
  // Sorted .001 .01 .02 .2 .9 times 5/rank: .005 .025 .0333 .25 .9, in the order given.
  const auto q = benjamini_hochberg({0.2, 0.01, 0.9, 0.001, 0.02});
  const double expected[] = {0.25, 0.025, 0.9, 0.005, 1.0 / 30};
  for (std::size_t i = 0; i < q.size(); ++i) BOOST_TEST(q[i] == expected[i], tolerance(1e-12));
  // A larger p never gets a smaller q than a smaller one: .04 .041 .042 all become .042.
  for (const double each : benjamini_hochberg({0.04, 0.041, 0.042}))
    BOOST_TEST(each == 0.042, tolerance(1e-12));
  BOOST_TEST(benjamini_hochberg({}).empty());
}

BOOST_AUTO_TEST_CASE(whipple_from_none_to_all) {
  std::vector<int> even;
  for (int age = 23; age <= 62; ++age) even.push_back(age);
  BOOST_TEST(*whipple(even) == 1.0, tolerance(1e-12));
  BOOST_TEST(*whipple({25, 30, 60, 45}) == 5.0, tolerance(1e-12));
  BOOST_TEST(!whipple({22, 63, 80}).has_value());
}

BOOST_AUTO_TEST_CASE(last_digits_of_free_amounts) {
  std::vector<std::int64_t> even;
  for (int i = 0; i < 100; ++i) even.push_back(1'230 + i);
  BOOST_TEST(last_digits(even)->chi_square == 0.0);
  BOOST_TEST(last_digits(even)->p == 1.0, tolerance(1e-12));
  // 100 amounts all ending in 0: (100 - 10)²/10 + 9 · 10 = 900.
  const auto heaped = last_digits(std::vector<std::int64_t>(100, 500));
  BOOST_TEST(heaped->chi_square == 900.0, tolerance(1e-12));
  BOOST_TEST(heaped->p < 1e-100);
  // The 95 % point of chi-square with 9 degrees of freedom is 16.919.
  std::vector<std::int64_t> mild;
  const int counts[] = {17, 16, 10, 10, 10, 10, 9, 8, 5, 5};
  for (int digit = 0; digit < 10; ++digit)
    mild.insert(mild.end(), static_cast<std::size_t>(counts[digit]), digit);
  BOOST_TEST(last_digits(mild)->chi_square == 14.0, tolerance(1e-12));
  BOOST_TEST(last_digits(mild)->p == 0.12232522, tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(intraclass_correlation_by_hand) {
  // Two groups of two: MSB = 16, MSW = 0.5, m = 2: (16 - .5) / (16 + .5) = 31/33.
  BOOST_TEST(*intraclass_correlation({{1, 2}, {5, 6}}) == 31.0 / 33, tolerance(1e-12));
  // Nothing between: MSB = 0, so -MSW / MSW = -1 at m = 2.
  BOOST_TEST(*intraclass_correlation({{1, 2}, {1, 2}}) == -1.0, tolerance(1e-12));
  BOOST_TEST(!intraclass_correlation({{1, 2, 3}}).has_value());
  BOOST_TEST(!intraclass_correlation({{1, 1}, {1, 1}}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
