#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/facts.h"
#include "domain/household.h"
#include "domain/measure.h"
#include "domain/upload.h"

namespace rasoat::domain {

/// One household of a list as far as two lists are compared: no name, no number.
struct ComparedHousehold {
  UploadId upload{};
  std::uint32_t row = 0;
  AreaId area{};        ///< on the boundaries of the newer list
  std::string former;   ///< key of the former commune, of the commune itself where none is named
  std::string place;    ///< key of village and household code
  std::string id_hash;  ///< keyed hash of the head's number, or empty
  std::string village;  ///< as written
  std::string code;     ///< as written
  HouseholdClass declared = HouseholdClass::not_poor;
  std::optional<HouseholdClass> previous;
};

/// Which households of two lists are the same, by position in each.
struct ListMatch {
  std::vector<std::pair<std::size_t, std::size_t>> same;  ///< before, after
  std::vector<std::size_t> gone;                          ///< only before
  std::vector<std::size_t> fresh;                         ///< only after
};

/// A household is (commune, former commune, village, household code); what is left is matched by the head's
/// number, then by village and code alone, each only where it names one household on either side.
ListMatch match_lists(const std::vector<ComparedHousehold>& before,
                      const std::vector<ComparedHousehold>& after);

/// Columns 1 to 9 of official table 2 (of the poor) or 3 (of the near-poor).
struct ListFlow {
  std::int64_t start = 0, to_other = 0, escaped = 0, other_out = 0;
  std::int64_t from_other = 0, again = 0, fresh = 0, other_in = 0, end = 0;
};
struct ListFlows {
  ListFlow poor, near_poor;
};

/// The movement between two lists, by area and in all (under AreaId 0). `earlier` tells for each household of
/// the newer list whether a list before the older one had it as poor or near-poor.
/// OURS: a household that is listed no more is counted as `other`: the list does not say whether it left
/// poverty or the commune.
struct EarlierClasses {
  bool poor = false, near_poor = false;
};
std::map<AreaId, ListFlows> list_flows(const std::vector<ComparedHousehold>& before,
                                       const std::vector<ComparedHousehold>& after, const ListMatch& match,
                                       const std::vector<EarlierClasses>& earlier);

/// What approving an upload would change for one area (and part, for kinds that have parts).
struct PartChange {
  AreaId area{};
  std::string period;  ///< the file's own
  std::string part;
  std::string against;  ///< the period compared with; empty where nothing was approved yet
  std::int64_t rows_before = 0, rows_after = 0;
  std::int64_t fresh = 0, gone = 0, moved = 0;  ///< households
  struct Count {
    std::optional<std::int64_t> before, after;
  };
  std::map<Measure, Count> counts;  ///< only those that differ
};

/// One household among those that are new, gone or of another class now.
struct ChangedHousehold {
  UploadId upload{};
  std::uint32_t row = 0;
  AreaId area{};
  std::string village, code, name;  ///< the name only for those who may read it
  std::optional<HouseholdClass> from, to;
};

/// The difference of an upload from the approved data.
struct UploadChanges {
  static constexpr std::size_t kListed = 200;  ///< households of each sort that are named
  bool households = false;                     ///< true for a list
  std::vector<PartChange> parts;
  std::vector<ChangedHousehold> fresh, gone, moved;
  std::map<std::pair<std::string, std::string>, std::int64_t> classes;  ///< from, to → households
  std::string previous;                                                 ///< round of `flows`; empty without
  std::map<AreaId, ListFlows> flows;
};

}  // namespace rasoat::domain
