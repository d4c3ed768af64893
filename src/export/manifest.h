#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "export/export_report.h"
#include "export/report.h"

namespace rasoat::export_ {

/// What a report was made of and for, as JSON: request, release, boundary date, hashes of the rules,
/// benchmarks in use, rows of each table, differences, sha256 of the bytes, and the software's version. Holds
/// everything needed to ask again.
std::string manifest_of(const domain::Snapshot& snapshot, const ReportRequest& request, const Report& report,
                        const ExportedReport& exported);

/// sha256 in hexadecimal.
std::string sha256_hex(std::string_view bytes);

}  // namespace rasoat::export_
