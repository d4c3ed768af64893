#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/area_book.h"
#include "domain/household.h"

namespace rasoat::domain {

/// What of a listed household is needed to find it again: no name, and of its ID number only the keyed hash.
struct ListedHousehold {
  AreaId area{};  ///< of the list's own day
  std::string former_commune;
  std::string village;
  std::string code;
  std::string id_hash;  ///< empty where no number was given
  HouseholdClass declared = HouseholdClass::not_poor;
  std::string decision_no;
  std::string decision_date;
};

/// The list of one round, as approved.
struct ListOfRound {
  std::string round;
  Date day;
  std::vector<ListedHousehold> households;
};

/// How two rows were taken for one household.
enum class Sameness { code, id_number };

struct SameHousehold {
  std::size_t earlier = 0;  ///< positions in the two lists
  std::size_t later = 0;
  Sameness by = Sameness::code;
};

/// Households of one list found in a later one: by place, village and code where that names one household in
/// each, the place followed to the later day; then by ID number. Nothing else is taken for the same.
std::vector<SameHousehold> match_households(const AreaBook& book, const ListOfRound& earlier,
                                            const ListOfRound& later);

/// The movement of the poor of one area as its lists show it; it always balances.
struct ListedMovement {
  AreaId area{};
  std::int64_t start = 0, to_near_poor = 0, escaped = 0, other_out = 0;
  std::int64_t from_near_poor = 0, again = 0, fresh = 0, other_in = 0, end = 0;
};

/// By the units of the last list. `lists` are rounds one after the other, oldest first; the last two are
/// compared, the older ones tell who was poor before. *Other* is who is in the other list not at all, or in
/// another unit. Households of a unit that was split count where they are found again, else nowhere.
std::vector<ListedMovement> listed_movement(const AreaBook& book, const std::vector<ListOfRound>& lists);

/// A household that has been out of poverty in consecutive rounds, each with its decision (poverty.md section
/// 8).
struct ExitRun {
  std::size_t household = 0;  ///< position in the last list
  std::string poor_in;        ///< the round in which it was poor last
  struct Year {
    std::string round;
    HouseholdClass declared = HouseholdClass::not_poor;
    std::string decision_no;
    std::string decision_date;
  };
  std::vector<Year> out;  ///< consecutive rounds, ending with the last list

  bool two_years() const { return out.size() >= 2; }
};

/// The ledger of the last list: households that were poor in an earlier one and are out in the last. OURS: a
/// round in which the household is in no list breaks the run; one year out is never enough.
std::vector<ExitRun> exit_ledger(const AreaBook& book, const std::vector<ListOfRound>& lists);

}  // namespace rasoat::domain
