#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "domain/result.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// A backup is a folder: the database sealed under the service key, the original files as they lie sealed,
/// the files of reports with what was signed, sealed too, and `manifest.json`, written last, which names each
/// file with its sha256 and what the figures and the last reports must come out as. The service key is not in
/// it: keep the recovery shares elsewhere.

/// What was backed up, and what it was found to be when read back.
struct Backup {
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  std::string figures;  ///< sha256 over the rankings of every round
};

/// Makes a backup in `folder`, which must not be there or be empty, while the service runs. The database is
/// taken as of one moment, read back into a scratch database, and its invariants, rankings and last three
/// reports are looked at before the manifest says that there is a backup. Problems: `backup-folder`,
/// `backup-invariants`, `backup-reports`.
domain::Result<Backup> back_up(Tools& tools, const std::filesystem::path& folder,
                               const std::string& software);

/// Restores a backup into an empty database and data folder, whole or not at all: files are checked first,
/// and a restore that was broken off is begun anew. Problems, naming the file: `backup-missing`,
/// `backup-damaged`, `backup-key` (another service key), `restore-not-empty`, `backup-figures` (read back it
/// does not give the figures it was made with), `backup-reports` (nor the reports).
domain::Result<Backup> restore(Tools& tools, const std::filesystem::path& folder);

/// True while a restore has begun and not ended: the service must not start.
bool restore_unfinished(const std::filesystem::path& data_directory);

}  // namespace rasoat::flow
