#include "access/scope.h"

#include <algorithm>
#include <array>

namespace rasoat::access {
namespace {

constexpr std::array<std::string_view, 6> kRoles{"officer",  "reviewer", "manager",
                                                 "reporter", "exporter", "admin"};

bool scoped(Role role) { return role == Role::officer || role == Role::reviewer; }

/// A day on which exactly the units in force at the end of the book stand.
domain::Date end_of_time() { return domain::Date::known("9999-12-31"); }

domain::AreaId standing_for(domain::AreaId named, const domain::AreaBook& book) {
  const domain::Area& unit = book.get(named);
  if (!unit.valid_to) return named;
  const auto now = book.image(named, end_of_time());
  return now.size() == 1 && book.get(now.front()).level == unit.level ? now.front() : named;
}

}  // namespace

std::string_view name(Role role) { return kRoles.at(static_cast<std::size_t>(role)); }

std::optional<Role> role_named(std::string_view name) {
  for (std::size_t i = 0; i < kRoles.size(); ++i) {
    if (kRoles[i] == name) return static_cast<Role>(i);
  }
  return std::nullopt;
}

bool may(Role role, Right right) {
  switch (right) {
    case Right::open:
    case Right::signed_in:
    case Right::operate:
      return true;
    case Right::read_figures:
      return role != Role::exporter;
    case Right::upload:
      return role == Role::officer;
    case Right::send_files:
      return role == Role::officer || role == Role::admin;
    case Right::read_uploads:
      return role == Role::officer || role == Role::reviewer || role == Role::admin;
    case Right::read_households:
      return scoped(role);
    case Right::review:
      return role == Role::reviewer;
    case Right::decide:
    case Right::reset_passwords:
      return role == Role::reviewer || role == Role::admin;
    case Right::reply_flags:
      return role == Role::manager;
    case Right::read_audit:
      return role == Role::manager || role == Role::reporter || role == Role::reviewer;
    case Right::run_reports:
      return role == Role::manager || role == Role::reporter || role == Role::exporter;
    case Right::run_schedules:
      return role == Role::reporter || role == Role::exporter;
    case Right::manage_reports:
      return role == Role::reporter;
    case Right::administer:
      return role == Role::admin;
  }
  return false;
}

bool in_scope(const Person& person, domain::AreaId area, const domain::AreaBook& book) {
  if (!scoped(person.role)) return true;
  std::vector<domain::AreaId> own;
  for (const domain::AreaId named : person.areas) own.push_back(standing_for(named, book));
  const auto inside = [&](domain::AreaId place) {
    return std::any_of(own.begin(), own.end(),
                       [&](domain::AreaId unit) { return book.is_within(place, unit); });
  };
  if (inside(area)) return true;
  // Of another time: on a day on which an own unit stood, all of the asked territory must lie in own ones.
  return std::any_of(own.begin(), own.end(), [&](domain::AreaId unit) {
    const auto places = book.image(area, book.get(unit).valid_to.value_or(end_of_time()));
    return !places.empty() && std::all_of(places.begin(), places.end(), inside);
  });
}

bool in_scope(const Person& person, domain::Kind kind) {
  return !scoped(person.role) || person.kinds.empty() ||
         std::find(person.kinds.begin(), person.kinds.end(), kind) != person.kinds.end();
}

}  // namespace rasoat::access
