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
  std::string kinds;  ///< comma-separated, empty = all
  std::uint64_t failures = 0;
  std::optional<std::string> last_failure;
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
void note_failure(Pool& pool, domain::AccountId id, const std::string& now);
void note_entry(Pool& pool, domain::AccountId id, const std::string& now);

struct SignedIn {
  domain::AccountId account{};
  bool token = false;
  std::string seen_at;
  std::string ends_at;
};
/// Keeps a session (or a token) by the hash of its secret.
void add_session(Pool& pool, const std::string& secret_hash, const SignedIn& session, const std::string& now);
std::optional<SignedIn> find_session(Pool& pool, const std::string& secret_hash);
void touch_session(Pool& pool, const std::string& secret_hash, const std::string& now);
void end_session(Pool& pool, const std::string& secret_hash);

}  // namespace rasoat::store
