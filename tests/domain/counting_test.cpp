// What is counted from a list of households, by the declared class.

#include <map>

#include <boost/test/unit_test.hpp>

#include "domain/facts.h"

using namespace rasoat::domain;
namespace m = rasoat::domain::measures;

namespace {

constexpr AreaId kHere{7};

/// What the list says of one household, as short as a case should be.
struct Listed {
  HouseholdClass declared = HouseholdClass::poor;
  bool minority = false;
  int members = 1;
  std::optional<unsigned long> deprived = std::nullopt;
  bool no_labour = false;
  bool merit = false;
  bool woman = false;
  std::optional<unsigned long> causes = std::nullopt;
  std::optional<HouseholdClass> computed = std::nullopt;
  AreaId area = kHere;
};

std::map<Measure, std::int64_t> counted(const std::vector<Listed>& list, AreaId area = kHere) {
  HouseholdCounter counter(12);
  for (const Listed& each : list) {
    Household household;
    household.area = each.area;
    household.declared = each.declared;
    household.minority = each.minority;
    household.members = each.members;
    if (each.deprived) household.deprivations = DeprivationSet(*each.deprived);
    household.no_labour_capacity = each.no_labour;
    household.merit = each.merit;
    household.woman_head = each.woman;
    if (each.causes) household.causes = CauseSet(*each.causes);
    household.computed = each.computed;
    counter.add(household);
  }
  std::map<Measure, std::int64_t> all;
  for (const Fact& fact : counter.facts()) {
    if (fact.area != area) continue;
    BOOST_TEST(all.emplace(fact.measure, fact.value).second);
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(counting)

BOOST_AUTO_TEST_CASE(the_declared_class_counts_and_the_computed_one_is_evidence) {
  const auto facts = counted({{.declared = HouseholdClass::poor, .computed = HouseholdClass::near_poor},
                              {.declared = HouseholdClass::near_poor, .computed = HouseholdClass::near_poor},
                              {.declared = HouseholdClass::near_poor}});
  BOOST_TEST(facts.at(m::poor) == 1);
  BOOST_TEST(facts.at(m::near_poor) == 2);
  BOOST_TEST(facts.at(m::class_disagreements) == 1);
  BOOST_TEST(facts.at(m::listed) == 3);
}

BOOST_AUTO_TEST_CASE(persons_and_minorities_go_with_their_households) {
  const auto facts = counted({{.minority = true, .members = 5},
                              {.minority = false, .members = 3},
                              {.declared = HouseholdClass::near_poor, .minority = true, .members = 2}});
  BOOST_TEST(facts.at(m::poor_persons) == 8);
  BOOST_TEST(facts.at(m::poor_minority) == 1);
  BOOST_TEST(facts.at(m::poor_persons_minority) == 5);
  BOOST_TEST(facts.at(m::near_poor_minority) == 1);
  BOOST_TEST(facts.at(m::near_poor_persons) == 2);
}

BOOST_AUTO_TEST_CASE(deprivations_and_causes_by_class) {
  const auto facts = counted({{.deprived = 0b0000'0000'0111, .causes = 0b0000'0011},
                              {.deprived = 0b1000'0000'0001, .causes = 0b1000'0000},
                              {.declared = HouseholdClass::near_poor, .deprived = 0},
                              {.declared = HouseholdClass::near_poor}});
  BOOST_TEST(facts.at(poor_deprived(1)) == 2);
  BOOST_TEST(facts.at(poor_deprived(2)) == 1);
  BOOST_TEST(facts.at(poor_deprived(12)) == 1);
  BOOST_TEST(facts.at(m::poor_deprivations) == 5);
  BOOST_TEST(facts.at(m::poor_assessed) == 2);
  BOOST_TEST(facts.at(m::near_poor_assessed) == 1);  // not given is not "deprived in nothing"
  BOOST_TEST(facts.at(poor_by_cause(1)) == 1);
  BOOST_TEST(facts.at(poor_by_cause(8)) == 1);
  BOOST_TEST(facts.at(near_poor_by_cause(1)) == 0);
  BOOST_TEST(facts.count(poor_deprived(13)) == 0U);
}

BOOST_AUTO_TEST_CASE(groups_of_table_8_overlap_and_the_rest_is_of_no_group) {
  const auto facts = counted({{.minority = true, .members = 4, .no_labour = true},
                              {.members = 2, .merit = true},
                              {.members = 3, .woman = true},
                              {.members = 1, .no_labour = true, .merit = true}});
  BOOST_TEST(facts.at(m::poor_no_labour) == 2);
  BOOST_TEST(facts.at(m::poor_merit) == 2);
  BOOST_TEST(facts.at(m::poor_no_group) == 1);
  BOOST_TEST(facts.at(m::poor_persons_no_labour) == 5);
  BOOST_TEST(facts.at(m::poor_persons_no_group) == 3);
  BOOST_TEST(facts.at(m::poor_woman_head) == 1);
}

BOOST_AUTO_TEST_CASE(average_exists_only_where_the_list_has_such_a_row) {
  const auto without = counted({{.declared = HouseholdClass::poor}, {.declared = HouseholdClass::not_poor}});
  BOOST_TEST(without.count(m::average) == 0U);
  BOOST_TEST(without.at(m::listed) == 2);
  BOOST_TEST(without.at(m::poor) == 1);
  const auto with = counted({{.declared = HouseholdClass::average, .members = 4}});
  BOOST_TEST(with.at(m::average) == 1);
  BOOST_TEST(with.at(m::average_persons) == 4);
  BOOST_TEST(with.at(m::poor) == 0);  // a counted 0, not an absence
}

BOOST_AUTO_TEST_CASE(wholes_never_come_from_a_list) {
  const auto facts = counted({{}, {}});
  for (const Measure whole : {m::households, m::persons, m::households_minority, m::persons_minority})
    BOOST_TEST(facts.count(whole) == 0U);
}

BOOST_AUTO_TEST_CASE(communes_may_come_in_any_order) {
  const std::vector<Listed> mixed{{.members = 2}, {.members = 3, .area = AreaId{8}}, {.members = 4}};
  BOOST_TEST(counted(mixed).at(m::poor_persons) == 6);
  BOOST_TEST(counted(mixed, AreaId{8}).at(m::poor_persons) == 3);
}

BOOST_AUTO_TEST_SUITE_END()
