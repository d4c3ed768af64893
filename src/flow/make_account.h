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
  bool must_change = true;  ///< false for demonstration accounts: no change, no second factor, no lapse
};

struct MadeAccount {
  domain::AccountId id{};
  std::string password;  ///< shown once; for an exporter its token
};

/// Makes an account with a random first password. Problems: `user-invalid`, `role-unknown`, `area-unknown`,
/// `kind-unknown`, `user-taken`, `area-required` (officers and reviewers work somewhere), `area-useless` (the
/// others work everywhere).
domain::Result<MadeAccount> make_account(Tools& tools, const NewAccount& account, const access::Person& by);
/// The same checks, nothing made.
domain::Result<store::Account> plan_account(const Tools& tools, const NewAccount& account);

enum class NextLogIn { change, keep };  ///< whether a password must be changed when it is first used

/// Gives an account a new random password (an exporter a new token) and ends its sessions. A reviewer may do
/// so for officers of own areas; everybody else is unknown to them (`user-unknown`).
domain::Result<std::string> reset_password(Tools& tools, const std::string& user, const access::Person& by,
                                           NextLogIn next = NextLogIn::change);

domain::Outcome disable_account(Tools& tools, const std::string& user, const access::Person& by);
domain::Outcome enable_account(Tools& tools, const std::string& user, const access::Person& by);
/// Binds an account to a subject of the identity provider; empty unbinds. Problem `subject-taken`.
domain::Outcome bind_account(Tools& tools, const std::string& user, const std::string& subject,
                             const access::Person& by);

/// A further token for an exporter, for some reports (empty = all) and so many days. Problems:
/// `user-unknown`, `not-exporter`, `report-unknown`, `bad-days`.
struct NewToken {
  std::string user;
  std::string label;
  std::string reports;    ///< comma-separated
  std::int64_t days = 0;  ///< 0 = the longest the settings allow
};
domain::Result<std::string> make_token(Tools& tools, const NewToken& token, const access::Person& by);

/// The person behind an account; nothing when its role is unknown, it is disabled, or it lapsed.
std::optional<access::Person> person_of(const Tools& tools, const store::Account& account);
/// True when nobody used it for longer than the settings allow.
bool lapsed(const Tools& tools, const store::Account& account);

}  // namespace rasoat::flow
