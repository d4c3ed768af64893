#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "domain/result.h"

namespace rasoat::config {

using CommonPasswords = std::set<std::string, std::less<>>;

/// The words of `passwords/common.txt`, lower case, one a line; `#` begins a remark. No figure depends on
/// them, so they are no part of the rules and their hashes.
domain::Result<CommonPasswords> load_common_passwords(const std::filesystem::path& rules_directory);

}  // namespace rasoat::config
