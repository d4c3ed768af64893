#include "domain/classify.h"

namespace rasoat::domain {

// NĐ 07/2021/NĐ-CP art. 3 (standard 2022-2025, prolonged through 2026 by NĐ 351/2025/NĐ-CP), in the score
// form of TT 07/2021/TT-BLĐTBXH; the figures themselves stand in etc/standards/.
Result<HouseholdClass> classify(const Standard& standard, const SurveyScores& scores) {
  const PovertyLine& line = standard.line(scores.setting);
  if (!line.b1_cut || !line.b2_poor) {
    return Problem{"no-cut", standard.unknown,
                   standard.code.text() + "/" + std::string(name(scores.setting))};
  }
  // Not poor: the income score lies above the cut of the setting.
  if (scores.b1 > *line.b1_cut) return HouseholdClass::not_poor;
  // Poor: at or below the cut, and a deprivation score of 30 (three indicators) or more.
  if (scores.b2 >= *line.b2_poor) return HouseholdClass::poor;
  // Near-poor: at or below the cut, fewer deprivations; none at all is near-poor too.
  return HouseholdClass::near_poor;
}

std::optional<int> deprivation_score(const Standard& standard, const DeprivationSet& deprivations) {
  int score = 0;
  for (const Deprivation& deprivation : standard.deprivations) {
    if (!deprivation.points) return std::nullopt;
    if (deprivations.test(static_cast<std::size_t>(deprivation.number - 1))) score += *deprivation.points;
  }
  return score;
}

}  // namespace rasoat::domain
