// Money, criteria and targets: which rows count on a day, on which boundaries, and what they add up to. The
// national figures are those of shared tables: one payment on two bases.

#include <boost/test/unit_test.hpp>

#include "domain/flag.h"
#include "domain/period.h"
#include "domain/ranking.h"
#include "support/world.h"

using namespace rasoat;
using domain::Date;
using domain::Exact;
using domain::MoneyRow;
using test::day;

namespace {

/// Rows by code on their own date, in million VND; -1 is unknown.
class Purse {
 public:
  Purse& pay(const char* as_of, const char* code, const char* programme, std::int64_t planned,
             std::int64_t disbursed, int year = 2023) {
    const auto* area = test::shipped()->areas.find(code, day(as_of));
    BOOST_REQUIRE_MESSAGE(area != nullptr, code << " on " << as_of);
    MoneyRow row;
    row.area = area->id;
    row.as_of = day(as_of);
    row.plan_year = static_cast<std::uint16_t>(year);
    row.programme = rows_.words.add(programme);
    row.expenditure = rows_.words.add("capital");
    row.planned = planned < 0 ? MoneyRow::kUnknown : planned * 1'000'000;
    row.disbursed = disbursed < 0 ? MoneyRow::kUnknown : disbursed * 1'000'000;
    rows_.money.push_back(row);
    return *this;
  }
  Purse& commune(const char* as_of, const char* code, std::uint32_t met, domain::Recognition recognition) {
    domain::CriteriaRow row;
    row.area = test::shipped()->areas.find(code, day(as_of))->id;
    row.as_of = day(as_of);
    row.met = met;
    row.known = (1U << 19U) - 1;
    row.recognition = recognition;
    rows_.criteria.push_back(row);
    return *this;
  }
  domain::Snapshot snapshot() {
    domain::Snapshot all = test::World().snapshot();
    all.dated = std::make_shared<const domain::DatedBook>(rows_);
    return all;
  }

