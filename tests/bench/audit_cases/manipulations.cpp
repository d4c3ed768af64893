#include "bench/audit_cases/manipulations.h"

#include <array>

namespace rasoat::bench {

std::string_view name(Manipulation kind) {
  constexpr std::array<std::string_view, 9> names{
      "none",        "scores ignored", "B1 moved under the cut", "B2 moved over the cut", "copied answers",
      "desk survey", "wrong setting",  "households merged",      "exits just above"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string_view check_for(Manipulation kind) {
  constexpr std::array<std::string_view, 9> checks{
      "",           "recount", "b1-bunching", "b2-bunching", "same-answers",
      "interviews", "setting", "merging",     "just-above"};
  return checks.at(static_cast<std::size_t>(kind));
}

std::string_view name(Strength strength) {
  constexpr std::array<std::string_view, 3> names{"weak", "medium", "strong"};
  return names.at(static_cast<std::size_t>(strength));
}

double touched(Manipulation kind, Strength strength) {
  constexpr double shares[9][3] = {{0, 0, 0},          {0.02, 0.06, 0.15}, {0.06, 0.15, 0.30},
                                   {0.20, 0.60, 0.90}, {0.04, 0.10, 0.25}, {0.08, 0.25, 0.60},
                                   {0.02, 0.06, 0.15}, {0.03, 0.08, 0.20}, {0.04, 0.10, 0.25}};
  return shares[static_cast<int>(kind)][static_cast<int>(strength)];
}

}  // namespace rasoat::bench
