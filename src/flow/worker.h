#pragma once

#include <string>

namespace rasoat::flow {

/// Names this process for as long as it lives: boot, pid and start time, so that a later process with the
/// same pid is another worker.
std::string this_worker();

/// True when the process behind the name is certainly gone: it was of this boot of this machine and no longer
/// runs, or of an earlier boot. A worker of another machine is never certain.
bool certainly_gone(const std::string& worker);

}  // namespace rasoat::flow
