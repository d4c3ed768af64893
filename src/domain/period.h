#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/indicator.h"
#include "domain/programme.h"
#include "domain/standard.h"

namespace rasoat::domain {

/// The day a period names: the reference date of a round, `2023-10-31` itself, `2023` as its 31 December.
std::optional<Date> period_day(const std::vector<Round>& rounds, std::string_view period);

/// A period of a dated kind as a round: its day is the reference date, its standard the set of criteria in
/// force for NTM figures (another set is another ruler) and empty for money. Nothing for what is no period.
std::optional<Round> dated_period(const std::vector<Round>& rounds, const ProgrammeBook& programmes,
                                  const Indicator& indicator, std::string_view period);

/// The period before, for `previous`: the round before, and for dated kinds the same day a year earlier.
std::optional<Round> period_before(const std::vector<Round>& rounds, const ProgrammeBook& programmes,
                                   const Indicator& indicator, const Round& period);

/// Every way a published figure or a target may write the period of this round: of dated kinds `2023` is
/// `2023-12-31`.
std::vector<std::string> period_names(const Indicator& indicator, const Round& period);

}  // namespace rasoat::domain
