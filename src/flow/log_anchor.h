#pragma once

#include <string>

#include "flow/tools.h"

namespace rasoat::flow {

/// The hash chain shows what was changed or taken out of the middle of the log; it cannot show that its end
/// was cut off, or that all of it was written anew by somebody with the database in their hands. For that the
/// service writes down outside the database, in `DIR/log.anchors`, how long the log was and its last hash:
/// every hour, one line each time it has grown.
void anchor_log(Tools& tools);

/// What of the anchors the log contradicts, in words that name the entry; empty when it agrees with all.
std::string contradicted_anchors(Tools& tools);

/// After a restore the log is as old as the backup: earlier anchors are put aside.
void set_anchors_aside(const std::filesystem::path& data_directory);

}  // namespace rasoat::flow
