#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rasoat::config {

/// What of etc/ decides figures and changes by decree: it can be edited in a folder of its own.
std::vector<std::string> ruling_names();
/// The folder of the rules that administrators have put in force; empty where those of the package are.
std::filesystem::path rules_in_force(const std::filesystem::path& data_directory);

}  // namespace rasoat::config
