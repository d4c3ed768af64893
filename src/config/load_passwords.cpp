#include "config/load_passwords.h"

#include <fstream>

namespace rasoat::config {

domain::Result<CommonPasswords> load_common_passwords(const std::filesystem::path& rules_directory) {
  const auto file = rules_directory / "passwords" / "common.txt";
  std::ifstream in(file);
  CommonPasswords words;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.front() != '#') words.insert(line);
  }
  if (!words.empty()) return words;
  // For the operator, before there are texts in any language.
  const std::string said = file.string() + " cannot be read or holds no word";
  return domain::Problem{"settings", {said, said}, file.string()};
}

}  // namespace rasoat::config
