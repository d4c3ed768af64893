#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/upload.h"

namespace rasoat::export_ {

class JsonOut;

/// What is told of one upload (contract section 6).
struct UploadSummary {
  std::optional<std::uint64_t> id;  ///< none for `check`
  domain::Kind kind = domain::Kind::households;
  std::string round;
  domain::UploadState state = domain::UploadState::received;
  std::int64_t rows = 0;
  std::int64_t errors = 0;
  std::int64_t warnings = 0;
  int progress = 100;  ///< per cent
  // Where the upload is kept, who sent it and what was decided; empty for `check`.
  std::string file_name;
  std::string uploaded_by;
  std::string received_at;
  std::string decided_by;
  std::string decided_at;
  std::string reason;
  bool synthetic = false;
  bool mine = false;               ///< sent by the person asking
  std::vector<std::string> areas;  ///< codes of the areas its rows name
  std::string deadline;            ///< the earliest that counted for its areas; empty where none was set
  bool late = false;               ///< received after it
  /// What was taken, by area and class; the lines add up to the rows read.
  struct Line {
    std::string code, name;
    std::int64_t rows = 0;
    std::optional<std::int64_t> poor, near_poor, average, not_poor;  ///< of lists of households
  };
  std::optional<std::vector<Line>> receipt;
};

/// `{id, kind, round, state, rows, errors, warnings, …}`, with `findings: […]` where they are given.
std::string upload_json(const UploadSummary& summary, const std::vector<domain::Finding>* findings);
void write_upload(JsonOut& out, const UploadSummary& summary);
std::string findings_json(const std::vector<domain::Finding>& findings);
/// Columns code,severity,sheet,row,column,value,expected,message_vi,message_en; no cell starts a formula.
std::string findings_csv(const std::vector<domain::Finding>& findings);
/// The same as a workbook with Vietnamese headings.
std::string findings_xlsx(const std::vector<domain::Finding>& findings, const domain::Texts& texts);
/// For a terminal, in Vietnamese.
std::string upload_table(const UploadSummary& summary, const std::vector<domain::Finding>& findings);

}  // namespace rasoat::export_
