#pragma once

#include "access/scope.h"
#include "domain/list_changes.h"
#include "domain/result.h"
#include "flow/tools.h"
#include "store/upload.h"

namespace rasoat::flow {

/// What approving an upload would change: against the approved data of the same round, or of the round before
/// where there is none yet. An upload that was approved already is compared with what it replaced. Names of
/// households only for officers and reviewers, who are scoped; households themselves not for administrators.
/// Problem `upload-state` while it is being checked or after its rows were refused.
domain::Result<domain::UploadChanges> upload_changes(Tools& tools, const store::Upload& upload,
                                                     const access::Person& person);

}  // namespace rasoat::flow
