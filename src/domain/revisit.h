#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/area_book.h"
#include "domain/audit_list.h"
#include "domain/statistics.h"
#include "domain/text.h"

namespace rasoat::domain {

/// Re-visits of a sample of households: who is visited again is drawn at random after the list is locked, by
/// a seed that is on record, so that anyone with the list can draw the same households; what was found there
/// gives corrected counts with their intervals, and how often classes were wrong by commune and enumerator
/// (methods.md section 5).

/// One household of a sample. Strata are commune × declared class: poor, near-poor, and those on the list
/// that left.
struct RevisitDraw {
  std::uint32_t position = 0;  ///< in the list
  AreaId area{};
  std::int8_t declared = -1;
  std::int64_t stratum_size = 0;
};

/// Draws about `per_commune` households of each commune inside `within`, each stratum by its share but at
/// least two of it. OURS: the generator is SplitMix64, begun for each stratum with the seed and the 64-bit
/// FNV-1a hash of `code:class`; households stand in the order of village, former commune, household code,
/// row.
std::vector<RevisitDraw> draw_revisits(const AuditList& list, const AreaBook& book, AreaId within,
                                       std::uint64_t seed, int per_commune);

/// A household of a sample with what was found there.
struct RevisitRow {
  AreaId area{};
  std::int8_t declared = -1;
  std::int64_t stratum_size = 0;
  std::uint32_t enumerator = 0;  ///< a word of the list it was drawn from
  bool visited = false;          ///< a result was handed in
  bool met = false;              ///< and the household was met
  std::int8_t found = -1;        ///< its class as found again
};

struct RevisitShare {
  std::int64_t wrong = 0;            ///< class found differs from the declared one
  std::int64_t of = 0;               ///< households met
  std::optional<Interval> interval;  ///< 95 %, of the share
};

/// A count of the list as it would be, had every household been visited as those of the sample were.
struct CorrectedCount {
  std::int64_t listed = 0;
  double corrected = 0;
  double low = 0, high = 0;  ///< 95 %
};

struct RevisitEstimate {
  std::int64_t drawn = 0, visited = 0, met = 0;
  CorrectedCount poor, near_poor;
  RevisitShare wrong;
  std::map<AreaId, RevisitShare> by_commune;
  /// Of (commune, enumerator word): only of who has households in the sample.
  std::map<std::pair<AreaId, std::uint32_t>, RevisitShare> by_enumerator;
};
/// Nothing as long as no household was met. Strata of which none was met are taken as declared. Who is not on
/// the list cannot be found: households left out are not counted.
std::optional<RevisitEstimate> estimate(const std::vector<RevisitRow>& rows);

/// One sample of a round as readers see it.
struct Revisit {
  std::uint64_t id = 0;
  AreaId within{};
  std::string release;  ///< the frozen list it was drawn from
  std::uint64_t seed = 0;
  int per_commune = 0;
  std::string made_at;
  std::int64_t drawn = 0;
  std::optional<RevisitEstimate> estimate;
  std::vector<std::string> enumerators;  ///< words of the list; for those who may see names
};
/// What a re-visit says of the poor, as a note beside rankings and reports; empty without results.
Text revisit_note(const Texts& texts, const AreaBook& book, const Revisit& revisit);

}  // namespace rasoat::domain
