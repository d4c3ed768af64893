// Who may do what: the table of the contract's section 7 written out once more, cell by cell, and areas over
// time.

#include <set>

#include <boost/test/unit_test.hpp>

#include "access/scope.h"
#include "config/load_rules.h"

namespace {

using namespace rasoat;
using access::Right;
using access::Role;

const domain::AreaBook& book() {
  static const auto loaded = config::load_rules(std::string(RASOAT_SOURCE_DIR) + "/etc");
  BOOST_REQUIRE(loaded.rules.has_value());
  return loaded.rules->areas;
}

domain::AreaId unit(const char* code, const char* day) {
  const domain::Area* area = book().find(code, domain::Date::known(day));
  BOOST_REQUIRE_MESSAGE(area != nullptr, code << " on " << day);
  return area->id;
}

access::Person officer(std::initializer_list<domain::AreaId> areas) {
  return {domain::AccountId{7}, "o", Role::officer, areas, {}};
}

bool sees(const access::Person& person, domain::AreaId area) {
  return access::in_scope(person, area, book());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rights)

BOOST_AUTO_TEST_CASE(every_role_and_right) {
  struct Line {
    Right right;
    std::string_view roles;  // o r m R x a: officer, reviewer, manager, reporter, exporter, admin
  };
  const Line table[] = {
      {Right::open, "ormRxa"},        {Right::signed_in, "ormRxa"}, {Right::read_figures, "ormRa"},
      {Right::upload, "o"},           {Right::send_files, "oa"},    {Right::read_uploads, "ora"},
      {Right::read_households, "or"}, {Right::review, "r"},         {Right::decide, "ra"},
      {Right::reply_flags, "m"},      {Right::read_audit, "rmR"},   {Right::run_reports, "mRx"},
      {Right::run_schedules, "Rx"},   {Right::manage_reports, "R"}, {Right::reset_passwords, "ra"},
      {Right::administer, "a"},       {Right::operate, "ormRxa"},
  };
  BOOST_TEST(std::size(table) == static_cast<std::size_t>(Right::operate) + 1);
  const std::pair<char, Role> roles[] = {{'o', Role::officer},  {'r', Role::reviewer}, {'m', Role::manager},
                                         {'R', Role::reporter}, {'x', Role::exporter}, {'a', Role::admin}};
  for (const Line& line : table) {
    for (const auto& [letter, role] : roles) {
      const bool wanted = line.roles.find(letter) != std::string_view::npos;
      BOOST_TEST(access::may(role, line.right) == wanted,
                 access::name(role) << " and right " << static_cast<int>(line.right));
    }
  }
}

BOOST_AUTO_TEST_CASE(own_area_and_no_other) {
  const auto person = officer({unit("525", "2024-06-30")});
  BOOST_TEST(sees(person, unit("525", "2024-06-30")));
  for (const domain::Area* commune :
       book().leaves(unit("525", "2024-06-30"), domain::Date::known("2024-06-30")))
    BOOST_TEST(sees(person, commune->id), commune->code.text());
  for (const domain::Area* commune :
       book().leaves(unit("532", "2024-06-30"), domain::Date::known("2024-06-30")))
    BOOST_TEST(!sees(person, commune->id), commune->code.text());
  BOOST_TEST(!sees(person, unit("51", "2024-06-30")));
  BOOST_TEST(!sees(person, unit("VN", "2024-06-30")));
}

/// Every commune before the reform that went whole into one of today's: its officer has exactly what the
/// officer of that one has, over all units of all times of the province.
BOOST_AUTO_TEST_CASE(an_officer_of_a_merged_commune_has_exactly_the_successors_scope) {
  const domain::Date before = domain::Date::known("2025-06-30");
  const domain::Date after = domain::Date::known("2025-07-01");
  std::size_t merged = 0;
  for (const domain::Area* former : book().leaves(unit("51", "2025-06-30"), before)) {
    const auto now = book().image(former->id, after);
    if (former->level != domain::Level::commune || now.size() != 1) continue;
    if (book().get(now.front()).level != domain::Level::commune) continue;
    const auto old_officer = officer({former->id});
    const auto new_officer = officer({now.front()});
    for (const domain::Area* other : book().leaves(unit("51", "2025-06-30"), before))
      BOOST_TEST(sees(old_officer, other->id) == sees(new_officer, other->id), former->code.text());
    BOOST_TEST(sees(old_officer, now.front()));
    ++merged;
  }
  BOOST_TEST(merged > 150U);
}

BOOST_AUTO_TEST_CASE(scopes_of_todays_communes_do_not_overlap) {
  const domain::Date before = domain::Date::known("2025-06-30");
  const auto today = book().leaves(unit("51", "2025-07-01"), domain::Date::known("2025-07-01"));
  BOOST_TEST(today.size() == 96U);
  for (const domain::Area* former : book().leaves(unit("51", "2025-06-30"), before)) {
    std::size_t officers = 0;
    for (const domain::Area* own : today) officers += sees(officer({own->id}), former->id) ? 1U : 0U;
    // A former commune that was split belongs to nobody below the province.
    BOOST_TEST(officers <= 1U, former->code.text());
  }
}

BOOST_AUTO_TEST_CASE(a_commune_made_from_two_districts_belongs_to_neither_alone) {
  const domain::Date before = domain::Date::known("2025-06-30");
  for (const domain::Area* own : book().leaves(unit("51", "2025-07-01"), domain::Date::known("2025-07-01"))) {
    std::set<domain::AreaId> districts;
    for (const domain::AreaId part : book().image(own->id, before)) {
      if (const domain::Area* district = book().ancestor(part, domain::Level::district))
        districts.insert(district->id);
    }
    for (const domain::AreaId district : districts)
      BOOST_TEST(sees(officer({district}), own->id) == (districts.size() == 1), own->code.text());
    access::Person both = officer({});
    both.areas.assign(districts.begin(), districts.end());
    if (!districts.empty()) BOOST_TEST(sees(both, own->id), own->code.text());
  }
}

BOOST_AUTO_TEST_CASE(the_province_of_today_holds_the_former_other_one) {
  const auto person = officer({unit("51", "2025-07-01")});
  BOOST_TEST(sees(person, unit("525", "2024-06-30")));
  BOOST_TEST(sees(person, unit("62", "2024-06-30")));
  BOOST_TEST(!sees(person, unit("48", "2024-06-30")));
}

BOOST_AUTO_TEST_CASE(kinds_narrow_officers_and_reviewers_only) {
  access::Person person = officer({});
  BOOST_TEST(access::in_scope(person, domain::Kind::counts));
  person.kinds = {domain::Kind::disbursement};
  BOOST_TEST(!access::in_scope(person, domain::Kind::counts));
  BOOST_TEST(access::in_scope(person, domain::Kind::disbursement));
  person.role = Role::admin;
  BOOST_TEST(access::in_scope(person, domain::Kind::counts));
}

BOOST_AUTO_TEST_SUITE_END()
