#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "domain/rules.h"
#include "ingest/read.h"

namespace rasoat::flow {

/// What the bytes of a file tell by themselves.
struct FileRead {
  std::uint64_t bytes = 0;
  std::string sha256;  ///< empty where the file is larger than the limit: then it was not read
  std::shared_ptr<const ingest::Sniffer> sniffer;
};

/// Reads a file once. Needs no rules, so that it can be done while they load. One that cannot be opened
/// throws.
FileRead read_through(const std::filesystem::path& file, std::int64_t limit_bytes);

/// Whether a file that was read can be an upload at all. Problems: `too-large`, and those of ingest::Sniffer.
domain::Result<ingest::Survey> survey_file(const std::filesystem::path& file, const FileRead& read,
                                           const domain::Texts& texts, std::int64_t limit_bytes);

/// The round a file is for: required for households and counts, which must be given one that exists.
domain::Result<const domain::Round*> round_for(domain::Kind kind, const std::string& round,
                                               const std::vector<domain::Round>& rounds,
                                               const domain::Texts& texts);

}  // namespace rasoat::flow
