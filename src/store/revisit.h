#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "domain/date.h"
#include "store/journal.h"
#include "store/pool.h"

namespace rasoat::store {

/// Samples of households to be visited again, what was found there, and lists of public servants. Whatever is
/// added moves the version readers look at; a reader of an older version (or of a release) does not see it.

struct Sample {
  std::uint64_t id = 0;
  std::string round;
  domain::AreaId within{};
  std::string release;
  std::uint64_t seed = 0;
  int per_commune = 0;
  domain::AccountId made_by{};
  std::string made_at;
};

struct SampleRow {
  std::int64_t number = 0;
  domain::AreaId area{};
  domain::UploadId upload{};
  std::int64_t row = 0;
  int declared = -1;
  std::int64_t stratum_size = 0;
  // Read only, from the list it was drawn from; the name stays sealed.
  std::string enumerator, former_commune, village, household_code, head_name_sealed;
  std::int64_t birth_year = -1;
};

struct RevisitResult {
  std::int64_t number = 0;
  bool met = false;
  int found = -1;  ///< class, -1 = not given
  std::optional<std::int64_t> b1, b2;
  std::optional<domain::Date> day;
};

std::uint64_t add_sample(Pool& pool, const Sample& sample, const std::vector<SampleRow>& rows, LogEntry log);
/// Those a reader of `version` sees, newest first.
std::vector<Sample> samples(Pool& pool, std::uint64_t version);
std::vector<SampleRow> sample_rows(Pool& pool, std::uint64_t sample);

void add_results(Pool& pool, std::uint64_t sample, const std::vector<RevisitResult>& results,
                 const LogEntry& log);
/// In the order they came in: of a number the last counts.
std::vector<RevisitResult> results(Pool& pool, std::uint64_t sample, std::uint64_t version);

/// Keyed hashes of ID numbers; replaces the list before for readers from now on.
void add_staff(Pool& pool, const std::string& label, const std::vector<std::string>& hashes,
               const LogEntry& log);
/// Of the newest list a reader of `version` sees, ordered.
std::vector<std::string> staff_hashes(Pool& pool, std::uint64_t version);

}  // namespace rasoat::store
