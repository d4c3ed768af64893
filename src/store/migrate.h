#pragma once

#include <string>
#include <vector>

#include "domain/rules.h"
#include "store/pool.h"

namespace rasoat::store {

/// Brings the schema to this program's version, forward only. What is applied already must have the same
/// hash. Returns the names of the migrations applied now. Two instances at once do no harm: each step can be
/// repeated.
std::vector<std::string> migrate(Pool& pool, const std::string& now);

/// True once every migration of this program is applied.
bool migrated(Pool& pool);

/// Writes areas, ledger, measures and rounds of etc/ into the database, where they are not the same already.
/// Rounds that are there keep their status.
void load_catalogue(Pool& pool, const domain::Rules& rules);
/// True when units and ledger in the database are those of the rules.
bool catalogue_current(Pool& pool, const domain::Rules& rules);

/// The rounds in force.
std::vector<domain::Round> rounds(Pool& pool);

/// One invariant that does not hold.
struct Broken {
  std::string invariant;
  std::string first_row;  ///< the first offending row, columns joined by spaces
};
/// Runs sql/invariants; empty when all is well.
std::vector<Broken> broken_invariants(Pool& pool);

}  // namespace rasoat::store
