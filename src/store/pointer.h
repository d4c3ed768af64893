#pragma once

#include <string>

#include "domain/result.h"
#include "domain/upload.h"
#include "store/pool.h"

namespace rasoat::store {

/// Who decides, when, and the line that the log keeps of it.
struct Decision {
  domain::AccountId by{};
  std::string now;
  std::string reason;
};

/// Moves every pointer of an upload to it, in one transaction that readers see whole: history, pointers,
/// superseded uploads, state, the cube's version and the log. Allowed from `submitted`, and from `checked`
/// for the account `system`. A Problem `upload-state` otherwise; `own-upload` when the uploader decides.
domain::Outcome approve(Pool& pool, domain::UploadId upload, const Decision& decision);

/// Moves the pointers of an upload's last approval back to what they named before; the upload is `submitted`
/// again. A Problem where no pointer of it is left.
domain::Outcome undo_approval(Pool& pool, domain::UploadId upload, const Decision& decision);

/// checked → submitted (also again after a reviewer's rejection).
domain::Outcome submit(Pool& pool, domain::UploadId upload, const Decision& decision);

/// submitted → rejected by a reviewer, with a reason.
domain::Outcome reject(Pool& pool, domain::UploadId upload, const Decision& decision);

}  // namespace rasoat::store
