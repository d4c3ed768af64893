#pragma once

#include <vector>

#include "domain/household_trace.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// The approved lists of the rounds of one standard up to `round`, oldest first; rounds without a list are
/// left out of the beginning only, since a gap breaks what is counted over rounds.
std::vector<domain::ListOfRound> lists_up_to(Tools& tools, const domain::Round& round);

}  // namespace rasoat::flow
