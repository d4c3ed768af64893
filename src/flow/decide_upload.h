#pragma once

#include <string>

#include "access/scope.h"
#include "domain/result.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// The next step of an upload. Each is one transaction with its line in the log; each refuses with a Problem
/// whose code says how: `upload-unknown` (nothing there, or outside the person's scope), `upload-state`,
/// `own-upload`, `no-right`, `round-closed`, `reason-required`.
domain::Outcome submit_upload(Tools& tools, domain::UploadId upload, const access::Person& person);
domain::Outcome approve_upload(Tools& tools, domain::UploadId upload, const access::Person& person);
domain::Outcome reject_upload(Tools& tools, domain::UploadId upload, const access::Person& person,
                              const std::string& reason);
/// Moves the pointers of the last approval back, while the round is open.
domain::Outcome undo_upload(Tools& tools, domain::UploadId upload, const access::Person& person);

}  // namespace rasoat::flow
