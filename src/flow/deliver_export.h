#pragma once

#include <string>
#include <vector>

#include "domain/schedule.h"
#include "flow/tools.h"
#include "flow/transfer.h"
#include "store/report_run.h"

namespace rasoat::flow {

/// Brings the files of a run to one of its places. Folder and SFTP exactly once, by the name's appearing
/// whole; mail at least once, always under the same Message-ID; HTTPS by PUT to the same address. Nothing
/// when delivered, else what went wrong in one line.
Failed deliver_export(Tools& tools, const store::ReportRun& run, const store::ReportDelivery& delivery,
                      const std::vector<Attachment>& files);

/// `outbox` as in schedules, and back.
std::string_view name(domain::Dispatch::Way way);

}  // namespace rasoat::flow
