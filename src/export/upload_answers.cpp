#include "export/upload_answers.h"

#include "export/csv_out.h"
#include "export/json_out.h"

namespace rasoat::export_ {
namespace {

std::string_view severity_name(domain::Severity severity) {
  return severity == domain::Severity::error ? "error" : "warning";
}

void write_finding(JsonOut& out, const domain::Finding& finding) {
  out.begin_object()
      .member("code", finding.code)
      .member("severity", severity_name(finding.severity))
      .member("sheet", finding.sheet)
      .member("row", finding.row)
      .member("column", finding.column)
      .member("value", finding.value)
      .member("expected", finding.expected)
      .member("message", finding.message)
      .end_object();
}

/// A file is taken whole or not at all: of its rows read all are taken, or all refused.
void write_receipt(JsonOut& out, const UploadSummary& summary) {
  const bool taken = summary.errors == 0;
  out.key("receipt").begin_object().member("rows_read", summary.rows);
  out.member("rows_taken", taken ? summary.rows : std::int64_t{0});
  out.member("rows_refused", taken ? std::int64_t{0} : summary.rows).key("items").begin_array();
  for (const UploadSummary::Line& line : *summary.receipt) {
    out.begin_object().key("area").begin_object().member("code", line.code).member("name", line.name);
    out.end_object().member("rows", line.rows);
    if (line.poor) {
      out.member("poor", line.poor).member("near_poor", line.near_poor);
      out.member("average", line.average).member("not_poor", line.not_poor);
    }
    out.end_object();
  }
  out.end_array().end_object();
}

}  // namespace

void write_upload(JsonOut& out, const UploadSummary& summary) {
  out.member("id", summary.id)
      .member("kind", domain::name(summary.kind))
      .member("round", summary.round)
      .member("state", domain::name(summary.state))
      .member("rows", summary.rows)
      .member("errors", summary.errors)
      .member("warnings", summary.warnings)
      .member("progress", summary.progress);
  if (!summary.id) return;
  out.member("file_name", summary.file_name)
      .member("uploaded_by", summary.uploaded_by)
      .member("received_at", summary.received_at)
      .member("decided_by", summary.decided_by)
      .member("decided_at", summary.decided_at)
      .member("reason", summary.reason)
      .member("synthetic", summary.synthetic)
      .member("mine", summary.mine);
  out.member("late", summary.late).key("deadline");
  summary.deadline.empty() ? out.null() : out.value(summary.deadline);
  out.key("areas").begin_array();
  for (const std::string& area : summary.areas) out.value(area);
  out.end_array();
  if (summary.receipt) write_receipt(out, summary);
}

std::string upload_json(const UploadSummary& summary, const std::vector<domain::Finding>* findings) {
  JsonOut out;
  out.begin_object();
  write_upload(out, summary);
  if (findings != nullptr) {
    out.key("findings").begin_array();
    for (const domain::Finding& finding : *findings) write_finding(out, finding);
    out.end_array();
  }
  out.end_object();
  return out.take();
}

std::string findings_json(const std::vector<domain::Finding>& findings) {
  JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const domain::Finding& finding : findings) write_finding(out, finding);
  out.end_array().key("next").null().end_object();
  return out.take();
}

std::string findings_csv(const std::vector<domain::Finding>& findings) {
  CsvOut out;
  out.words({"code", "severity", "sheet", "row", "column", "value", "expected", "message_vi", "message_en"});
  for (const domain::Finding& finding : findings) {
    out.text(finding.code)
        .text(severity_name(finding.severity))
        .text(finding.sheet)
        .number(std::to_string(finding.row))
        .text(finding.column)
        .text(finding.value)
        .text(finding.expected)
        .text(finding.message.vi)
        .text(finding.message.en)
        .end_record();
  }
  return out.take();
}

std::string upload_table(const UploadSummary& summary, const std::vector<domain::Finding>& findings) {
  std::string text;
  if (summary.id) text += "Tệp số " + std::to_string(*summary.id) + ", ";
  text += std::string(domain::name(summary.kind)) + (summary.round.empty() ? "" : " kỳ " + summary.round) +
          ": " + std::string(domain::name(summary.state)) + ", " + std::to_string(summary.rows) + " dòng, " +
          std::to_string(summary.errors) + " lỗi, " + std::to_string(summary.warnings) + " cảnh báo\n";
  for (const domain::Finding& finding : findings) {
    text += finding.severity == domain::Severity::error ? "LỖI " : "Chú ý ";
    if (finding.row > 0) text += "dòng " + std::to_string(finding.row) + ", ";
    if (!finding.column.empty()) text += "cột “" + finding.column + "”: ";
    text += finding.message.vi + "\n";
  }
  return text;
}

}  // namespace rasoat::export_
