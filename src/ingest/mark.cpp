#include "ingest/mark.h"

#include <algorithm>

#include "ingest/bad_workbook.h"
#include "ingest/read.h"
#include "ingest/table.h"

namespace rasoat::ingest {
namespace {

std::string joined(const std::vector<const domain::Finding*>& findings, const Marks::Words& before,
                   std::string_view between) {
  std::string out;
  for (const domain::Finding* finding : findings) {
    if (!out.empty()) out += between;
    out += (finding->severity == domain::Severity::error ? before.error : before.warning) + ": ";
    out += finding->message.vi;
  }
  return out;
}

}  // namespace

bool Marks::Cell::error() const {
  return std::any_of(findings.begin(), findings.end(), [](const domain::Finding* finding) {
    return finding->severity == domain::Severity::error;
  });
}

std::string Marks::Cell::words(const Words& ahead) const { return joined(findings, ahead, "\n"); }

std::string Marks::Line::words(const Words& ahead) const { return joined(all, ahead, " | "); }

Marks place_marks(const MarkRequest& request) {
  Marks marks;
  marks.before = {request.rules->texts.say("mark.error").vi, request.rules->texts.say("mark.warning").vi};
  domain::Findings silent;
  Reporter nobody(request.rules->texts, silent, "");
  Table table(open_source(request.file, request.kind), request.rules->columns(request.kind), nobody);
  const Header* header = table.header();
  if (header != nullptr) {
    marks.header_row = header->row();
    marks.has_reasons = header->own_column() >= 0;
    marks.reasons_column = marks.has_reasons ? header->own_column() : static_cast<int>(header->width());
  }
  for (const domain::Finding& finding : *request.findings) {
    if (finding.row == 0) {
      marks.whole_file.push_back(&finding);
      continue;
    }
    const int column =
        header == nullptr || finding.column.empty() ? -1 : header->position_of_heading(finding.column);
    // What is said of the header but of no cell of it, a missing column, is said of the file.
    if (finding.row <= marks.header_row && column < 0) {
      marks.whole_file.push_back(&finding);
      continue;
    }
    Marks::Line& line = marks.lines[finding.row];
    if (column >= 0) line.cells[column].findings.push_back(&finding);
    if (finding.row != marks.header_row) line.all.push_back(&finding);
  }
  return marks;
}

void mark_file(const MarkRequest& request) {
  const Marks marks = place_marks(request);
  is_workbook(request.file) ? mark_workbook(request, marks) : mark_csv(request, marks);
}

}  // namespace rasoat::ingest
