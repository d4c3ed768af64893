#pragma once

#include <string>

#include "flow/tools.h"

namespace rasoat::flow {

/// Freezes the pointers of now, with the hashes of the rule files, under a name: figures and reports of it
/// can be had again as they are. Problems: `release-taken`, `bad-value` for a name of other than letters,
/// digits, `.`, `_` and `-`.
domain::Outcome freeze_release(Tools& tools, const std::string& name, const std::string& note,
                               const access::Person& by);

}  // namespace rasoat::flow
