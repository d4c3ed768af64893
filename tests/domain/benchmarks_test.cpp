// Which published average counts, and what is said where there is none.

#include <boost/test/unit_test.hpp>

#include "domain/flag_list.h"
#include "support/world.h"

using namespace rasoat;
using test::World;

namespace {

domain::Comparison compared(const domain::Snapshot& snapshot, const char* round, const char* scope) {
  const auto& of = *domain::find_round(snapshot.rounds, round);
  const domain::FigureReader reader(snapshot, of, of.reference_date);
  return domain::compare_with(reader, *test::shipped()->indicator("poverty.rate"),
                              *test::shipped()->areas.find(scope, of.reference_date));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(benchmarks)

BOOST_AUTO_TEST_CASE(of_several_the_latest_approved_counts_and_the_others_are_shown) {
  World world;
  world.published("poverty.rate", "VN", "2023", "3.00").published("poverty.rate", "VN", "2023", "2.93");
  const auto snapshot = world.snapshot();
  const auto country = compared(snapshot, "2023", "VN");
  BOOST_TEST(country.value->rounded().plain() == "2.93");
  BOOST_REQUIRE(country.others.size() == 1U);
  BOOST_TEST(country.others.front()->value_text == "3.00");
}

BOOST_AUTO_TEST_CASE(an_earlier_one_is_shown_and_judges_nothing) {
  World world;
  world.published("poverty.rate", "VN", "2022", "4.03").published("poverty.rate", "VN", "2021", "5.20");
  world.counts("2023", "525", {{"households", 100}, {"poor", 90}});
  const auto snapshot = world.snapshot();
  const auto country = compared(snapshot, "2023", "VN");
  BOOST_TEST(country.value->rounded().plain() == "4.03");
  BOOST_TEST(country.period == "2022");
  BOOST_TEST(!country.own_period);
  BOOST_TEST(country.reason.vi.find("2022") != std::string::npos);
  const auto ranking = domain::rank(snapshot, test::query("poverty.rate", "2023"));
  BOOST_REQUIRE(ranking.ok());
  const auto& row = ranking->rows.front();
  BOOST_TEST(row.flags.empty());
  BOOST_TEST(!row.gap.at("VN").has_value());
  BOOST_TEST(!row.to_benchmark.contains("VN"));
  bool said = false;
  for (const auto& absence : domain::absent_flags(snapshot, *ranking)) {
    said = said || (absence.rule == "above-country" && absence.reason.vi == country.reason.vi);
  }
  BOOST_TEST(said);
}

BOOST_AUTO_TEST_CASE(one_of_another_standard_is_not_shown) {
  World world;
  world.published("poverty.rate", "VN", "2020", "2.75");
  const auto snapshot = world.snapshot();
  BOOST_TEST(!compared(snapshot, "2021", "VN").value.has_value());
  BOOST_TEST(compared(snapshot, "2021-old", "VN").period == "2020");
}

BOOST_AUTO_TEST_CASE(a_country_is_computed_only_from_all_its_provinces) {
  const auto& book = test::shipped()->areas;
  const auto date = test::day("2023-12-31");
  const auto provinces = book.areas_at(domain::Level::province, date, book.find("VN", date)->id);
  BOOST_REQUIRE(provinces.size() == 63U);
  World all;
  World but_one;
  for (const auto* province : provinces) {
    const std::string code = province->code.text();
    all.counts("2023", code, {{"households", 1000}, {"poor", 30}});
    if (code != "96") but_one.counts("2023", code, {{"households", 1000}, {"poor", 30}});
  }
  const auto complete = all.snapshot();
  const auto country = compared(complete, "2023", "VN");
  BOOST_TEST(country.source == "computed");
  BOOST_TEST(country.value->rounded().plain() == "3.00");
  const auto incomplete = but_one.snapshot();
  BOOST_TEST(!compared(incomplete, "2023", "VN").value.has_value());
  BOOST_TEST(compared(incomplete, "2023", "BTBDHMT").source == "computed");
  all.published("poverty.rate", "VN", "2023", "2.93");
  const auto published = all.snapshot();
  BOOST_TEST(compared(published, "2023", "VN").value->rounded().plain() == "2.93");
}

BOOST_AUTO_TEST_CASE(counts_go_before_the_published_value_of_a_province) {
  World world;
  world.published("poverty.rate", "51", "2023", "6.20");
  world.counts("2023", "51", {{"households", 1000}, {"poor", 61}});
  const auto snapshot = world.snapshot();
  const auto& round = *domain::find_round(snapshot.rounds, "2023");
  const domain::FigureReader reader(snapshot, round, round.reference_date);
  const auto figure = reader.figure(*test::shipped()->indicator("poverty.rate"),
                                    test::shipped()->areas.find("51", round.reference_date)->id);
  BOOST_TEST((figure.basis == domain::Basis::computed));
  BOOST_TEST(figure.value->rounded().plain() == "6.10");
  BOOST_REQUIRE(figure.published != nullptr);
  BOOST_TEST(figure.published->value_text == "6.20");
}

BOOST_AUTO_TEST_CASE(a_published_value_belongs_to_the_province_of_its_time) {
  World world;
  world.published("poverty.rate", "51", "2023", "6.20");
  const auto snapshot = world.snapshot();
  const auto& round = *domain::find_round(snapshot.rounds, "2023");
  const domain::FigureReader reader(snapshot, round, test::day("2025-12-31"));
  const auto merged = test::shipped()->areas.find("51", test::day("2025-12-31"))->id;
  BOOST_TEST(!reader.figure(*test::shipped()->indicator("poverty.rate"), merged).value.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
