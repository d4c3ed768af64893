#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/area_book.h"
#include "domain/household.h"

namespace rasoat::domain {

/// What the demonstration's made-up population must add up to, as data (`etc/demo/plan.json`). Totals of a
/// province are published or compiled figures where they exist, each with its source; everything below the
/// province is ours and synthetic.
struct DemonstrationPlan {
  /// One province in one round.
  struct Year {
    std::string round;
    std::string province;  ///< code on the boundaries of `boundaries`
    std::int64_t households = 0;
    std::int64_t households_minority = 0;
    std::int64_t poor = 0;
    std::int64_t poor_minority = 0;
    std::int64_t near_poor = 0;
    std::int64_t near_poor_minority = 0;
    bool listed = false;  ///< lists and counts are made; else the year only opens the movement
    std::string source;
  };
  /// Weights of one district: how its share of the province's totals comes about.
  struct District {
    std::string code;
    std::int64_t households = 0;            ///< in any unit: only ratios count
    std::int64_t minority_per_mille = 0;    ///< of its households, before the province's total is met
    std::int64_t poor_weight_minority = 0;  ///< relative poverty of its minority households
    std::int64_t poor_weight_other = 0;
    std::vector<std::string> ethnicities;  ///< of its minority households
    std::vector<std::string> surnames;     ///< of the same
  };
  /// A file of published figures that is loaded beside the made-up ones; its figures are not synthetic.
  struct Published {
    std::string file;  ///< in the demonstration folder
    std::string kind;
    std::string round;  ///< empty for kinds without one
  };
  /// Money of one programme in every commune it runs in; plans last for a year, payments grow towards its
  /// end.
  struct Money {
    std::string programme, project, budget, expenditure;
    std::string where;  ///< `all`, `rural`, `minority`, or a group of areas
    std::int64_t thousand_per_household = 0;
    std::int64_t paid_per_mille = 0;     ///< at the end of the year
    std::int64_t carried_per_mille = 0;  ///< of the plan, as money of the year before on top
  };
  /// Money of districts or of the province themselves, with who spends it.
  struct OwnMoney {
    std::string level, programme, project, budget, expenditure, investor;
    std::int64_t million = 0;
    std::int64_t paid_per_mille = 0;
  };
  struct Criteria {
    Date as_of;
    std::int64_t recognised = 0, advanced = 0, model = 0;  ///< communes; advanced and model are among them
  };
  /// The programmes, all of it made up.
  struct Programmes {
    std::string province;
    std::vector<Date> dates;
    std::vector<Money> money;
    std::vector<OwnMoney> own_money;
    std::vector<Criteria> criteria;
  };
  std::uint64_t seed = 0;
  Programmes programmes;
  std::vector<Published> published;
  Date boundaries;  ///< the units in which people live throughout the demonstration
  std::vector<Year> years;
  std::vector<District> districts;
  std::vector<std::int64_t> deprivation_weights;  ///< of d1…dN
  std::vector<std::string> surnames;
  std::vector<std::string> given_names_men;
  std::vector<std::string> given_names_women;
};

/// How a household came to its class of this year.
enum class Passage : std::uint8_t { stays, moved, escaped, other_out, fresh, again };

/// One household in one year, in either year's list. Households with neither class are not made one by one.
struct DemonstrationRow {
  AreaId commune{};  ///< on the plan's boundaries
  std::uint32_t number = 0;
  bool minority = false;
  std::optional<HouseholdClass> before;  ///< poor or near-poor in the year before
  std::optional<HouseholdClass> now;     ///< poor or near-poor this year
  Passage passage = Passage::stays;
};

/// What a commune has beside its list.
struct DemonstrationWhole {
  AreaId commune{};
  std::int64_t households = 0;
  std::int64_t households_minority = 0;
};

struct DemonstrationYear {
  const DemonstrationPlan::Year* plan = nullptr;
  std::vector<DemonstrationRow> rows;
  std::vector<DemonstrationWhole> wholes;
};

/// A number from a seed and a place, the same on every machine: the demonstration's only source of chance.
std::uint64_t mixed(std::uint64_t seed, std::uint64_t one, std::uint64_t two = 0, std::uint64_t three = 0);

/// Shares `total` by weights, whole and exact (largest remainder), nowhere above its cap. What does not fit
/// under the caps is a fault of the plan and throws.
std::vector<std::int64_t> shared_out(std::int64_t total, const std::vector<std::int64_t>& weights,
                                     const std::vector<std::int64_t>& caps);

/// The population of all provinces and years of the plan, in the plan's order. Pure: the same plan and units
/// give the same rows. Sums over communes equal the plan's totals exactly; movements between the years of a
/// province balance household by household.
std::vector<DemonstrationYear> simulate(const DemonstrationPlan& plan, const AreaBook& areas);

}  // namespace rasoat::domain
