// Re-visit samples: the same seed draws the same households, and what was found corrects the counts.
#include "domain/revisit.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <boost/test/unit_test.hpp>

using namespace rasoat::domain;
using boost::test_tools::tolerance;

namespace {

/// Two communes as areas of one province, and a list: 60 poor, 30 near-poor and 10 that left in the first, 9
/// poor in the second.
const AreaBook& book() {
  static const AreaBook made = [] {
    const auto unit = [](std::uint32_t id, const char* code, Level level, std::optional<AreaId> parent) {
      Area area;
      area.id = AreaId{id};
      area.code = AreaCode(code);
      area.level = level;
      area.name = area.full_name = code;
      area.parent = parent;
      area.valid_from = Date::known("2020-01-01");
      return area;
    };
    return AreaBook(
        {unit(1, "VN", Level::country, {}), unit(2, "51", Level::province, AreaId{1}),
         unit(3, "21001", Level::commune, AreaId{2}), unit(4, "21002", Level::commune, AreaId{2})},
        {}, {}, {});
  }();
  return made;
}

AuditList list() {
  AuditList made;
  const auto add = [&](std::uint32_t area, int declared, int count) {
    for (int i = 0; i < count; ++i) {
      AuditRow row;
      row.area = AreaId{area};
      row.declared = static_cast<std::int8_t>(declared);
      row.previous = 0;
      row.row = static_cast<std::uint32_t>(made.rows.size() + 2);
      row.code = made.word("H" + std::to_string(made.rows.size()));
      made.rows.push_back(row);
    }
  };
  add(3, 0, 60);
  add(3, 1, 30);
  add(3, 3, 10);
  add(4, 0, 9);
  made.arrange();
  return made;
}

std::vector<std::uint32_t> positions(const std::vector<RevisitDraw>& draws) {
  std::vector<std::uint32_t> all;
  for (const RevisitDraw& draw : draws) all.push_back(draw.position);
  return all;
}

/// `of` households of a stratum of `size` were met, `wrong` of them found in the other class.
void visit(std::vector<RevisitRow>& rows, std::uint32_t area, int declared, std::int64_t size, int of,
           int wrong) {
  for (int i = 0; i < of; ++i) {
    const int found = i < wrong ? 1 - declared : declared;
    rows.push_back({AreaId{area}, static_cast<std::int8_t>(declared), size, 1, true, true,
                    static_cast<std::int8_t>(found)});
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(revisit)

BOOST_AUTO_TEST_CASE(a_sample_is_stratified_and_repeatable) {
  const AuditList households = list();
  const auto draws = draw_revisits(households, book(), AreaId{2}, 42, 20);
  std::map<std::pair<std::uint32_t, int>, int> drawn;
  for (const RevisitDraw& draw : draws) ++drawn[{number(draw.area), draw.declared}];
  BOOST_TEST((drawn[{3, 0}]) == 12);  // 60 of 100 of 20
  BOOST_TEST((drawn[{3, 1}]) == 6);
  BOOST_TEST((drawn[{3, 3}]) == 2);  // 10 of 100 of 20
  BOOST_TEST((drawn[{4, 0}]) == 9);  // no more than there are
  auto once = positions(draws);
  std::sort(once.begin(), once.end());
  BOOST_TEST((std::adjacent_find(once.begin(), once.end()) == once.end()));
  BOOST_TEST(positions(draw_revisits(households, book(), AreaId{2}, 42, 20)) == positions(draws),
             boost::test_tools::per_element());
  BOOST_TEST((positions(draw_revisits(households, book(), AreaId{2}, 43, 20)) != positions(draws)));
  BOOST_TEST(draw_revisits(households, book(), AreaId{4}, 42, 20).size() == 9U);
}

BOOST_AUTO_TEST_CASE(every_household_has_its_chance) {
  const AuditList households = list();
  std::vector<int> times(households.rows.size(), 0);
  constexpr int kSeeds = 2'000;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (const RevisitDraw& draw : draw_revisits(households, book(), AreaId{3}, seed, 20))
      ++times[draw.position];
  }
  // 12 of 60 poor are drawn: 400 of 2,000 times, with a standard deviation of 18.
  for (std::size_t i = 0; i < 60; ++i) BOOST_TEST(std::abs(times[i] - 400) < 90, "household " << i);
}

BOOST_AUTO_TEST_CASE(what_was_found_corrects_the_count) {
  std::vector<RevisitRow> rows;
  visit(rows, 3, 0, 100, 20, 4);  // a fifth of the poor is near-poor
  visit(rows, 3, 1, 50, 10, 1);   // a tenth of the near-poor is poor
  const auto found = estimate(rows);
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->poor.listed == 100);
  BOOST_TEST(found->poor.corrected == 100 * 0.8 + 50 * 0.1, tolerance(1e-9));
  BOOST_TEST(found->near_poor.corrected == 50 * 0.9 + 100 * 0.2, tolerance(1e-9));
  BOOST_TEST(found->poor.low < found->poor.corrected);
  BOOST_TEST(found->poor.high > found->poor.corrected);
  BOOST_TEST(found->wrong.wrong == 5);
  BOOST_TEST(found->wrong.of == 30);
  // Wilson for 5 of 30.
  BOOST_TEST(found->wrong.interval->low == 0.0734, tolerance(0.01));
  BOOST_TEST(found->wrong.interval->high == 0.3356, tolerance(0.01));
  BOOST_TEST(found->by_commune.at(AreaId{3}).wrong == 5);
  BOOST_TEST((found->by_enumerator.at({AreaId{3}, 1}).of) == 30);
}

BOOST_AUTO_TEST_CASE(the_interval_holds_the_truth_about_as_often_as_it_says) {
  // 300 poor of which 60 should be near-poor; 30 are visited.
  const AuditList households = [] {
    AuditList made;
    for (int i = 0; i < 300; ++i) {
      AuditRow row;
      row.area = AreaId{3};
      row.declared = 0;
      row.row = static_cast<std::uint32_t>(i + 2);
      row.code = made.word("H" + std::to_string(i));
      made.rows.push_back(row);
    }
    made.arrange();
    return made;
  }();
  int held = 0;
  constexpr int kTimes = 1'000;
  for (std::uint64_t seed = 1; seed <= kTimes; ++seed) {
    std::vector<RevisitRow> rows;
    for (const RevisitDraw& draw : draw_revisits(households, book(), AreaId{3}, seed, 30)) {
      const bool wrong = draw.position % 5 == 0;
      rows.push_back(
          {draw.area, 0, draw.stratum_size, 0, true, true, static_cast<std::int8_t>(wrong ? 1 : 0)});
    }
    const auto found = estimate(rows);
    if (found->poor.low <= 240 && 240 <= found->poor.high) ++held;
  }
  BOOST_TEST(held >= 920);
  BOOST_TEST(held <= 990);
}

BOOST_AUTO_TEST_CASE(without_visits_there_is_nothing_to_say) {
  BOOST_TEST(!estimate({}).has_value());
  std::vector<RevisitRow> rows{{AreaId{3}, 0, 10, 1, true, false, -1},
                               {AreaId{3}, 0, 10, 1, false, false, -1}};
  BOOST_TEST(!estimate(rows).has_value());
  // A stratum nobody was met in stays as declared.
  visit(rows, 4, 0, 9, 3, 0);
  BOOST_TEST(estimate(rows)->poor.corrected == 19.0, tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()
