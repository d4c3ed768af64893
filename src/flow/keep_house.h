#pragma once

#include "flow/tools.h"

namespace rasoat::flow {

/// What time alone asks for, every hour: ended sessions and old wrong attempts are swept away, keys whose
/// time is over are destroyed, the log is anchored. Safe with several instances.
void keep_house(Tools& tools);

}  // namespace rasoat::flow
