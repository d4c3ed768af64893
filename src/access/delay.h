#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rasoat::access {

/// How wrong attempts slow the next ones: the first `free` cost nothing, from then on each doubles the wait,
/// up to `most_seconds`; after `forget_seconds` without one all are forgotten.
struct DelayRule {
  std::uint64_t free = 0;
  std::int64_t most_seconds = 0;
  std::int64_t forget_seconds = 0;
};

// OURS: one account from one address is slowed hard, so that guessing at it ends, while its owner elsewhere
// notices nothing. One address over all accounts is slowed gently, since a whole office may share it.
inline constexpr DelayRule kAccountFromAddress{5, 900, 86'400};
inline constexpr DelayRule kAddress{30, 30, 3'600};

/// Seconds to wait after this many wrong attempts in a row.
std::int64_t wait_after(const DelayRule& rule, std::uint64_t failures);

/// What attempts are counted under: a hash, so that no typed name and no address stands in the database. It
/// is the same whether or not there is such an account.
std::string account_bucket(std::string_view user, std::string_view address);
std::string address_bucket(std::string_view address);

}  // namespace rasoat::access
