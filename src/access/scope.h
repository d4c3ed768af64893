#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/area_book.h"
#include "domain/upload.h"

namespace rasoat::access {

enum class Role { officer, reviewer, manager, reporter, exporter, admin };

std::string_view name(Role role);
std::optional<Role> role_named(std::string_view name);

/// Who is asking: an account with its role and, for officers and reviewers, its areas and kinds.
struct Person {
  domain::AccountId account{};
  std::string user;
  Role role = Role::manager;
  std::vector<domain::AreaId> areas;  ///< the units named when the account was made; empty for other roles
  std::vector<domain::Kind> kinds;    ///< empty = all kinds
};

/// What can be done (contract section 7). Every route states one.
enum class Right {
  open,             ///< nobody needs to be signed in
  signed_in,        ///< any account
  read_figures,     ///< rankings, flags, areas, catalogues, map, reporting: everyone but exporter
  upload,           ///< officer, in own areas
  send_files,       ///< officer; admin for benchmarks and targets
  read_uploads,     ///< officer and reviewer in own areas; admin sees states without households
  read_households,  ///< officer and reviewer, in own areas; each reading is logged
  review,           ///< reviewer, in own areas, never an upload of their own
  decide,           ///< reviewer; admin for benchmarks and targets of another admin
  reply_flags,      ///< manager
  read_audit,       ///< manager, reporter
  run_reports,      ///< manager, reporter, exporter
  run_schedules,    ///< reporter, exporter
  manage_reports,   ///< reporter
  reset_passwords,  ///< admin; reviewer for the officers of own areas
  administer,       ///< admin
  operate           ///< metrics and the OpenAPI document: a session or a token
};

bool may(Role role, Right right);

/// True when the territory of `area` (a unit of any date) lies wholly in the person's areas, through the
/// boundary ledger. A unit that ended with all of its territory in one unit of its own level stands for that
/// one: an officer of a merged commune has exactly the successor's scope. A unit that was split stands for
/// itself only, since nobody can say which part is meant. Roles without areas are not limited.
bool in_scope(const Person& person, domain::AreaId area, const domain::AreaBook& book);
/// Scoped roles see a kind only where it is set for them.
bool in_scope(const Person& person, domain::Kind kind);

}  // namespace rasoat::access
