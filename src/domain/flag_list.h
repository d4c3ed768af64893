#pragma once

#include <string>
#include <vector>

#include "domain/ranking.h"

namespace rasoat::domain {

/// All flags of one round, level and place over every indicator that a rule covers, with the rules that could
/// not be judged and why. A value; flags are ordered by severity, then indicator, then area code.
struct FlagList {
  Round round;
  Level level = Level::district;
  AreaId within{};
  Date as_of;
  std::string release;
  std::vector<Flag> flags;
  std::vector<FlagAbsence> absent;
  std::vector<MissingRow> missing;  ///< areas without `poverty.rate`, on which nothing can be said
  bool synthetic = false;
};

/// The flags asked for by `query`, whose `indicator` may be empty for all indicators.
Result<FlagList> list_flags(const Snapshot& snapshot, const RankQuery& query);

/// The rules of a ranking that cannot be judged because its benchmarks are not of the period.
std::vector<FlagAbsence> absent_flags(const Snapshot& snapshot, const Ranking& ranking);

}  // namespace rasoat::domain
