#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "store/pool.h"

namespace rasoat::store {

/// What became of flags. A flag is named as in every answer
/// (`2023:2023-12-31:525:poverty.rate:above-country`); all flags of a round and boundary date begin alike.

struct FlagEvent {
  std::string flag;
  std::string what;  ///< `raised`, `cleared`, `severity`
  std::string severity;
  std::string severity_before;
  std::optional<std::uint64_t> upload;  ///< the file whose approval or undoing did it
  std::string at = {};                  ///< when read
  std::string user = {};                ///< when read
};

struct FlagReply {
  std::string flag;
  std::string reply;
  std::string due;       ///< ISO date, or empty
  std::string document;  ///< the directing document's number
  std::string task;
  std::string at = {};
  std::string user = {};  ///< when read
};

/// Flags raised now whose names begin so, with their severity.
std::map<std::string, std::string> raised_flags(Pool& pool, const std::string& beginning);
/// Writes down events and brings what is raised up to date, in one transaction.
void keep_flag_events(Pool& pool, const std::vector<FlagEvent>& events, domain::AccountId by,
                      const std::string& now);
std::vector<FlagEvent> flag_events(Pool& pool, const std::string& flag);

void add_flag_reply(Pool& pool, const FlagReply& reply, domain::AccountId by);
/// Oldest first.
std::vector<FlagReply> flag_replies(Pool& pool, const std::string& flag);
/// The newest reply of each flag whose name begins so.
std::map<std::string, FlagReply> newest_replies(Pool& pool, const std::string& beginning);

}  // namespace rasoat::store
