#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/benchmark.h"
#include "domain/cube.h"
#include "domain/outside.h"
#include "store/pool.h"

namespace rasoat::store {

/// Moves whenever what readers see has changed.
std::uint64_t cube_version(Pool& pool);

/// Everything the pointers name, as of one moment (one consistent read).
struct CubeContent {
  std::uint64_t version = 0;
  std::vector<domain::CurrentFact> facts;
  std::vector<domain::Benchmark> benchmarks;
};
CubeContent read_cube(Pool& pool);
/// The same of a release; nothing when there is no release of that name.
std::optional<CubeContent> read_release(Pool& pool, const std::string& name);

/// What one area reports now for a round, by kind: to compare a new file with.
std::vector<domain::CurrentFact> facts_of_area(Pool& pool, const std::string& period, domain::AreaId area);

struct Release {
  std::string name;
  std::string made_at;
  domain::AccountId made_by{};
  std::string note;
  std::uint64_t cube_version = 0;
};
/// Freezes the pointers as they are; false when the name is taken.
bool freeze_release(Pool& pool, const Release& release, const std::string& rule_hashes);
std::vector<Release> releases(Pool& pool);

}  // namespace rasoat::store
