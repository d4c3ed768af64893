#pragma once

#include <vector>

#include "domain/flag_list.h"

namespace rasoat::domain {

/// A flag that is there after a change and was not before, or the other way round, or of another severity.
struct FlagFlip {
  enum class What { raised, cleared, severity } what = What::raised;
  Flag flag;                    ///< as after; for `cleared` as before
  std::string severity_before;  ///< for `severity`
};

/// What a new benchmark or target does to the flags of one query: those after that were not before, and those
/// gone. Both snapshots must be of the same areas.
Result<std::vector<FlagFlip>> flag_flips(const Snapshot& before, const Snapshot& after,
                                         const RankQuery& query);

}  // namespace rasoat::domain
