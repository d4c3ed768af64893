// Classes, deprivation scores and the order of rounds, as the tables beside this file say.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "domain/classify.h"
#include "support/table.h"
#include "support/world.h"

namespace data = boost::unit_test::data;
using namespace rasoat;
using test::CaseRow;

namespace {

const domain::Standard& standard(const CaseRow& row) {
  const auto* found = test::shipped()->standard(domain::StandardCode(row["standard"]));
  BOOST_REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(standards)

BOOST_DATA_TEST_CASE(classify, data::make(test::table("classify")), row) {
  const auto setting = domain::setting_named(row["setting"]);
  BOOST_REQUIRE(setting.has_value());
  const auto found = domain::classify(
      standard(row), {*setting, static_cast<int>(row.number("B1")), static_cast<int>(row.number("B2"))});
  const std::string said = found.ok() ? std::string(domain::name(*found)) : found.problem().code;
  BOOST_TEST(said == row["class"]);
  if (found.ok()) return;
  // A refusal says in both languages what is not known.
  BOOST_TEST(!found.problem().message.vi.empty());
  BOOST_TEST(!found.problem().message.en.empty());
}

BOOST_DATA_TEST_CASE(deprivation_score, data::make(test::table("deprivation_score")), row) {
  domain::DeprivationSet set;
  for (const std::string& number : test::words(row["deprived in"])) set.set(std::stoul(number) - 1);
  const auto score = domain::deprivation_score(standard(row), set);
  BOOST_TEST((score ? std::to_string(*score) : "none") == row["B2"]);
}

BOOST_DATA_TEST_CASE(previous_round, data::make(test::table("previous_round")), row) {
  const auto& rounds = test::shipped()->rounds;
  const auto* before = domain::previous_round(rounds, *domain::find_round(rounds, row["round"]));
  BOOST_TEST((before == nullptr ? "none" : before->code.text()) == row["before"]);
}

BOOST_AUTO_TEST_CASE(classes_do_not_move_against_the_scores) {
  // More income points never make a household poorer, more deprivations never less poor.
  const auto& law = *test::shipped()->standard(domain::StandardCode("2022-2025"));
  const auto depth = [&](domain::Setting setting, int b1, int b2) {
    return static_cast<int>(domain::classify(law, {setting, b1, b2}).value());
  };
  for (const auto setting : {domain::Setting::rural, domain::Setting::urban}) {
    for (int b1 = 0; b1 <= 220; b1 += 5) {
      for (int b2 = 0; b2 <= 120; b2 += 10) {
        BOOST_TEST(depth(setting, b1 + 5, b2) >= depth(setting, b1, b2));
        BOOST_TEST(depth(setting, b1, b2 + 10) <= depth(setting, b1, b2));
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
