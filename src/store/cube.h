#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/benchmark.h"
#include "domain/cube.h"
#include "domain/dated.h"
#include "domain/outside.h"
#include "store/pool.h"

namespace rasoat::store {

/// Moves whenever what readers see has changed.
std::uint64_t cube_version(Pool& pool);

using FactSink = std::function<void(const domain::CurrentFact&)>;

/// Everything the pointers name, as of one moment (one consistent read). Counts, which are millions for a
/// country, are handed on one by one.
struct CubeContent {
  std::uint64_t version = 0;
  std::vector<domain::Benchmark> benchmarks;
  domain::DatedRows dated;
};
CubeContent read_cube(Pool& pool, const FactSink& facts);
/// The same of a release; nothing when there is no release of that name.
std::optional<CubeContent> read_release(Pool& pool, const std::string& name, const FactSink& facts);

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

/// One line for each pointer of now: kind, period, area, part and the sha256 of the file's bytes; then what
/// re-visits found and who is a public servant. The same files approved on two machines give the same lines.
std::vector<std::string> pointer_contents(Pool& pool);
/// Freezes the pointers of now under a name made from their contents, or finds the release that has it
/// already. Approvals wait meanwhile, so that the name tells exactly what is frozen. Returns the name.
std::string freeze_by_contents(Pool& pool, const Release& release, const std::string& rule_hashes,
                               const std::function<std::string(const std::vector<std::string>&)>& name_of);
bool release_exists(Pool& pool, const std::string& name);

}  // namespace rasoat::store
