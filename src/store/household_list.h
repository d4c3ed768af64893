#pragma once

#include <string>

#include "domain/household_trace.h"
#include "store/pool.h"

namespace rasoat::store {

/// The approved list of one round without anything personal but the keyed hash of ID numbers.
domain::ListOfRound approved_list(Pool& pool, const std::string& round, domain::Date day);

}  // namespace rasoat::store
