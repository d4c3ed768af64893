// Formulas of methods.md to the digits printed there: funnel, Holm's procedure, possible ranks, change,
// catching up, Alkire and Foster's example. Expected values without a printed one are worked out by hand in
// the comments.

#include "domain/chance.h"

#include <algorithm>
#include <cmath>

#include <boost/test/unit_test.hpp>

#include "domain/catching_up.h"
#include "domain/mpi.h"
#include "support/world.h"

using namespace rasoat;
using domain::Better;
using domain::SeriesPoint;
using domain::Share;

namespace {

bool near(double value, double expected, double tolerance) { return std::abs(value - expected) <= tolerance; }

std::size_t rejected(const std::vector<double>& p_values) {
  const auto sure = domain::holm(p_values, 0.05);
  return static_cast<std::size_t>(std::count(sure.begin(), sure.end(), true));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(chance)

BOOST_AUTO_TEST_CASE(funnel_limits_as_printed) {
  domain::Funnel funnel;
  funnel.pooled = .80642448;
  BOOST_TEST(near(funnel.limits(1, domain::kZ975).low, .03204264, 5e-9));
  BOOST_TEST(near(funnel.limits(2, domain::kZ975).low, .25885383, 5e-9));
  BOOST_TEST(near(funnel.limits(5, domain::kZ975).low, .46011039, 5e-9));
  BOOST_TEST(funnel.limits(1, domain::kZ975).high == 1.0);
}

BOOST_AUTO_TEST_CASE(funnel_is_about_the_pooled_rate_and_widened_where_areas_differ) {
  // 10/100 and 300/1000: pooled 310/1100, the mean of rates would be .2.
  const auto two = domain::funnel({{10, 100}, {300, 1000}});
  BOOST_REQUIRE(two.has_value());
  BOOST_TEST(near(two->pooled, 310.0 / 1100, 1e-15));
  // Equal rates: nothing but chance, and no extra variance.
  const auto equal = domain::funnel({{100, 1000}, {200, 2000}, {50, 500}});
  BOOST_REQUIRE(equal.has_value());
  BOOST_TEST(near(equal->dispersion, 0, 1e-18));
  BOOST_TEST(equal->between == 0);
  const auto plain = equal->wide_limits(1000, domain::kZ975);
  // sin²(asin √.1 ∓ 1.95996/(2√1000))
  BOOST_TEST(near(plain.low,
                  std::pow(std::sin(std::asin(std::sqrt(.1)) - domain::kZ975 / (2 * std::sqrt(1000))), 2),
                  1e-15));
  // Large areas that differ widely all lie outside chance, and inside once their variance is estimated.
  std::vector<Share> large;
  for (int i = 1; i <= 10; ++i) large.push_back({1000 * i, 100'000});
  const auto wide = domain::funnel(large);
  BOOST_REQUIRE(wide.has_value());
  BOOST_TEST(wide->dispersion > 100);
  BOOST_TEST((wide->standing(large[3]) == domain::Standing::inside));
  const auto narrow = wide->limits(100'000, domain::kZ999);
  BOOST_TEST((0.04 < narrow.low && narrow.high < 0.1));
  BOOST_TEST(!domain::funnel({{1, 2}}).has_value());
  BOOST_TEST(!domain::funnel({{0, 10}, {0, 20}}).has_value());
}

BOOST_AUTO_TEST_CASE(holm_as_printed) {
  const std::vector<double> ten{1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, .1, .3};
  BOOST_TEST(rejected(ten) == 7U);
  BOOST_TEST(std::count_if(ten.begin(), ten.end(), [](double p) { return p <= .05 / 10; }) ==
             6);  // Bonferroni
  BOOST_TEST(rejected({1e-5, .017, .02, .1}) == 1U);
  // In any order, and by place.
  const auto sure = domain::holm({.1, 1e-5, .02, .017}, 0.05);
  const std::vector<bool> expected{false, true, false, false};
  BOOST_TEST((sure == expected));
}

BOOST_AUTO_TEST_CASE(ranks_that_are_possible) {
  // 1 % and 1.1 % of 1,000 cannot be told apart; 40 % is surely worse than both.
  const auto ranges = domain::possible_ranks({{10, 1000}, {11, 1000}, {400, 1000}}, Better::lower);
  BOOST_REQUIRE(ranges.size() == 3U);
  BOOST_TEST((ranges[0].low == 1 && ranges[0].high == 2));
  BOOST_TEST((ranges[1].low == 1 && ranges[1].high == 2));
  BOOST_TEST((ranges[2].low == 3 && ranges[2].high == 3));
  const auto turned = domain::possible_ranks({{10, 1000}, {400, 1000}}, Better::higher);
  BOOST_TEST((turned[0].low == 2 && turned[1].high == 1));
  BOOST_TEST(domain::possible_ranks(std::vector<Share>(101, {1, 2}), Better::lower).empty());
  // Nobody is poor in either: neither is surely better.
  const auto none = domain::possible_ranks({{0, 10}, {0, 1000}}, Better::lower);
  BOOST_TEST((none[0].low == 1 && none[0].high == 2));
}

BOOST_AUTO_TEST_CASE(change_in_points_and_in_per_cent) {
  const auto change = domain::change_of({{2021, 20}, {2023, 5}});
  BOOST_REQUIRE(change.has_value());
  BOOST_TEST(change->points == -15);
  BOOST_TEST(change->points_a_year == -7.5);
  BOOST_TEST(*change->relative == -.75);
  BOOST_TEST(near(*change->relative_a_year, -.5, 1e-15));
  // The two orders can contradict each other: 20 → 15 falls by more points, 4 → 2 by more per cent.
  const auto high = domain::change_of({{2022, 20}, {2023, 15}});
  const auto low = domain::change_of({{2022, 4}, {2023, 2}});
  BOOST_TEST((high->points<low->points&& * high->relative> * low->relative));
  BOOST_TEST(!domain::change_of({{2022, 0}, {2023, 3}})->relative.has_value());
  BOOST_TEST(!domain::change_of({{2022, 4}}).has_value());
}

BOOST_AUTO_TEST_CASE(catching_up_is_a_range_by_model) {
  const std::vector<SeriesPoint> country{{2022, 4.03}, {2023, 2.93}, {2024, 1.93}};
  const std::vector<SeriesPoint> district{{2022, 40}, {2023, 30}, {2024, 20}};
  const auto years = domain::catching_up(district, country);
  BOOST_TEST(years.absent.empty());
  // Linear: (20 − 1.93) / (−1.05 + 10) = 2.018994…, but 20 % fall to nothing in 2 years: capped there.
  BOOST_TEST(near(*years.linear, 2, 1e-12));
  // Constant rate: ln(20/1.93) / ln(√(1.93/4.03) / √(20/40)) does not converge: the country falls faster.
  BOOST_TEST(!years.constant_rate.has_value());
  const auto slower =
      domain::catching_up({{2022, 10}, {2023, 8}, {2024, 5}}, {{2022, 8}, {2023, 7}, {2024, 6}});
  BOOST_TEST(slower.absent == "ahead");
  // (9 − 4) / (−.5 + 1.5) = 5; ln(9/4) / ln(√(4/5) / √(9/12)) = 25.13…
  const auto both =
      domain::catching_up({{2022, 12}, {2023, 10}, {2024, 9}}, {{2022, 5}, {2023, 4.5}, {2024, 4}});
  BOOST_TEST(near(*both.linear, 5, 1e-12));
  BOOST_TEST(near(*both.constant_rate, std::log(9.0 / 4) / (.5 * std::log(.8 / .75)), 1e-9));
  BOOST_TEST(both.logistic.has_value());
}

BOOST_AUTO_TEST_CASE(catching_up_is_refused_with_the_reason) {
  const std::vector<SeriesPoint> country{{2022, 4}, {2023, 3}, {2024, 2}};
  BOOST_TEST(domain::catching_up({{2023, 30}, {2024, 20}}, {{2023, 3}, {2024, 2}}).absent == "few-rounds");
  const auto rising = domain::catching_up({{2022, 10}, {2023, 11}, {2024, 12}}, country);
  BOOST_TEST(rising.absent == "not-converging");
  BOOST_TEST(!rising.linear.has_value());
}

BOOST_AUTO_TEST_CASE(four_households_of_alkire_and_foster) {
  // Rows 0000, 1001, 1111, 0100 with k = 1/2: c = 0, .5, 1, .25, so two are poor. Each of the four indicators
  // is three of the standard's twelve; the two poor lack 6 and 12 of them.
  test::World world;
  world.counts("2023", "529", {{"households", 4}});
  world.list("2023", "529", {{"poor", 2}, {"poor_assessed", 2}, {"poor_deprivations", 18}});
  // Indicators 1 and 4 are lacked by both, 2 and 3 by the third household alone.
  for (int n = 1; n <= 12; ++n) {
    const int indicator = (n - 1) / 3;
    world.fact(domain::Kind::households, "2023", "529", domain::name(domain::poor_deprived(n)),
               indicator == 0 || indicator == 3 ? 2 : 1);
  }
  const auto snapshot = world.snapshot();
  const auto& book = test::shipped()->areas;
  const auto date = test::day("2023-12-31");
  const auto* district = book.find("529", date);
  const auto* round = domain::find_round(snapshot.rounds, "2023");
  const auto sheet = domain::mpi_sheet(snapshot, *round, district->id, {district}, date);
  BOOST_REQUIRE(sheet.has_value());
  BOOST_TEST(sheet->whole.h.rounded().plain() == "50.00");
  BOOST_TEST(sheet->whole.a.rounded().plain() == "75.00");
  BOOST_TEST(sheet->whole.m0.rounded().plain() == "37.50");
  // M0 = Σ w_j h_j(k), and the contributions are the whole of it.
  domain::Exact sum;
  domain::Exact contributions;
  for (const auto& part : sheet->parts) {
    sum = sum + part.censored * domain::Exact::ratio(1, 12);
    contributions = contributions + part.contribution;
  }
  BOOST_TEST(sum.rounded().plain() == "37.50");
  BOOST_TEST(contributions.rounded().plain() == "100.00");
  BOOST_TEST(sheet->shares.front().contribution.rounded().plain() == "100.00");
}

BOOST_AUTO_TEST_SUITE_END()
