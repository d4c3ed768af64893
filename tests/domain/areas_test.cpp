// Units over time: a code names a unit only with a date, and territory is followed through the ledger.

#include <boost/test/unit_test.hpp>

#include "support/world.h"

using namespace rasoat;
using domain::Area;
using domain::AreaChange;
using domain::AreaCode;
using domain::AreaId;
using domain::Level;

namespace {

Area unit(std::uint32_t id, const char* code, Level level, std::uint32_t parent, const char* from,
          const char* to = "") {
  Area area;
  area.id = AreaId{id};
  area.code = AreaCode(code);
  area.level = level;
  area.name = area.full_name = code;
  if (parent != 0) area.parent = AreaId{parent};
  area.valid_from = test::day(from);
  if (*to != '\0') area.valid_to = test::day(to);
  return area;
}

AreaChange change(std::uint32_t from, std::uint32_t to, const char* effective, bool whole) {
  return {AreaId{from}, AreaId{to}, test::day(effective), whole, "1/NQ"};
}

/// A province of three communes: 3 and 4 exchange parts in 2025, and are one unit with 5 from 2026.
domain::AreaBook small_book() {
  const std::vector<Area> areas{unit(1, "VN", Level::country, 0, "2020-01-01"),
                                unit(2, "51", Level::province, 1, "2020-01-01"),
                                unit(3, "00003", Level::commune, 2, "2020-01-01", "2024-12-31"),
                                unit(4, "00004", Level::commune, 2, "2020-01-01", "2024-12-31"),
                                unit(5, "00005", Level::commune, 2, "2020-01-01", "2025-12-31"),
                                unit(13, "00003", Level::commune, 2, "2025-01-01", "2025-12-31"),
                                unit(14, "00004", Level::commune, 2, "2025-01-01", "2025-12-31"),
                                unit(23, "00003", Level::commune, 2, "2026-01-01")};
  const std::vector<AreaChange> changes{
      change(3, 13, "2025-01-01", false), change(3, 14, "2025-01-01", false),
      change(4, 13, "2025-01-01", false), change(4, 14, "2025-01-01", false),
      change(13, 23, "2026-01-01", true), change(14, 23, "2026-01-01", true),
      change(5, 23, "2026-01-01", true)};
  return {areas, changes, {}, {}};
}

std::vector<std::uint32_t> numbers(std::vector<AreaId> ids) {
  std::vector<std::uint32_t> all;
  for (const AreaId id : ids) all.push_back(number(id));
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(areas)

BOOST_AUTO_TEST_CASE(both_days_of_validity_are_included) {
  const auto book = small_book();
  BOOST_TEST(number(book.find("00003", test::day("2024-12-31"))->id) == 3U);
  BOOST_TEST(number(book.find("00003", test::day("2025-01-01"))->id) == 13U);
  BOOST_TEST(number(book.find("00003", test::day("2025-12-31"))->id) == 13U);
  BOOST_TEST(number(book.find("00003", test::day("2026-01-01"))->id) == 23U);
  BOOST_TEST((book.find("00004", test::day("2026-01-01")) == nullptr));
  BOOST_TEST((book.find("00003", test::day("2019-12-31")) == nullptr));
  BOOST_TEST((book.find("3", test::day("2024-12-31")) == nullptr));
}

BOOST_AUTO_TEST_CASE(territory_is_followed_forth_and_back) {
  const auto book = small_book();
  const std::vector<std::uint32_t> middle{13, 14};
  BOOST_TEST(numbers(book.image(AreaId{3}, test::day("2025-06-01"))) == middle);
  BOOST_TEST(numbers(book.image(AreaId{3}, test::day("2026-06-01"))) == std::vector<std::uint32_t>{23});
  const std::vector<std::uint32_t> all{3, 4, 5};
  BOOST_TEST(numbers(book.image(AreaId{23}, test::day("2024-01-01"))) == all);
  BOOST_TEST(numbers(book.image(AreaId{5}, test::day("2025-06-01"))) == std::vector<std::uint32_t>{5});
}

BOOST_AUTO_TEST_CASE(a_former_code_is_taken_where_it_leads_to_one_unit) {
  const auto book = small_book();
  const auto rejoined = book.resolve_former("00004", test::day("2026-06-01"));
  BOOST_REQUIRE(rejoined.ok());
  BOOST_TEST(number(rejoined->area) == 23U);
  BOOST_TEST(!rejoined->via.empty());
  BOOST_TEST(book.resolve_former("99999", test::day("2026-06-01")).problem().code == "area-unknown");
}

BOOST_AUTO_TEST_CASE(epochs_change_only_where_a_unit_does) {
  const auto book = small_book();
  BOOST_TEST(book.same_boundaries(test::day("2021-01-01"), test::day("2024-12-31")));
  BOOST_TEST(!book.same_boundaries(test::day("2024-12-31"), test::day("2025-01-01")));
}

BOOST_AUTO_TEST_CASE(a_frame_holds_every_unit_in_force_once_inside_its_parent) {
  const auto& book = test::shipped()->areas;
  const domain::Boundaries boundaries(book);
  for (const char* date : {"2021-12-31", "2024-06-30", "2025-03-01", "2025-12-31"}) {
    const auto& frame = boundaries.frame(test::day(date));
    BOOST_REQUIRE(frame.size() > 3000U);
    for (std::size_t i = 0; i < frame.size(); ++i) {
      const auto& node = frame.nodes[i];
      const Area& area = book.get(node.area);
      BOOST_TEST_REQUIRE(area.valid_on(test::day(date)), area.full_name);
      BOOST_TEST_REQUIRE(frame.position(node.area) == static_cast<std::int32_t>(i));
      if (node.parent < 0) continue;
      const auto& parent = frame.nodes[static_cast<std::size_t>(node.parent)];
      BOOST_TEST_REQUIRE((parent.area == *area.parent), area.full_name);
      BOOST_TEST_REQUIRE(static_cast<std::int32_t>(i) < parent.end, area.full_name);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_commune_of_then_lies_somewhere_today) {
  // Where the ledger knows no successor the parent answers; a change never leads to a unit not in force.
  const auto& book = test::shipped()->areas;
  for (const AreaChange& change : book.changes()) {
    const Area& to = book.get(change.to);
    BOOST_TEST_REQUIRE((to.valid_from == change.effective), to.full_name << " " << to.code.text());
    BOOST_TEST_REQUIRE((book.get(change.from).valid_to == change.effective.plus_days(-1)));
  }
}

BOOST_AUTO_TEST_CASE(groups_are_dated) {
  const auto* poor = test::shipped()->areas.group("poor-district");
  BOOST_REQUIRE(poor != nullptr);
  std::vector<std::string> ours;
  for (const auto& member : poor->members) {
    const Area& area = test::shipped()->areas.get(member.area);
    BOOST_TEST(!member.source.empty());
    if (area.code.text() == "525" || area.code.text() == "530") ours.push_back(area.code.text());
  }
  BOOST_TEST(ours.size() == 2U);  // Trà Bồng and Sơn Tây, QĐ 353/QĐ-TTg
}

BOOST_AUTO_TEST_SUITE_END()
