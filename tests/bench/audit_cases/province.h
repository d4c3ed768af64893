#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/audit.h"

namespace rasoat::bench {

/// A made-up province over three rounds, with honest differences between communes, villages and enumerators,
/// honest mistakes, and, where asked for, one known manipulation in a commune. Everything follows from the
/// seed.

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

struct Planted {
  domain::AreaId area{};
  Manipulation kind = Manipulation::none;
  Strength strength = Strength::weak;
};

struct Province {
  domain::AuditList now, before, earlier;
  std::vector<domain::AuditPlace> places;
  std::vector<Planted> planted;
};

struct ProvinceOptions {
  std::uint64_t seed = 1;
  int communes = 100;
  int households = 300;  ///< on the list of an average commune
  bool manipulated = false;
};
Province make_province(const ProvinceOptions& options, const domain::Standard& standard);

}  // namespace rasoat::bench
