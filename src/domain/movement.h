#pragma once

#include <array>
#include <optional>
#include <vector>

#include "domain/snapshot.h"
#include "domain/tally.h"

namespace rasoat::domain {

enum class MovementOf { poor, near_poor };

/// How the number of poor (or near-poor) households of one area came about since the round before: official
/// tables 2 and 3, columns 1 to 9, taken together with what the round before itself says on these boundaries.
struct Movement {
  AreaId area{};
  std::optional<std::int64_t> start;               ///< as the area reports it
  std::array<std::optional<std::int64_t>, 3> out;  ///< to the other class, escaped, other
  std::array<std::optional<std::int64_t>, 4> in;   ///< from the other class, again, new, other
  std::optional<std::int64_t> end;
  std::optional<std::int64_t> before;    ///< what the round before counts on these boundaries
  std::optional<std::int64_t> boundary;  ///< start - before: boundaries, corrections
  std::optional<std::int64_t> residual;  ///< end - (start - out + in): 0 where the flow balances
  bool synthetic = false;
};

/// One line for each area; cells that are not complete are absent. The round before of another standard
/// gives no `before`: it is counted with another ruler.
std::vector<Movement> movements(const Snapshot& snapshot, const Round& round, MovementOf what,
                                const std::vector<const Area*>& areas, Date as_of);

}  // namespace rasoat::domain
