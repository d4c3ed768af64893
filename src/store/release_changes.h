#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/pool.h"

namespace rasoat::store {

/// What the pointers name now instead of what a release froze: one line for each pair of files and part.
struct ReleaseChange {
  std::string kind;
  std::string period;
  std::string part;
  std::uint64_t areas = 0;
  std::optional<std::uint64_t> was, now;  ///< uploads; nothing where there was or is none
  std::string was_file, now_file;
  std::string by;  ///< who approved what stands now, or took back what stood then
  std::string at;
  std::string why;  ///< `superseded`, `added`, `undone`
};

std::vector<ReleaseChange> release_changes(Pool& pool, const std::string& name);
/// Hashes of the rule files a release was frozen with, by file; nothing for no release of that name.
std::optional<std::map<std::string, std::string>> release_rules(Pool& pool, const std::string& name);

}  // namespace rasoat::store
