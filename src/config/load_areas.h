#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "config/json_file.h"
#include "domain/area_book.h"

namespace rasoat::config {

/// Hands each file read to its caller, so that its hash can be noted.
using NoteFile = std::function<void(const std::string& name, const std::string& bytes)>;

/// units.csv, changes.csv, groups.csv and aliases.csv of one folder. Checks that codes, levels and dates are
/// well formed, ids unique, and that a unit's life lies within its parent's.
domain::AreaBook load_areas(const std::filesystem::path& folder, const NoteFile& note, Problems& problems);

}  // namespace rasoat::config
