#pragma once

#include <filesystem>

#include "flow/tools.h"

namespace rasoat::flow {

/// What was written.
struct AllData {
  std::size_t tables = 0;
  std::int64_t rows = 0;
  std::int64_t files = 0;  ///< originals, with personal data only
};

enum class PersonalData { left_out, in_clear };

/// Writes every table as CSV with the schema into a new folder (mode 700), so that nobody is locked in:
/// header, comma, RFC 4180; NULL is empty, an empty text `""`. Secrets of log-in are left out. Names and ID
/// numbers are left out or written in clear, the officers' own files with them; either way the log has a line
/// of it.
domain::Result<AllData> export_all(Tools& tools, const std::filesystem::path& folder, PersonalData personal,
                                   const access::Person& by);

}  // namespace rasoat::flow
