#include "config/ruling.h"

#include <fstream>

namespace rasoat::config {

std::vector<std::string> ruling_names() {
  return {"areas", "calendar.json", "flags", "indicators", "programmes.json", "rounds.json", "standards"};
}

std::filesystem::path rules_in_force(const std::filesystem::path& data_directory) {
  std::ifstream mark(data_directory / "rules" / "active");
  std::string name;
  if (data_directory.empty() || !std::getline(mark, name) || name.empty()) return {};
  return data_directory / "rules" / name;
}

}  // namespace rasoat::config
