#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "store/pool.h"

namespace rasoat::store {

/// One account. Roles and kinds are words here; access gives them their meaning.
struct Account {
  domain::AccountId id{};
  std::string user;
  std::string role;
  std::string password_hash;
  bool must_change = false;
  bool disabled = false;
  std::string kinds;           ///< comma-separated, empty = all
  bool demonstration = false;  ///< needs no second factor and does not lapse
  std::string active_at;       ///< the last log-in, or when it was made or renewed
  std::optional<std::string> last_login;
  std::string subject;  ///< who the identity provider says it is, empty = passwords only
  bool second_factor = false;
  std::vector<domain::AreaId> areas;
};

/// Makes an account; nothing when the name is taken.
std::optional<domain::AccountId> add_account(Pool& pool, const Account& account, const std::string& now);
std::optional<Account> find_account(Pool& pool, const std::string& user);
std::optional<Account> find_account(Pool& pool, domain::AccountId id);
std::vector<Account> list_accounts(Pool& pool);
void set_password(Pool& pool, domain::AccountId id, const std::string& hash, bool must_change);
/// Also ends its sessions.
void disable_account(Pool& pool, domain::AccountId id);
/// Undoes it; idle time is counted from now.
void enable_account(Pool& pool, domain::AccountId id, const std::string& now);
void note_entry(Pool& pool, domain::AccountId id, const std::string& now);
/// Idle time is counted from now.
void renew_account(Pool& pool, domain::AccountId id, const std::string& now);
/// Binds an account to who the provider says it is; false when another account has that subject.
bool set_subject(Pool& pool, domain::AccountId id, const std::string& subject, const std::string& now);
std::optional<Account> find_account_of_subject(Pool& pool, const std::string& subject);

}  // namespace rasoat::store
