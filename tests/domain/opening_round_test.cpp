// The round somebody sees who asks for none.

#include "domain/opening_round.h"

#include <boost/test/unit_test.hpp>

#include "support/world.h"

using namespace rasoat;
using test::World;

namespace {

std::string opening(const World& world) {
  const auto snapshot = world.snapshot();
  const domain::Round* round = domain::opening_round(snapshot);
  return round == nullptr ? "none" : round->code.text();
}

/// Counts of every lowest unit of the province, but one where `but_one`.
void whole(World& world, const std::string& round, bool but_one = false) {
  const auto& areas = test::shipped()->areas;
  const auto date = domain::find_round(test::shipped()->rounds, round)->reference_date;
  auto units = areas.leaves(areas.find("51", date)->id, date);
  if (but_one) units.pop_back();
  for (const auto* unit : units) world.counts(round, unit->code.text(), {{"households", 100}, {"poor", 7}});
}

void country_and_region(World& world, const std::string& period) {
  world.published("poverty.rate", "VN", period, "3.00");
  world.published("poverty.rate", "BTBDHMT", period, "4.00");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(opening_rounds)

BOOST_AUTO_TEST_CASE(none_without_figures_and_any_before_none) {
  World world;
  BOOST_TEST(opening(world) == "none");
  world.counts("2022", "536", {{"households", 100}, {"poor", 7}});
  BOOST_TEST(opening(world) == "2022");
}

BOOST_AUTO_TEST_CASE(what_can_be_compared_goes_before_what_is_newer_and_the_whole_before_both) {
  World world;
  whole(world, "2021");
  whole(world, "2022", true);
  whole(world, "2023");
  BOOST_TEST(opening(world) == "2023");  // the newest of three that have nothing published
  country_and_region(world, "2022");
  BOOST_TEST(opening(world) == "2022");  // one district short, but with country and region of its own
  country_and_region(world, "2021");
  BOOST_TEST(opening(world) == "2021");
}

BOOST_AUTO_TEST_SUITE_END()
