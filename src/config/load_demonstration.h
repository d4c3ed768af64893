#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "domain/demonstration.h"
#include "domain/result.h"

namespace rasoat::config {

/// The plan of the demonstration, or every problem found in it. Never both.
struct LoadedDemonstration {
  std::optional<domain::DemonstrationPlan> plan;
  std::vector<domain::Problem> problems;
};

/// Reads `plan.json` of a demonstration folder.
LoadedDemonstration load_demonstration(const std::filesystem::path& folder);

}  // namespace rasoat::config
