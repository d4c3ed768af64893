#pragma once

#include <filesystem>

#include "config/load_areas.h"
#include "domain/programme.h"

namespace rasoat::config {

/// Reads `etc/programmes.json`: programmes, projects, sets of criteria and kinds of money.
domain::ProgrammeBook load_programmes(const std::filesystem::path& file, const NoteFile& note,
                                      Problems& problems);

}  // namespace rasoat::config
