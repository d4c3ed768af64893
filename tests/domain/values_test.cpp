// Days, exact figures and texts.

#include <boost/test/unit_test.hpp>

#include "domain/cron.h"
#include "domain/date.h"
#include "domain/exact.h"
#include "domain/result.h"
#include "domain/text.h"
#include "domain/upload.h"

using namespace rasoat::domain;

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(only_days_that_exist) {
  for (const char* wrong :
       {"2023-02-29", "2023-04-31", "2023-13-01", "2023-00-10", "2023-1-1", "31/12/2023", "", "2023-12-3x",
        "0000-01-01", "2023-12-310", "-023-12-31", "2023-+1-01", "2023-12--1"})
    BOOST_TEST(!Date::parse(wrong).has_value(), wrong);
  BOOST_TEST(Date::parse("2024-02-29")->vietnamese() == "29/02/2024");
  BOOST_CHECK_THROW(Date::known("2023-02-30"), std::exception);
}

BOOST_AUTO_TEST_CASE(days_go_forth_and_back) {
  for (std::int32_t n = -40'000; n < 60'000; n += 37) {
    const Date date = Date::from_days(n);
    BOOST_TEST_REQUIRE(Date::parse(date.iso()).value().days_since_1970() == n);
    BOOST_TEST_REQUIRE((Date::of(date.year(), date.month(), date.day()) == date));
  }
}

BOOST_AUTO_TEST_CASE(the_day_in_vietnam_begins_seven_hours_early) {
  BOOST_TEST(vietnam_day(1'704'041'999).iso() == "2023-12-31");  // 16:59:59 UTC
  BOOST_TEST(vietnam_day(1'704'042'000).iso() == "2024-01-01");  // 17:00:00 UTC
  BOOST_TEST(vietnam_day(-1).iso() == "1970-01-01");
  BOOST_TEST(vietnam_day(-7 * 3600 - 1).iso() == "1969-12-31");
}

BOOST_AUTO_TEST_CASE(exact_numbers_are_read_as_written_or_not_at_all) {
  for (const char* good : {"0", "2.93", "-0.5", "100", "0.000000001", "12345678901234.123456789"})
    BOOST_TEST(Exact::parse(good)->plain(9) == good);
  for (const char* bad : {"", "-", ".5", "5.", "1,5", "1e3", "0.0000000001", "1.2.3", " 1", "+1", "NaN",
                          "--1", "99999999999999999999999999"})
    BOOST_TEST(!Exact::parse(bad).has_value(), bad);
}

BOOST_AUTO_TEST_CASE(exact_numbers_compare_without_loss) {
  const auto third = Exact::ratio(1, 3);
  BOOST_TEST((third == Exact::ratio(2, 6)));
  BOOST_TEST((third == Exact::ratio(-1, -3)));
  BOOST_TEST((third > Exact::parse("0.333333333").value()));
  BOOST_TEST((third < Exact::parse("0.333333334").value()));
  BOOST_TEST((third + third + third == Exact::whole(1)));
  BOOST_TEST((third * Exact::whole(3) == Exact::whole(1)));
  // Nine quadrillion households, one more or less.
  const std::int64_t many = 9'000'000'000'000'000;
  BOOST_TEST((Exact::ratio(many, many + 1) < Exact::ratio(many + 1, many + 2)));
  BOOST_CHECK_THROW(Exact::ratio(1, 0), std::exception);
}

BOOST_AUTO_TEST_CASE(no_rate_without_a_whole) {
  BOOST_TEST(!Rate::of(0, 0).has_value());
  BOOST_TEST(!Rate::of(5, 0).has_value());
  BOOST_TEST(Rate::of(0, 5)->percent().rounded().plain() == "0.00");
}

BOOST_AUTO_TEST_CASE(sentences_take_their_values_once) {
  const Texts texts({{"a", {"{x} và {y}", "{x} and {y}"}}});
  BOOST_TEST(texts.say("a", {{"x", "{y}"}, {"y", "2"}}).vi == "{y} và 2");
  BOOST_TEST(texts.say("a", {{"x", "1"}}).en == "1 and {y}");
  BOOST_TEST(texts.say("unknown.key").vi == "unknown.key");
}

BOOST_AUTO_TEST_CASE(a_result_is_a_value_or_a_problem) {
  const Result<int> good = 5;
  BOOST_TEST(good.ok());
  BOOST_TEST(*good == 5);
  const Result<int> bad = Problem{"code", {"vi", "en"}, "place"};
  BOOST_TEST(!bad);
  BOOST_TEST(bad.problem().code == "code");
  BOOST_CHECK_THROW(bad.value(), std::logic_error);
}

BOOST_AUTO_TEST_CASE(findings_past_ten_thousand_are_counted_only) {
  Findings findings;
  for (int i = 0; i < 10'005; ++i) {
    Finding finding;
    finding.severity = i % 2 == 0 ? Severity::error : Severity::warning;
    findings.add(std::move(finding));
  }
  BOOST_TEST(findings.kept().size() == 10'000U);
  BOOST_TEST(findings.errors() + findings.warnings() == 10'005);
}

BOOST_AUTO_TEST_CASE(a_step_beyond_the_last_value_ends_the_entry) {
  // 2026-11-25: added as it stands it passed the largest number.
  BOOST_TEST((Cron::parse("5/2147483647 0 * * *")->minutes_of_day() == std::vector<int>{5}));
  BOOST_TEST((Cron::parse("*/30 0 * * *")->minutes_of_day() == std::vector<int>{0, 30}));
}

BOOST_AUTO_TEST_SUITE_END()
