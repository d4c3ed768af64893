#include "domain/area.h"

#include <array>

namespace rasoat::domain {
namespace {
constexpr std::array<std::string_view, 5> kLevels{"country", "region", "province", "district", "commune"};
}

std::string_view name(Level level) { return kLevels.at(static_cast<std::size_t>(level)); }

std::optional<Level> level_named(std::string_view name) {
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels[i] == name) return static_cast<Level>(i);
  }
  return std::nullopt;
}

std::string_view name(Setting setting) { return setting == Setting::urban ? "urban" : "rural"; }

std::optional<Setting> setting_named(std::string_view name) {
  if (name == "urban") return Setting::urban;
  if (name == "rural") return Setting::rural;
  return std::nullopt;
}

}  // namespace rasoat::domain
