#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/facts.h"
#include "domain/household.h"
#include "domain/upload.h"
#include "store/pool.h"

namespace rasoat::store {

/// What counts now, or counted before, for one area and part.
struct PointedPart {
  domain::AreaId area{};
  std::string part;
  domain::UploadId upload{};
  std::uint64_t rows = 0;
};
std::vector<PointedPart> pointed_parts(Pool& pool, domain::Kind kind, const std::string& period);
/// What the last approval of an upload replaced, unless it was undone.
std::vector<PointedPart> replaced_parts(Pool& pool, domain::UploadId upload);

/// One household as lists are compared: without its sealed fields.
struct ListedRow {
  std::uint32_t row = 0;
  domain::AreaId area{};
  std::string former_commune, village, household_code, id_hash;
  domain::HouseholdClass declared = domain::HouseholdClass::not_poor;
  std::optional<domain::HouseholdClass> previous;
};
void each_listed(Pool& pool, domain::UploadId upload, const std::function<void(ListedRow&&)>& take);
/// The sealed name of the head of one household; empty when there is no such row.
std::string sealed_name(Pool& pool, domain::UploadId upload, std::uint32_t row);

std::vector<domain::Fact> facts_of(Pool& pool, domain::UploadId upload);

}  // namespace rasoat::store
