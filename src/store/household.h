#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "domain/codes.h"
#include "store/pool.h"

namespace rasoat::store {

/// One household as stored: personal fields sealed, sets as bit masks, -1 and empty for what was not given.
struct HouseholdRow {
  std::uint64_t row = 0;
  domain::AreaId area{};
  std::string former_commune, village, household_code;
  std::string head_name_sealed, head_id_sealed;
  std::int64_t birth_year = -1, gender = -1;
  std::string ethnicity;
  std::int64_t members = 0, setting = -1, b1_score = -1, b2_score = -1, deprivations = -1;
  std::int64_t declared = -1, computed = -1, previous = -1, causes = -1;
};

std::vector<HouseholdRow> households_of(Pool& pool, domain::UploadId upload, std::uint64_t after_row,
                                        std::uint64_t most);
/// Where the keyed hash of an ID number stands: upload and row.
std::vector<std::pair<domain::UploadId, std::uint64_t>> households_of_identity(Pool& pool,
                                                                               const std::string& hash);

}  // namespace rasoat::store
