#pragma once

#include <string_view>

namespace rasoat::bench {

/// What can be done to the list of a commune so that it is no longer true to the ground.
enum class Manipulation {
  none,
  scores_ignored,    ///< declared class does not follow from the scores
  b1_moved,          ///< households above the cut are given a score just below it
  b2_moved,          ///< one deprivation more (or less) at the cut of B2
  copied_answers,    ///< sheets of one enumerator are copies of a few
  desk_survey,       ///< sheets written on a few days
  wrong_setting,     ///< rural households treated as urban, so that the higher cut applies
  merged,            ///< pairs of households become one
  exits_just_above,  ///< households that should have stayed leave with a score just above the cut
};
constexpr int kKinds = 8;
std::string_view name(Manipulation kind);
/// The check that ought to find it.
std::string_view check_for(Manipulation kind);

enum class Strength { weak, medium, strong };
std::string_view name(Strength strength);
/// Share of the households concerned that are touched.
double touched(Manipulation kind, Strength strength);

}  // namespace rasoat::bench
