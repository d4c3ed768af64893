#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "store/pool.h"

namespace rasoat::store {

/// One line of the audit trail. Details never hold a name or an ID number of a household.
struct LogEntry {
  std::string at;
  domain::AccountId account{};
  std::string action;   ///< `upload.approve`
  std::string subject;  ///< `upload 12`
  std::string details;
  std::uint64_t seq = 0;           ///< when read
  std::string user = {};           ///< when read
  std::string previous_hash = {};  ///< when read
  std::string hash = {};           ///< when read
};

/// Appends to the hash chain inside the caller's transaction: seq = previous + 1 is the key, so of two
/// writers one collides and its whole transaction is redone.
void append_log(Session& session, const LogEntry& entry);

/// What is looked for; empty fields do not narrow.
struct LogSearch {
  std::string user;
  std::string action;   ///< the beginning of one: `upload.`
  std::string subject;  ///< a part of one
  std::string from;     ///< `2026-01-31`, that day included
  std::string until;    ///< that moment excluded
};

/// Newest first, below `before` (0 = from the newest).
std::vector<LogEntry> read_log(Pool& pool, std::uint64_t before, std::uint64_t most,
                               const LogSearch& search = {});

/// Entries whose hash is not that of their text, or that do not follow the one before; at most 1,000.
std::vector<std::uint64_t> broken_log_entries(Pool& pool);

}  // namespace rasoat::store
