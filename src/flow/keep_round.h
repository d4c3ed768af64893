#pragma once

#include <string>

#include "access/scope.h"
#include "domain/deadline.h"
#include "domain/result.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// What an administrator says of a round; what is empty stays as it is.
struct RoundWords {
  std::string code, status, reference_date, standard, name_vi, name_en;
};
/// Makes a round, opens or closes one. Problems: `round-words` naming the field, `standard-unknown`.
struct KeptRound {
  domain::Round round;
  bool made = false;
};
domain::Result<KeptRound> keep_round(Tools& tools, const RoundWords& words, const access::Person& person);

/// Sets the deadline of a level (`commune`), or of one unit by its code, which is an extension. Problems:
/// `round-unknown`, `round-words`, `area-unknown`.
struct DeadlineWords {
  std::string round, level, area, due, reason;
};
domain::Outcome keep_deadline(Tools& tools, const DeadlineWords& words, const access::Person& person);

/// The deadlines of a round: those set, and the calendar's examples for levels without.
domain::Deadlines deadlines_of(Tools& tools, const domain::Round& round);

}  // namespace rasoat::flow
