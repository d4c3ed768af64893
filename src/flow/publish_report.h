#pragma once

#include <string>

#include "export/export_report.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// A finished report and the release it was made of.
struct Publication {
  export_::ExportedReport file;
  std::string release;
  bool frozen_now = false;  ///< the release is an automatic one that nobody named
};

/// Makes a report of a release; without one (empty) the figures of now are frozen under a name of their own
/// first, so that every report that leaves can be made again. Problems: those of `export_report`,
/// `release-unknown`.
domain::Result<Publication> publish_report(Tools& tools, const export_::ReportRequest& request,
                                           const std::string& release, const access::Person& by);

/// The same without a trace: what would come out now. For comparing two databases.
domain::Result<export_::ExportedReport> report_of_manifest(const Tools& tools, const std::string& manifest);

/// Makes the report of a manifest again, byte for byte where neither the software nor the rules have changed;
/// the new manifest says which of the two did. An automatic release that is not here is frozen when the
/// figures of now are the ones it names. Problems: `manifest` (not one of ours), `release-unknown`.
domain::Result<Publication> publish_again(Tools& tools, const std::string& manifest,
                                          const std::string& software, const access::Person& by);

}  // namespace rasoat::flow
