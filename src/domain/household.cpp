#include "domain/household.h"

#include <array>

namespace rasoat::domain {
namespace {
constexpr std::array<std::string_view, 4> kClasses{"poor", "near_poor", "average", "not_poor"};
}

std::string_view name(HouseholdClass value) { return kClasses.at(static_cast<std::size_t>(value)); }

std::optional<HouseholdClass> household_class_named(std::string_view name) {
  for (std::size_t i = 0; i < kClasses.size(); ++i) {
    if (kClasses[i] == name) return static_cast<HouseholdClass>(i);
  }
  return std::nullopt;
}

}  // namespace rasoat::domain
