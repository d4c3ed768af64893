#pragma once

#include <string>
#include <vector>

#include "domain/deadline.h"
#include "store/pointer.h"

namespace rasoat::store {

/// Makes a round, or changes the name and status of one that is there; reference date and standard of a round
/// never change. With its line in the log.
void save_round(Pool& pool, const domain::Round& round, const std::string& action, const Decision& decision);

/// The deadlines set for a round.
std::vector<domain::Deadline> deadlines(Pool& pool, const std::string& round);
void set_deadline(Pool& pool, const std::string& round, const domain::Deadline& deadline,
                  const Decision& decision);

}  // namespace rasoat::store
