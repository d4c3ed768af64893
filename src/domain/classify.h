#pragma once

#include <optional>

#include "domain/household.h"
#include "domain/result.h"
#include "domain/standard.h"

namespace rasoat::domain {

/// What the survey sheet says of a household: the two scores of Phiếu B. B1 and B2 are never added.
struct SurveyScores {
  Setting setting = Setting::rural;
  int b1 = 0;  ///< income score
  int b2 = 0;  ///< deprivation score
};

/// The class that the standard's own rule gives: poor, near-poor or not poor. `average` (*mức sống trung
/// bình*) is decided by twelve months' income, not by B1, so it never comes out of this function.
/// A standard without a B1 cut for the setting gives a Problem `no-cut` that names what is missing.
Result<HouseholdClass> classify(const Standard& standard, const SurveyScores& scores);

/// B2 of a set of deprivations: the sum of the points of the standard's list. Absent where a point is not
/// defined.
std::optional<int> deprivation_score(const Standard& standard, const DeprivationSet& deprivations);

}  // namespace rasoat::domain
