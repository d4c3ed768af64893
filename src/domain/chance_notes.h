#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/catching_up.h"
#include "domain/chance.h"
#include "domain/ranking.h"

namespace rasoat::domain {

/// What stands beside a row of a ranking (methods.md sections 2 to 4): it explains and decides nothing.
struct ChanceNote {
  AreaId area{};
  std::optional<RankRange> ranks;  ///< none for more than 100 areas
  std::optional<Interval> limits;  ///< 95 % of the funnel, widened by over-dispersion
  std::optional<Standing> standing;
  std::optional<Change> change;  ///< over all rounds of the standard up to the one asked for
  CatchingUp catching_up;        ///< with the country's average
};

struct ChanceNotes {
  std::optional<Funnel> funnel;
  std::string_view refused;         ///< why there is no note on chance: `no-rate`, `money`
  std::vector<std::string> rounds;  ///< that change and catching up are over
  std::vector<ChanceNote> notes;    ///< in the order of the ranking's rows
};

/// Money is no sample of anything and counts are no shares: for those only the change is told.
ChanceNotes chance_notes(const Snapshot& snapshot, const Ranking& ranking);

}  // namespace rasoat::domain
