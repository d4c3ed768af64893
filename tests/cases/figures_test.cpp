// Rounding, intervals, ranks, flags and restating on other boundaries, as the tables beside this file say.

#include <algorithm>
#include <cmath>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "domain/ranking.h"
#include "domain/statistics.h"
#include "support/table.h"
#include "support/world.h"

namespace data = boost::unit_test::data;
using namespace rasoat;
using test::CaseRow;
using test::World;

namespace {

/// `CODE:households/poor`, `-` for what is not reported.
void report(World& world, const std::string& round, const std::string& code, const std::string& figures) {
  const auto slash = figures.find('/');
  const std::string first = figures.substr(0, slash);
  const std::string second = figures.substr(slash + 1);
  if (first != "-") world.fact(domain::Kind::counts, round, code, "households", std::stoll(first));
  if (second != "-") world.fact(domain::Kind::counts, round, code, "poor", std::stoll(second));
}

std::string codes(const std::vector<domain::AreaId>& areas) {
  std::string all;
  for (const auto area : areas) all += " " + test::shipped()->areas.get(area).code.text();
  return all;
}

/// The figure in the words of `restate.txt`.
std::string told(const domain::Figure& figure) {
  if (!figure.reason.empty()) return figure.reason;
  if (figure.absence == domain::Absence::no_data) return "no data";
  const std::string absence(domain::name(figure.absence));
  if (figure.absence == domain::Absence::split) return absence + codes(figure.absent);
  if (!figure.numerator) return absence;
  const std::string sums = std::to_string(*figure.numerator) + "/" + std::to_string(*figure.denominator) +
                           " of " + std::to_string(figure.coverage.reported) + "/" +
                           std::to_string(figure.coverage.expected);
  return figure.partial() ? "partial " + sums + " absent" + codes(figure.absent) : sums;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(figures)

BOOST_DATA_TEST_CASE(rounding, data::make(test::table("rounding")), row) {
  const auto rounded = domain::Exact::ratio(row.number("numerator"), row.number("denominator")).rounded();
  BOOST_TEST(rounded.plain() == row["plain"]);
  BOOST_TEST(rounded.vietnamese() == row["vietnamese"]);
  BOOST_TEST(rounded.signed_vietnamese() == row["signed"]);
}

BOOST_DATA_TEST_CASE(wilson, data::make(test::table("wilson")), row) {
  const double z = row["z"] == "999" ? domain::kZ999 : domain::kZ975;
  const auto interval = domain::wilson(row.number("x"), row.number("n"), z);
  BOOST_REQUIRE(interval.has_value() == (row["low"] != "none"));
  if (!interval) return;
  // As close as the source prints.
  const double tolerance = row["low"].size() > 14 ? 1e-14 : row["low"].size() > 11 ? 1e-10 : 1e-8;
  BOOST_TEST(std::abs(interval->low - std::stod(row["low"])) < tolerance);
  BOOST_TEST(std::abs(interval->high - std::stod(row["high"])) < tolerance);
}

BOOST_DATA_TEST_CASE(ranks, data::make(test::table("ranks")), row) {
  const auto& book = test::shipped()->areas;
  const auto date = test::day("2023-12-31");
  const auto districts = book.areas_at(domain::Level::district, date, book.find("51", date)->id);
  const auto cells = test::words(row["poor/households"]);
  World world;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] == "-") continue;
    const auto slash = cells[i].find('/');
    report(world, "2023", districts[i]->code.text(),
           cells[i].substr(slash + 1) + "/" + cells[i].substr(0, slash));
  }
  const auto snapshot = world.snapshot();
  const auto ranking = domain::rank(snapshot, test::query("poverty.rate", "2023"));
  BOOST_REQUIRE(ranking.ok());
  std::string said;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto found =
        std::find_if(ranking->rows.begin(), ranking->rows.end(),
                     [&](const domain::RankRow& each) { return each.area == districts[i]->id; });
    said += (i == 0 ? "" : " ") + (found == ranking->rows.end() ? "-" : std::to_string(found->rank));
  }
  BOOST_TEST(said == row["ranks"]);
  // Every district stands in exactly one of the two lists.
  BOOST_TEST(ranking->rows.size() + ranking->missing.size() == districts.size());
}

