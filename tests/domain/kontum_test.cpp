// Published figures give published answers: Kon Tum 2021 from counts, provinces from their published rates.

#include <algorithm>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "domain/flag_list.h"
#include "support/table.h"
#include "support/world.h"

namespace data = boost::unit_test::data;
using namespace rasoat;
using test::World;

namespace {

const domain::Snapshot& kon_tum() {
  static const domain::Snapshot snapshot = [] {
    World world;
    for (const auto& row : test::table("kontum_2021")) {
      for (const char* measure : {"households", "households_minority", "poor", "poor_minority"})
        world.fact(domain::Kind::counts, "2021", row["area"], measure, row.number(measure));
    }
    return world.snapshot();
  }();
  return snapshot;
}

domain::Ranking ranked(const std::string& indicator) {
  auto query = test::query(indicator, "2021");
  query.within = "62";
  const auto ranking = domain::rank(kon_tum(), query);
  BOOST_REQUIRE(ranking.ok());
  return *ranking;
}

const domain::RankRow& row_of(const domain::Ranking& ranking, const std::string& code) {
  const auto found = std::find_if(ranking.rows.begin(), ranking.rows.end(), [&](const domain::RankRow& row) {
    return test::shipped()->areas.get(row.area).code.text() == code;
  });
  BOOST_REQUIRE(found != ranking.rows.end());
  return *found;
}

std::string printed(const domain::Figure& figure) {
  return figure.value ? figure.value->rounded().plain() : "none";
}

domain::Figure province(const std::string& indicator) {
  const auto& rounds = kon_tum().rounds;
  const domain::FigureReader reader(kon_tum(), *domain::find_round(rounds, "2021"), test::day("2021-12-31"));
  return reader.figure(*test::shipped()->indicator(indicator),
                       test::shipped()->areas.find("62", test::day("2021-12-31"))->id);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(published)

BOOST_DATA_TEST_CASE(kon_tum_2021_district, data::make(test::table("kontum_2021")), row) {
  const auto ranking = ranked("poverty.rate");
  const auto& found = row_of(ranking, row["area"]);
  BOOST_TEST(printed(found.figure) == row["rate"]);
  BOOST_TEST(found.rank == row.number("rank"));
  BOOST_TEST(printed(row_of(ranked("poverty.minority_share"), row["area"]).figure) == row["share"]);
}

BOOST_AUTO_TEST_CASE(kon_tum_2021_province) {
  const auto ranking = ranked("poverty.rate");
  BOOST_TEST(ranking.rows.size() == 10U);
  BOOST_TEST(ranking.missing.empty());
  BOOST_TEST(test::shipped()->areas.get(ranking.rows.front().area).code.text() == "608");
  BOOST_TEST(test::shipped()->areas.get(ranking.rows.back().area).code.text() == "617");
  const auto rate = province("poverty.rate");
  BOOST_TEST(*rate.numerator == 21'989);
  BOOST_TEST(*rate.denominator == 143'561);
  BOOST_TEST(printed(rate) == "15.32");  // the mean of the district rates would be 23.94
  // The share of the poor who are of a minority, and the poor among the minority, are two figures.
  BOOST_TEST(printed(province("poverty.minority_share")) == "94.67");
  BOOST_TEST(printed(province("poverty.minority_rate")) == "27.54");
  BOOST_TEST(printed(province("poverty.households")) == "21989.00");
}

BOOST_DATA_TEST_CASE(flags_of_provinces, data::make(test::table("published_flags")), row) {
  World world;
  world.published("poverty.rate", row["province"], row["round"], row["rate"]);
  world.published("poverty.rate", "VN", row["round"], row["country's"]);
  if (row["region's"] != "-") world.published("poverty.rate", row["region"], row["round"], row["region's"]);
  const auto snapshot = world.snapshot();
  auto query = test::query("poverty.rate", row["round"]);
  query.level = domain::Level::province;
  query.within = "VN";
  const auto list = domain::list_flags(snapshot, query);
  BOOST_REQUIRE(list.ok());
  const auto raised = [&](const char* rule) {
    return std::any_of(list->flags.begin(), list->flags.end(), [&](const domain::Flag& flag) {
      return flag.rule == rule && test::shipped()->areas.get(flag.area).code.text() == row["province"];
    });
  };
  BOOST_TEST(raised("above-country") == (row["above country"] == "yes"));
  BOOST_TEST(raised("above-region") == (row["above region"] == "yes"));
  const auto why =
      std::find_if(list->absent.begin(), list->absent.end(), [&](const domain::FlagAbsence& absence) {
        return absence.rule == "above-region" && absence.scope.text() == row["region"];
      });
  BOOST_REQUIRE((why != list->absent.end()) == (row["above region"] == "unknown"));
  if (why != list->absent.end()) BOOST_TEST(!why->reason.vi.empty());
  // A published rate without counts ranks like any other and says what it is.
  const auto ranking = domain::rank(snapshot, query);
  BOOST_REQUIRE(ranking.ok());
  const auto& found = row_of(*ranking, row["province"]);
  BOOST_TEST((found.figure.basis == domain::Basis::published));
  BOOST_TEST(!found.figure.numerator.has_value());
  BOOST_TEST(!found.interval.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
