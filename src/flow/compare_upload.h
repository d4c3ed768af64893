#pragma once

#include "domain/upload.h"
#include "flow/receive_upload.h"
#include "flow/upload_rows.h"

namespace rasoat::flow {

/// What can only be said of a whole file, beside what is there already: rows outside the sender's areas, a
/// list that shrinks, list and counts that disagree, own rows that differ from the sum of their parts.
void compare_upload(Tools& tools, const SentFile& sent, const domain::Round* round, domain::UploadId upload,
                    UploadRows& rows, domain::Findings& findings);

/// The part of it that needs no database: own rows against their parts within the file.
void compare_parts(const domain::Boundaries& boundaries, const domain::Rules& rules,
                   const domain::Round& round, const std::vector<domain::Fact>& facts,
                   domain::Findings& findings);

}  // namespace rasoat::flow
