#pragma once

#include <string>
#include <vector>

#include "flow/tools.h"
#include "store/account.h"

namespace rasoat::flow {

/// A new account as an administrator names it.
struct NewAccount {
  std::string user;
  std::string role;
  std::vector<std::string> areas;  ///< codes; a unit of today or a former one
  std::string kinds;               ///< comma-separated, empty = all
  bool must_change = true;         ///< the first password is for the first log-in only
};

struct MadeAccount {
  domain::AccountId id{};
  std::string password;  ///< shown once; for an exporter its token
};

/// Makes an account with a random first password. Problems: `role-unknown`, `area-unknown`, `user-taken`,
/// `area-required` (officers and reviewers work somewhere).
domain::Result<MadeAccount> make_account(Tools& tools, const NewAccount& account, const access::Person& by);

enum class NextLogIn { change, keep };  ///< whether a password must be changed when it is first used

/// Gives an account a new random password (an exporter a new token) and ends its sessions.
domain::Result<std::string> reset_password(Tools& tools, const std::string& user, const access::Person& by,
                                           NextLogIn next = NextLogIn::change);

domain::Outcome disable_account(Tools& tools, const std::string& user, const access::Person& by);

/// The person behind an account; nothing when its role is unknown or it is disabled.
std::optional<access::Person> person_of(const store::Account& account);

}  // namespace rasoat::flow
