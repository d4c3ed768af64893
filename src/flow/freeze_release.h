#pragma once

#include <string>

#include "flow/tools.h"

namespace rasoat::flow {

/// Freezes the pointers of now, with the hashes of the rule files, under a name: figures and reports of it
/// can be had again as they are. Problems: `release-taken`, `bad-value` for a name of other than letters,
/// digits, `.`, `_` and `-`.
domain::Outcome freeze_release(Tools& tools, const std::string& name, const std::string& note,
                               const access::Person& by);

/// The release `auto-…` of the figures of now; made where there is none. Its name is the hash of what it
/// holds.
std::string freeze_automatic(Tools& tools, const access::Person& by);

}  // namespace rasoat::flow
