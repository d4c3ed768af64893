#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "domain/rules.h"

namespace rasoat::config {

/// The rules, or every problem found in them. Never both: a service does not start on rules it only half
/// understands.
struct LoadedRules {
  std::optional<domain::Rules> rules;
  std::vector<domain::Problem> problems;
};

/// Reads everything under `etc`: areas/, standards/, rounds.json, indicators/, flags/, columns.json and
/// texts/. Refuses what it does not understand; each problem names the file and the place in it.
/// Whatever of `ruling_names` is in the folder `ruling` is read from there instead.
LoadedRules load_rules(const std::filesystem::path& etc, const std::filesystem::path& ruling = {});

}  // namespace rasoat::config
