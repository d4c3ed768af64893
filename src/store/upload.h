#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/facts.h"
#include "domain/upload.h"
#include "store/dated.h"
#include "store/pool.h"

namespace rasoat::store {

/// One upload as stored.
struct Upload {
  domain::UploadId id{};
  domain::Kind kind = domain::Kind::households;
  std::string period;
  std::string sha256;
  std::string file_name;
  std::uint64_t bytes = 0;
  domain::UploadState state = domain::UploadState::received;
  std::uint64_t rows = 0;
  std::uint64_t errors = 0;
  std::uint64_t warnings = 0;
  domain::AccountId uploaded_by{};
  std::string received_at;
  std::optional<std::string> submitted_at;
  std::optional<std::uint64_t> decided_by;
  std::optional<std::string> decided_at;
  std::string reason;
  bool rejected_by_reviewer = false;
  bool synthetic = false;
  std::string data_key;  ///< sealed under the service key
  std::string worker;    ///< the process that is checking it
};

/// What an upload would move on approval.
struct UploadPart {
  std::string period;
  domain::AreaId area{};
  std::string part;
  std::uint64_t rows = 0;
};

/// What is known of a file before it is read.
struct Arrival {
  domain::Kind kind = domain::Kind::households;
  std::string period;
  std::string sha256;
  std::uint64_t claim = 0;  ///< 0, or the account whose own copy of the bytes this is
  std::string file_name;
  std::uint64_t bytes = 0;
  domain::AccountId uploaded_by{};
  std::string now;
  bool synthetic = false;
  std::string data_key;
};

/// Every upload of these bytes for this kind and period.
std::vector<Upload> uploads_of_bytes(Pool& pool, const std::string& sha256, domain::Kind kind,
                                     const std::string& period);
/// Opens an upload in state `received` for this process; nothing when another one was faster with the same
/// bytes.
std::optional<domain::UploadId> open_upload(Pool& pool, const Arrival& arrival, const std::string& worker);
/// Takes a rejected, superseded or abandoned upload over to check it anew, emptied; false when it changed
/// meanwhile.
bool reopen_upload(Pool& pool, const Upload& upload, const Arrival& arrival, const std::string& worker);

std::optional<Upload> find_upload(Pool& pool, domain::UploadId id);
/// Newest first, below `before` (0 = from the newest).
std::vector<Upload> list_uploads(Pool& pool, std::uint64_t before, std::uint64_t most);
std::vector<UploadPart> parts_of(Pool& pool, domain::UploadId id);
std::vector<domain::Finding> findings_of(Pool& pool, domain::UploadId id);
/// Rows read so far, for those who watch.
void note_progress(Pool& pool, domain::UploadId id, std::uint64_t rows);

struct VillageRows {
  domain::AreaId area{};
  std::string village;
  std::uint64_t rows = 0;
};
/// Villages and households of the list that counts now for a round and area, other than upload `except`.
std::vector<VillageRows> current_villages(Pool& pool, const std::string& period, domain::AreaId area,
                                          domain::UploadId except);

/// What one area has sent for a period: what counts now, or what waits for a decision.
struct ReportedPart {
  domain::Kind kind = domain::Kind::households;
  domain::AreaId area{};
  domain::UploadId upload{};
  domain::UploadState state = domain::UploadState::received;
  std::uint64_t rows = 0;
  bool synthetic = false;
  std::string received_at;
};
std::vector<ReportedPart> reported_parts(Pool& pool, const std::string& period);

struct BenchmarkRow {
  std::int64_t row = 0;
  std::string indicator, scope, period, value, source;
  bool provisional = false;
};

/// Everything that makes a checked file an upload, besides its household rows.
struct Outcome {
  std::uint64_t rows = 0;
  const domain::Findings* findings = nullptr;  ///< personal values sealed already
  std::vector<UploadPart> parts;
  std::vector<domain::Fact> facts;
  std::vector<VillageRows> villages;
  std::vector<BenchmarkRow> benchmarks;
  const DatedLines* dated = nullptr;
};
/// The last commit: with errors the upload is `rejected` and holds only its findings, else `checked`. Throws
/// Failure when it no longer is this worker's.
domain::UploadState finish_upload(Pool& pool, domain::UploadId id, const std::string& worker,
                                  const Outcome& outcome);
/// Deletes what was read so far of an upload in state `received`, and the upload itself.
void drop_upload(Pool& pool, domain::UploadId id);

/// Uploads in state `received`, with the process that has them in work.
std::vector<Upload> uploads_in_work(Pool& pool);

/// All uploads of one state, counted for /metrics.
struct UploadCounts {
  std::string state;
  std::uint64_t uploads = 0;
  std::uint64_t rows = 0;
  std::uint64_t errors = 0;
  std::uint64_t warnings = 0;
};
std::vector<UploadCounts> upload_counts(Pool& pool);

}  // namespace rasoat::store
