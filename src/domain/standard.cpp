#include "domain/standard.h"

namespace rasoat::domain {

const Round* find_round(const std::vector<Round>& rounds, std::string_view code) {
  for (const Round& round : rounds) {
    if (round.code.text() == code) return &round;
  }
  return nullptr;
}

const Round* previous_round(const std::vector<Round>& rounds, const Round& of) {
  const Round* best = nullptr;
  for (const Round& round : rounds) {
    if (round.reference_date >= of.reference_date) continue;
    const bool better = best == nullptr || round.reference_date > best->reference_date ||
                        (round.reference_date == best->reference_date && round.standard > best->standard);
    if (better) best = &round;
  }
  return best;
}

}  // namespace rasoat::domain
