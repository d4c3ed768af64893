#pragma once

#include <string>

#include "flow/tools.h"

namespace rasoat::flow {

/// Nothing of an upload that did not come to its end is kept, neither rows nor the sealed original: taken
/// whole or not at all. Throws store::Unavailable while the database is away; may be called again.
void take_back(Tools& tools, domain::UploadId id, const std::string& sha256);

}  // namespace rasoat::flow
