#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/audit_list.h"
#include "store/pool.h"

namespace rasoat::store {

/// Reads lists of households for the audit: what the pointers of now, or of a release, name.

struct ListPointer {
  domain::AreaId area{};
  domain::UploadId upload{};
};
/// By upload, then area; an empty release means the live pointers.
std::vector<ListPointer> list_pointers(Pool& pool, const std::string& period, const std::string& release);

/// Appends the rows of one upload whose area is in `areas`, under the area it stands for there. The list is
/// not arranged afterwards.
void read_households(Pool& pool, domain::UploadId upload,
                     const std::map<domain::AreaId, domain::AreaId>& areas, domain::AuditList& into);

/// The sealed name of one household's head; empty where there is no such row.
std::string sealed_head(Pool& pool, domain::UploadId upload, std::int64_t row);

}  // namespace rasoat::store
