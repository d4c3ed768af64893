// Numbers of measures are stored: they keep their meaning.

#include <set>

#include <boost/test/unit_test.hpp>

#include "domain/measure.h"
#include "support/world.h"

using namespace rasoat;
using domain::Measure;

BOOST_AUTO_TEST_SUITE(measures)

BOOST_AUTO_TEST_CASE(a_name_and_its_number_are_one) {
  std::set<std::string> names;
  std::set<std::uint16_t> numbers;
  for (const Measure measure : domain::all_measures()) {
    const std::string name = domain::name(measure);
    BOOST_TEST(names.insert(name).second, name << " stands twice");
    BOOST_TEST(numbers.insert(measure.number).second, measure.number << " stands twice");
    BOOST_TEST((domain::measure_named(name) == measure), name);
  }
  BOOST_TEST(!domain::measure_named("poor_").has_value());
  BOOST_TEST(!domain::measure_named("").has_value());
}

BOOST_AUTO_TEST_CASE(stored_numbers_keep_their_meaning) {
  const std::vector<std::pair<int, std::string>> stored{{1, "households"},
                                                        {3, "persons"},
                                                        {5, "poor"},
                                                        {8, "near_poor"},
                                                        {11, "average"},
                                                        {13, "poor_start"},
                                                        {20, "poor_other_in"},
                                                        {21, "near_poor_start"},
                                                        {28, "near_poor_other_in"},
                                                        {101, "poor_d1"},
                                                        {112, "poor_d12"},
                                                        {121, "near_poor_d1"},
                                                        {141, "poor_cause1"},
                                                        {168, "near_poor_cause8"},
                                                        {205, "c05"}};
  for (const auto& [number, name] : stored)
    BOOST_TEST(domain::name(Measure{static_cast<std::uint16_t>(number)}) == name);
}

BOOST_AUTO_TEST_CASE(every_column_of_counts_that_is_counted_has_a_measure) {
  for (const auto& column : test::shipped()->columns(domain::Kind::counts).columns) {
    if (column.name == "area_code") continue;
    BOOST_TEST(domain::measure_named(column.name).has_value(), column.name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
