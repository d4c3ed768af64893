#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/schedule.h"
#include "flow/tools.h"
#include "store/report_run.h"

namespace rasoat::flow {

/// All files of one run, on the disk, and where they are to go.
struct MadeRun {
  std::string release;
  std::string round;
  std::uint64_t missing = 0;  ///< areas that have not reported, over all files
  std::vector<store::ReportFile> files;
  std::vector<store::ReportDelivery> deliveries;
};

/// Makes the files of a run: one for each area and format, of one release. The newest round with figures is
/// meant by `latest`. Problems: those of `publish_report`; nothing is kept then.
domain::Result<MadeRun> make_run(Tools& tools, const store::ReportRun& run, const domain::Schedule& schedule);

/// Where the bytes of a made file lie, by their hash.
std::filesystem::path file_place(const Tools& tools, const std::string& sha256);

}  // namespace rasoat::flow
