#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "store/pool.h"

namespace rasoat::store {

/// A session of a person, or a machine's token. Only the hash of its secret is kept.
struct SignedIn {
  domain::AccountId account{};
  bool token = false;
  std::string seen_at;
  std::string ends_at;
  std::string made_at;       ///< when read
  std::string secret_hash;   ///< when read; its first 16 digits name it to people
  std::string address = {};  ///< where it was opened
  std::string label = {};    ///< what a token is for
  std::string reports = {};  ///< which reports a token may have, comma-separated; empty = all
};

void add_session(Pool& pool, const std::string& secret_hash, const SignedIn& session, const std::string& now);
std::optional<SignedIn> find_session(Pool& pool, const std::string& secret_hash);
/// Those of an account that have not ended, newest first.
std::vector<SignedIn> sessions_of(Pool& pool, domain::AccountId account, const std::string& now);
void touch_session(Pool& pool, const std::string& secret_hash, const std::string& now);
void end_session(Pool& pool, const std::string& secret_hash);
/// All of an account, its tokens too.
void end_sessions(Pool& pool, domain::AccountId account);
/// By the first 16 digits of its hash; false when the account has none of that name.
bool end_session_named(Pool& pool, domain::AccountId account, const std::string& name);
/// Deletes what ended before `before`.
void sweep_sessions(Pool& pool, const std::string& before);

/// The second factor of an account.
struct Factor {
  std::string secret_sealed;
  bool confirmed = false;
  std::int64_t last_step = 0;
};
std::optional<Factor> find_factor(Pool& pool, domain::AccountId account);
/// Begins anew with a secret that is not confirmed yet.
void begin_factor(Pool& pool, domain::AccountId account, const std::string& secret_sealed);
/// Marks a step as used; false when it, or a later one, was used already.
bool use_step(Pool& pool, domain::AccountId account, std::int64_t step);
void confirm_factor(Pool& pool, domain::AccountId account, const std::vector<std::string>& recovery_hashes);
void remove_factor(Pool& pool, domain::AccountId account);
/// Takes a recovery code away; false when there is no such one.
bool use_recovery_code(Pool& pool, domain::AccountId account, const std::string& hash);
std::uint64_t recovery_codes_left(Pool& pool, domain::AccountId account);

/// A log-in at the identity provider that was begun.
struct ProviderVisit {
  std::string state_hash, browser_hash, nonce, verifier, made_at;
};
void begin_visit(Pool& pool, const ProviderVisit& visit, const std::string& sweep_before);
/// Takes it away, so that it counts once.
std::optional<ProviderVisit> end_visit(Pool& pool, const std::string& state_hash);

}  // namespace rasoat::store
