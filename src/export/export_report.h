#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ranking.h"

namespace rasoat::export_ {

/// The one door to reports: a snapshot and a name go in, finished bytes and their manifest come out. Pure and
/// repeatable: the same snapshot and request give the same bytes. Nothing is written to disk here.

enum class Format { xlsx, pdf, docx, csv, json, sdmx_csv, dhis2 };
std::string_view name(Format format);  ///< `sdmx-csv`
std::optional<Format> format_named(std::string_view name);
std::string_view media_type(Format format);
std::string_view file_extension(Format format);  ///< `csv` for both CSV formats

/// Who the file is for. `open` is the public: small counts are withheld (methods.md section 6).
enum class Audience { official, open };
std::string_view name(Audience audience);  ///< `official`, `public`
std::optional<Audience> audience_named(std::string_view name);

/// What a report was made with before, when it is made again.
struct Earlier {
  std::string software;
  std::string sha256;
  std::map<std::string, std::string> rules;  ///< file of etc/ and its hash
};

struct ReportRequest {
  std::string report;  ///< `table-1`…, `ranking`, `brief`…
  std::string round;
  Format format = Format::xlsx;
  std::string within = "51";
  std::optional<domain::Level> level;
  std::optional<domain::Date> as_of;
  std::string indicator = "poverty.rate";  ///< what `ranking` and `brief` rank by
  std::string group;
  domain::Partial partial = domain::Partial::refuse;
  Audience audience = Audience::official;
  domain::Language language = domain::Language::vi;
  /// Put into the document's properties, in seconds since 1970: the moment the release was frozen. Without
  /// one the round's reference date, so that the bytes do not depend on when they are asked for.
  std::optional<std::int64_t> created;
  std::string software;        ///< for the manifest: what `rasoat --version` prints
  std::string recipient = {};  ///< for the log: who an official file is for
  std::string file_name;       ///< instead of the usual one
  std::optional<Earlier> earlier;
};

/// A difference between figures that should agree, printed in the report and listed here.
struct Difference {
  std::string code;  ///< `opening`, `flow`, `list-counts`…
  domain::AreaId area{};
  domain::Text message;
};

/// A file that belongs beside the report, named after it.
struct Companion {
  std::string file_name;
  std::string bytes;
};

struct ExportedReport {
  std::string bytes;
  std::string file_name;  ///< `rasoat-table-1-2023-51.xlsx`
  std::string media_type;
  std::string sha256;                 ///< of the bytes, hexadecimal
  std::string form = {};              ///< the file of etc/ whose layout was used; empty = the service's own
  std::string manifest;               ///< JSON; holds what is needed to make the same bytes again
  std::vector<Companion> companions;  ///< metadata of a CSV
  std::int64_t rows = 0;
  std::vector<Difference> differences;
  std::vector<domain::AreaId> missing;  ///< areas that have not reported
};

/// `rasoat-table-1-2023-51.xlsx`.
std::string usual_file_name(const ReportRequest& request);

/// Refuses with the contract's reasons (unknown report, round, area, level; a format the report has not).
domain::Result<ExportedReport> export_report(const domain::Snapshot& snapshot, const ReportRequest& request);

/// The workbook from which an office makes its own layout of an official table, for `etc/reports/NAME.xlsx`.
domain::Result<std::string> blank_form(const domain::Snapshot& snapshot, const ReportRequest& request);

}  // namespace rasoat::export_