BOOST_DATA_TEST_CASE(flags, data::make(test::table("flags")), row) {
  World world;
  world.counts("2023", "525", {{"households", 10'000}, {"poor", row.number("poor")}});
  if (row["country"] != "-") world.published("poverty.rate", "VN", "2023", row["country"]);
  if (row["region"] != "-") world.published("poverty.rate", "BTBDHMT", "2023", row["region"]);
  const auto snapshot = world.snapshot();
  const auto ranking = domain::rank(snapshot, test::query("poverty.rate", "2023"));
  BOOST_REQUIRE(ranking.ok());
  BOOST_REQUIRE(ranking->rows.size() == 1U);
  std::string rules;
  for (const auto& flag : ranking->rows.front().flags) {
    rules += (rules.empty() ? "" : " ") + flag.rule;
    BOOST_TEST(flag.severity == row["severity"]);
    BOOST_TEST((flag.gap == flag.value - *flag.benchmark->value));
    BOOST_TEST(!flag.benchmark->source.empty());
    // The sentence carries the arithmetic, in the numbers of its language.
    BOOST_TEST(flag.reason().vi.find(flag.value.rounded().vietnamese()) != std::string::npos);
    BOOST_TEST(flag.reason().en.find(flag.value.rounded().plain()) != std::string::npos);
  }
  BOOST_TEST(rules == row["rules"]);
}

BOOST_DATA_TEST_CASE(restate, data::make(test::table("restate")), row) {
  World world;
  for (const std::string& fact : test::words(row["facts"])) {
    const auto colon = fact.find(':');
    report(world, row["round"], fact.substr(0, colon), fact.substr(colon + 1));
  }
  const auto snapshot = world.snapshot();
  const auto as_of = domain::Date::known(row["as of"]);
  const auto* area = test::shipped()->areas.find(row["area"], as_of);
  if (area == nullptr) {
    BOOST_TEST(row["answer"] == "no unit");
    return;
  }
  const domain::FigureReader reader(snapshot, *domain::find_round(snapshot.rounds, row["round"]), as_of);
  BOOST_TEST(told(reader.figure(*test::shipped()->indicator("poverty.rate"), area->id)) == row["answer"]);
}

BOOST_AUTO_TEST_CASE(the_fewest_that_must_leave_are_the_fewest) {
  // Against trying one after the other: every count, whole and limit of a small world.
  for (std::int64_t whole = 1; whole <= 60; ++whole) {
    for (std::int64_t counted = 0; counted <= whole; ++counted) {
      for (const char* limit : {"0", "0.01", "1.93", "2.93", "4.03", "33.333333333", "50", "99.99", "100"}) {
        const auto most = domain::Exact::parse(limit).value();
        std::int64_t leave = 0;
        while (leave < counted && domain::Rate{counted - leave, whole}.percent() > most) ++leave;
        BOOST_TEST_REQUIRE(domain::fewest_to_reach(counted, whole, most) == leave,
                           counted << " of " << whole << " against " << limit);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(ranking_by_exact_values_is_a_weak_order) {
  // Whatever the counts: a rank is one more than the number of strictly better areas.
  const auto& book = test::shipped()->areas;
  const auto date = test::day("2023-12-31");
  const auto communes = book.leaves(book.find("51", date)->id, date);
  World world;
  std::uint64_t state = 20231231;
  for (const auto* area : communes) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const auto households = static_cast<std::int64_t>(state >> 33) % 40 + 1;
    const auto poor = static_cast<std::int64_t>(state >> 20) % (households + 1);
    world.counts("2023", area->code.text(), {{"households", households}, {"poor", poor}});
  }
  const auto snapshot = world.snapshot();
  for (const auto order : {domain::Order::best, domain::Order::worst}) {
    auto query = test::query("poverty.rate", "2023");
    query.level = domain::Level::commune;
    query.order = order;
    const auto ranking = domain::rank(snapshot, query);
    BOOST_REQUIRE(ranking.ok());
    BOOST_REQUIRE(ranking->rows.size() > 100U);
    for (const auto& row : ranking->rows) {
      const auto better =
          std::count_if(ranking->rows.begin(), ranking->rows.end(),
                        [&](const domain::RankRow& each) { return *each.figure.value < *row.figure.value; });
      BOOST_TEST_REQUIRE(row.rank == better + 1);
    }
    const bool ascending = order == domain::Order::best;
    BOOST_TEST((ranking->rows.front().rank < ranking->rows.back().rank) == ascending);
  }
}

BOOST_AUTO_TEST_SUITE_END()
