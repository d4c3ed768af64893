#pragma once

#include <optional>
#include <vector>

#include "domain/snapshot.h"
#include "domain/tally.h"

namespace rasoat::domain {

/// Alkire-Foster figures of one area (methods.md section 1), poor by law, equal weights 1/N: all exact, in
/// per cent. H and M0 are of all households, A of the poor whose deprivations are known.
struct MpiFigures {
  AreaId area{};
  Exact h, a, m0;
  std::int64_t households = 0;
  bool synthetic = false;
};

/// One indicator's part of M0.
struct MpiPart {
  int deprivation = 0;
  Exact censored;      ///< share of all households that are poor and deprived in it, %
  Exact contribution;  ///< of M0, %
};

/// One area's part of the M0 of what holds it: its share of the households and of M0, %.
struct MpiShare {
  MpiFigures figures;
  Exact population;
  Exact contribution;
};

/// M0 taken apart by indicator and by the areas inside. A is not additive: it is never averaged.
struct MpiSheet {
  MpiFigures whole;
  std::vector<MpiPart> parts;
  std::vector<MpiShare> shares;
  std::vector<AreaId> missing;  ///< areas without complete figures; shares are then of those that have them
};

/// Nothing where the area has no complete figures in the round.
std::optional<MpiSheet> mpi_sheet(const Snapshot& snapshot, const Round& round, AreaId area,
                                  const std::vector<const Area*>& inside, Date as_of);

}  // namespace rasoat::domain
