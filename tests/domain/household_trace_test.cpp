// Households over rounds: who is found again and how, what the lists say of movement, and the two years out
// of poverty.

#include "domain/household_trace.h"

#include <boost/test/unit_test.hpp>

#include "support/world.h"

using namespace rasoat;
using domain::HouseholdClass;
using domain::ListedHousehold;
using domain::ListOfRound;

namespace {

ListedHousehold household(const ListOfRound& list, const char* commune, const char* code,
                          HouseholdClass declared, const char* number = "", const char* decision = "") {
  const auto* area = test::shipped()->areas.find(commune, list.day);
  BOOST_REQUIRE_MESSAGE(area != nullptr, commune);
  return {area->id, "", "Thôn 1", code, number, declared, decision, ""};
}

ListOfRound list(const char* round) {
  return {round, test::day((std::string(round) + "-12-31").c_str()), {}};
}

const auto& book() { return test::shipped()->areas; }

}  // namespace

BOOST_AUTO_TEST_SUITE(household_trace)

BOOST_AUTO_TEST_CASE(by_code_then_by_number_and_never_by_less) {
  auto then = list("2023");
  auto now = list("2024");
  then.households = {household(then, "21262", "1", HouseholdClass::poor, "aa"),
                     household(then, "21262", "2", HouseholdClass::poor),
                     household(then, "21262", "3", HouseholdClass::poor, "cc"),
                     household(then, "21262", "4", HouseholdClass::poor, "dd")};
  now.households = {
      household(now, "21262", "1", HouseholdClass::poor, "aa"),
      household(now, "21262", "2", HouseholdClass::near_poor),
      household(now, "21262", "9", HouseholdClass::poor, "cc"),  // another code, the same number
      household(now, "21262", "4", HouseholdClass::poor, "xx"),  // the same code, another number
      household(now, "21262", "5", HouseholdClass::poor)};
  const auto same = domain::match_households(book(), then, now);
  BOOST_REQUIRE(same.size() == 3U);
  std::map<std::size_t, std::pair<std::size_t, domain::Sameness>> found;
  for (const auto& one : same) found[one.earlier] = {one.later, one.by};
  BOOST_TEST((found.at(0) == std::pair<std::size_t, domain::Sameness>(0, domain::Sameness::code)));
  BOOST_TEST((found.at(1) == std::pair<std::size_t, domain::Sameness>(1, domain::Sameness::code)));
  BOOST_TEST((found.at(2) == std::pair<std::size_t, domain::Sameness>(2, domain::Sameness::id_number)));
  BOOST_TEST(!found.contains(3));
}

BOOST_AUTO_TEST_CASE(movement_balances_and_knows_who_was_poor_before) {
  auto first = list("2022");
  auto then = list("2023");
  auto now = list("2024");
  first.households = {household(first, "21262", "again", HouseholdClass::poor)};
  then.households = {household(then, "21262", "stays", HouseholdClass::poor),
                     household(then, "21262", "near", HouseholdClass::poor),
                     household(then, "21262", "out", HouseholdClass::poor),
                     household(then, "21262", "gone", HouseholdClass::poor),
                     household(then, "21262", "from", HouseholdClass::near_poor),
                     household(then, "21262", "again", HouseholdClass::not_poor),
                     household(then, "21256", "moves", HouseholdClass::poor, "mm")};
  now.households = {household(now, "21262", "stays", HouseholdClass::poor),
                    household(now, "21262", "near", HouseholdClass::near_poor),
                    household(now, "21262", "out", HouseholdClass::not_poor),
                    household(now, "21262", "from", HouseholdClass::poor),
                    household(now, "21262", "again", HouseholdClass::poor),
                    household(now, "21262", "fresh", HouseholdClass::poor),
                    household(now, "21262", "moved", HouseholdClass::poor, "mm")};
  std::map<std::string, domain::ListedMovement> lines;
  for (const auto& line : domain::listed_movement(book(), {first, then, now})) {
    lines[book().get(line.area).code.text()] = line;
    BOOST_TEST(line.end == line.start - line.to_near_poor - line.escaped - line.other_out +
                               line.from_near_poor + line.again + line.fresh + line.other_in);
  }
  const auto& here = lines.at("21262");
  BOOST_TEST((here.start == 4 && here.to_near_poor == 1 && here.escaped == 1 && here.other_out == 1));
  BOOST_TEST((here.from_near_poor == 1 && here.again == 1 && here.fresh == 1 && here.other_in == 1 &&
              here.end == 5));
  BOOST_TEST(
      (lines.at("21256").start == 1 && lines.at("21256").other_out == 1 && lines.at("21256").end == 0));
}

BOOST_AUTO_TEST_CASE(two_years_out_each_with_its_decision) {
  auto first = list("2022");
  auto second = list("2023");
  auto third = list("2024");
  first.households = {household(first, "21262", "two", HouseholdClass::poor),
                      household(first, "21262", "gap", HouseholdClass::poor),
                      household(first, "21262", "never", HouseholdClass::not_poor)};
  second.households = {household(second, "21262", "two", HouseholdClass::near_poor, "", "11/QĐ"),
                       household(second, "21262", "one", HouseholdClass::poor),
                       household(second, "21262", "never", HouseholdClass::not_poor)};
  third.households = {household(third, "21262", "two", HouseholdClass::not_poor, "", "22/QĐ"),
                      household(third, "21262", "one", HouseholdClass::not_poor, "", "22/QĐ"),
                      household(third, "21262", "gap", HouseholdClass::not_poor, "", "22/QĐ"),
                      household(third, "21262", "never", HouseholdClass::not_poor)};
  std::map<std::string, domain::ExitRun> runs;
  for (const auto& run : domain::exit_ledger(book(), {first, second, third}))
    runs[third.households[run.household].code] = run;
  BOOST_TEST(runs.size() == 2U);  // a missing round breaks the run; who was never poor has none
  BOOST_TEST(runs.at("two").two_years());
  BOOST_TEST(runs.at("two").poor_in == "2022");
  BOOST_TEST((runs.at("two").out[0].decision_no == "11/QĐ" && runs.at("two").out[1].decision_no == "22/QĐ"));
  BOOST_TEST(!runs.at("one").two_years());
}

BOOST_AUTO_TEST_CASE(a_household_is_followed_into_the_commune_that_its_own_became) {
  auto then = list("2024");
  auto now = list("2025");
  then.households = {household(then, "21256", "1", HouseholdClass::poor)};
  const auto image = book().image(then.households[0].area, now.day);
  BOOST_REQUIRE(image.size() == 1U);
  now.households = {
      household(now, book().get(image.front()).code.text().c_str(), "1", HouseholdClass::not_poor)};
  const auto lines = domain::listed_movement(book(), {then, now});
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST((lines[0].start == 1 && lines[0].escaped == 1 && lines[0].end == 0));
}

BOOST_AUTO_TEST_SUITE_END()
