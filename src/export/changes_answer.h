#pragma once

#include <string>

#include "domain/list_changes.h"
#include "domain/rules.h"

namespace rasoat::export_ {

/// `GET /uploads/{id}/changes`: totals, each area with its counts before and after, households that are new,
/// gone or of another class, and the movement of official tables 2 and 3.
struct ChangesRequest {
  std::uint64_t id = 0;
  domain::Kind kind = domain::Kind::households;
  std::string round;
  const domain::UploadChanges* changes = nullptr;
  const domain::AreaBook* areas = nullptr;
};
std::string changes_json(const ChangesRequest& request);

}  // namespace rasoat::export_
