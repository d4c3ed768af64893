#pragma once

#include <filesystem>

#include "domain/upload.h"
#include "ingest/workbooks.h"

namespace rasoat::fuzz {

/// What happens to every file that is a table: it is read to its end with all findings, and marked, and the
/// marked copy can be read again. Throws where that breaks a promise.
void read_and_mark(const std::filesystem::path& file, domain::Kind kind);

}  // namespace rasoat::fuzz