 private:
  domain::DatedRows rows_;
};

domain::Ranking ranked(const domain::Snapshot& snapshot, const std::string& indicator, const char* round,
                       domain::Level level, const char* as_of = nullptr) {
  domain::RankQuery query = test::query(indicator, round);
  query.level = level;
  if (as_of != nullptr) query.as_of = day(as_of);
  auto ranking = domain::rank(snapshot, query);
  BOOST_REQUIRE(ranking.ok());
  return std::move(*ranking);
}

std::string value_of(const domain::Ranking& ranking, const std::string& code) {
  for (const auto& row : ranking.rows) {
    if (test::shipped()->areas.get(row.area).code.text() == code) return row.figure.value->rounded().plain();
  }
  for (const auto& row : ranking.missing) {
    if (test::shipped()->areas.get(row.area).code.text() == code) return row.reason;
  }
  return "not there";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(programmes)

BOOST_AUTO_TEST_CASE(money_is_whole_dong_inside_and_million_outside) {
  BOOST_TEST(*domain::dong_from_million("1234.567891") == 1'234'567'891);
  BOOST_TEST(domain::million_from_dong(1'234'567'891) == "1234.567891");
  BOOST_TEST(domain::million_from_dong(445'060'000'000) == "445060");
  for (const char* wrong : {"1.2345678", "-1", "", "x"}) BOOST_TEST(!domain::dong_from_million(wrong), wrong);
}

BOOST_AUTO_TEST_CASE(in_january_money_is_still_of_the_plan_before) {
  BOOST_TEST(domain::plan_year_of(day("2024-01-31")) == 2023);
  BOOST_TEST(domain::plan_year_of(day("2024-02-01")) == 2024);
}

BOOST_AUTO_TEST_CASE(a_year_names_its_last_day) {
  const auto& rounds = test::shipped()->rounds;
  BOOST_TEST(domain::period_day(rounds, "2023")->iso() == "2023-12-31");
  BOOST_TEST(domain::period_day(rounds, "2021-old")->iso() == "2021-12-31");
  BOOST_TEST(domain::period_day(rounds, "2030")->iso() == "2030-12-31");
  BOOST_TEST(domain::period_day(rounds, "2023-10-31")->iso() == "2023-10-31");
  BOOST_TEST(!domain::period_day(rounds, "2023-02-30"));
}

BOOST_AUTO_TEST_CASE(one_payment_on_two_bases) {
  // 31/01/2024: 662,588.2 bn of the plan assigned 711,559.8 and of the total plan 803,397.6.
  BOOST_TEST(Exact::ratio(domain::Wide{100} * 6'625'882, 7'115'598).rounded().plain() == "93.12");
  Purse purse;
  purse.pay("2024-01-31", "51", "NTM", 803'397'600, 662'588'200);
  BOOST_TEST(value_of(ranked(purse.snapshot(), "disbursement.rate", "2024-01-31", domain::Level::province),
                      "51") == "82.47");
}

BOOST_AUTO_TEST_CASE(no_plan_is_not_a_plan_of_nothing) {
  Purse purse;
  purse.pay("2023-12-31", "525", "DTTS", 100, 50).pay("2023-12-31", "529", "DTTS", 0, 0);
  purse.pay("2023-12-31", "530", "DTTS", -1, 5).pay("2023-12-31", "531", "DTTS", 10, -1);
  const auto ranking = ranked(purse.snapshot(), "disbursement.rate", "2023", domain::Level::district);
  BOOST_TEST(value_of(ranking, "525") == "50.00");
  BOOST_TEST(value_of(ranking, "529") == "zero-denominator");
  BOOST_TEST(value_of(ranking, "530") == "no-denominator");
  BOOST_TEST(value_of(ranking, "531") == "no-numerator");
  BOOST_TEST(value_of(ranking, "532") == "no-data");
  // The plan nobody has reported on is missing in the province, the others are not expected.
  const auto province = ranked(purse.snapshot(), "disbursement.rate", "2023", domain::Level::province);
  BOOST_TEST(value_of(province, "51") == "partial");
  BOOST_TEST(province.missing.front().figure.coverage.expected == 3);
}

BOOST_AUTO_TEST_CASE(the_country_needs_each_of_its_provinces) {
  Purse purse;
  purse.pay("2023-12-31", "51", "NTM", 100, 50);
  domain::RankQuery query = test::query("disbursement.rate", "2023");
  query.within = "VN";
  query.level = domain::Level::country;
  const auto ranking = domain::rank(purse.snapshot(), query);
  BOOST_TEST(value_of(*ranking, "VN") == "partial");
  BOOST_TEST(ranking->missing.front().figure.coverage.expected == 63);
}

BOOST_AUTO_TEST_CASE(once_a_territory_reports_on_new_boundaries_its_old_rows_rest) {
  // 21253 became 21034 in July 2025 (over two mergers); 21115 and others became another commune.
  Purse purse;
  purse.pay("2024-12-31", "21253", "NTM", 100, 10, 2025).pay("2025-06-30", "531", "DTTS", 40, 20, 2025);
  auto snapshot = purse.snapshot();
  auto ranking = ranked(snapshot, "disbursement.rate", "2025-12-31", domain::Level::commune);
  BOOST_TEST(value_of(ranking, "21034") == "10.00");
  // A former district's own money lies in no commune of today, but in the province.
  BOOST_TEST(value_of(ranked(snapshot, "disbursement.rate", "2025-12-31", domain::Level::province), "51") ==
             "21.43");
  purse.pay("2025-09-30", "21034", "NTM", 300, 90, 2025);
  snapshot = purse.snapshot();
  ranking = ranked(snapshot, "disbursement.rate", "2025-12-31", domain::Level::commune);
  BOOST_TEST(value_of(ranking, "21034") == "30.00");
  BOOST_TEST(value_of(ranked(snapshot, "disbursement.rate", "2025-12-31", domain::Level::province), "51") ==
             "32.35");
}

BOOST_AUTO_TEST_CASE(a_unit_that_was_split_gives_no_figure_to_its_pieces) {
  Purse purse;
  purse.pay("2024-12-31", "21142", "NTM", 100, 10, 2024);
  const auto then =
      ranked(purse.snapshot(), "disbursement.rate", "2024-12-31", domain::Level::commune, "2025-12-31");
  BOOST_TEST(value_of(then, "21136") == "split");
  BOOST_TEST(value_of(then, "21157") == "split");
  const auto province =
      ranked(purse.snapshot(), "disbursement.rate", "2024-12-31", domain::Level::province, "2025-12-31");
  BOOST_TEST(value_of(province, "51") == "10.00");
}

BOOST_AUTO_TEST_CASE(criteria_are_counted_over_communes_that_have_a_row) {
  Purse purse;
  const std::uint32_t all = (1U << 19U) - 1;
  purse.commune("2023-12-31", "21118", all, domain::Recognition::met);
  purse.commune("2023-12-31", "21121", all >> 4U, domain::Recognition::none);
  const auto snapshot = purse.snapshot();
  const auto mean = ranked(snapshot, "ntm.mean_criteria", "2023", domain::Level::commune);
  BOOST_TEST(value_of(mean, "21118") == "19.00");
  BOOST_TEST(value_of(mean, "21121") == "15.00");
  BOOST_TEST(value_of(ranked(snapshot, "ntm.recognised_rate", "2023", domain::Level::province), "51") ==
             "partial");
  domain::RankQuery query = test::query("ntm.recognised_rate", "2023");
  query.level = domain::Level::province;
  query.partial = domain::Partial::accept;
  const auto partial = domain::rank(snapshot, query);
  BOOST_TEST(value_of(*partial, "51") == "50.00");
  BOOST_TEST(partial->rows.front().figure.coverage.reported == 2);
  BOOST_TEST(partial->rows.front().figure.coverage.expected == 148);
  // Another set of criteria is another ruler.
  BOOST_TEST(value_of(ranked(snapshot, "ntm.mean_criteria", "2026-02-28", domain::Level::province), "51") ==
             "no-data");
  BOOST_TEST(value_of(ranked(snapshot, "ntm.criteria.c11", "2026-02-28", domain::Level::province), "51") ==
             "not-defined");
}

BOOST_AUTO_TEST_CASE(pace_is_the_days_gone_of_those_in_which_money_can_be_paid) {
  const auto& rules = *test::shipped();
  const auto pace = [&](const char* indicator, const char* date) {
    return domain::expected_pace(rules.programmes, *rules.indicator(indicator), 2023, day(date))
        .rounded()
        .plain();
  };
  BOOST_TEST(pace("disbursement.rate.recurrent", "2023-12-31") == "100.00");
  BOOST_TEST(pace("disbursement.rate.recurrent", "2023-06-30") == "49.59");  // 181 of 365 days
  BOOST_TEST(pace("disbursement.rate.capital", "2023-10-31") == "76.77");    // 304 of 396: closes 31 January
  BOOST_TEST(pace("disbursement.rate.capital", "2024-03-31") == "100.00");
}

BOOST_AUTO_TEST_SUITE_END()
