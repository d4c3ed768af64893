#pragma once

#include <filesystem>
#include <optional>

#include "domain/rules.h"
#include "ingest/read.h"

namespace rasoat::flow {

/// Reads a file once: its length, its hash, and whether it can be an upload at all. Problems: `too-large`,
/// and those of ingest::Sniffer. A file that cannot be opened throws.
domain::Result<ingest::Survey> survey_file(const std::filesystem::path& file, const domain::Texts& texts,
                                           std::int64_t limit_bytes);

/// The round a file is for: required for households and counts, which must be given one that exists.
domain::Result<const domain::Round*> round_for(domain::Kind kind, const std::string& round,
                                               const std::vector<domain::Round>& rounds,
                                               const domain::Texts& texts);

}  // namespace rasoat::flow
