#include "access/scope.h"

#include <algorithm>
#include <array>

namespace rasoat::access {
namespace {

constexpr std::array<std::string_view, 6> kRoles{"officer",  "reviewer", "manager",
                                                 "reporter", "exporter", "admin"};

bool scoped(Role role) { return role == Role::officer || role == Role::reviewer; }

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
    case Right::review:
      return role == Role::reviewer;
    case Right::reply_flags:
      return role == Role::manager;
    case Right::read_audit:
      return role == Role::manager || role == Role::reporter || role == Role::reviewer;
    case Right::run_reports:
      return role == Role::manager || role == Role::reporter || role == Role::exporter;
    case Right::manage_reports:
      return role == Role::reporter;
    case Right::administer:
      return role == Role::admin;
  }
  return false;
}

bool in_scope(const Person& person, domain::AreaId area, const domain::AreaBook& book) {
  if (!scoped(person.role)) return true;
  const domain::Area& asked = book.get(area);
  return std::any_of(person.areas.begin(), person.areas.end(), [&](domain::AreaId own) {
    if (book.is_within(area, own)) return true;
    // On the day of the asked unit the person's own area may be other units; all of the asked one must lie in
    // them.
    const auto then = book.image(own, asked.valid_from);
    const bool successor = std::any_of(then.begin(), then.end(), [&](domain::AreaId place) {
      return book.get(place).level >= book.get(own).level && book.is_within(area, place);
    });
    if (successor) return true;
    // A former district has no successor, but communes of today that came wholly from it are still its own.
    const domain::Area& unit = book.get(own);
    const auto origin = book.image(area, unit.valid_to.value_or(unit.valid_from));
    return !origin.empty() && std::all_of(origin.begin(), origin.end(),
                                          [&](domain::AreaId place) { return book.is_within(place, own); });
  });
}

bool in_scope(const Person& person, domain::Kind kind) {
  return !scoped(person.role) || person.kinds.empty() ||
         std::find(person.kinds.begin(), person.kinds.end(), kind) != person.kinds.end();
}

}  // namespace rasoat::access
