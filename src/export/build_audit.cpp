// The audit summary: what communes carry which mark and why, for those who decide where to look again.

#include "domain/audit_book.h"
#include "export/builders.h"

namespace rasoat::export_ {
namespace {

using domain::AuditMark;
using domain::AuditView;

Column column(const BuildContext& context, std::string name, std::string_view key, ColumnType type,
              double width) {
  return {.name = std::move(name),
          .heading = context.texts().say(key),
          .number = "",
          .group = {},
          .type = type,
          .shown = ShownTo::all,
          .unit = "",
          .width = width,
          .quantity = ""};
}

std::string words(const BuildContext& context, std::string_view severity) {
  return domain::in(context.request.language, context.texts().say("audit.severity." + std::string(severity)));
}

Table marks_table(const BuildContext& context, const AuditView& view) {
  Table table;
  table.id = "marks";
  table.title = context.texts().say("audit.marks-title");
  table.columns = {column(context, "area_code", "heading.code", ColumnType::text, 7),
                   column(context, "area", "heading.area", ColumnType::text, 26),
                   column(context, "district", "heading.district", ColumnType::text, 20),
                   column(context, "households", "heading.listed", ColumnType::count, 10),
                   column(context, "credibility", "heading.credibility", ColumnType::text, 16)};
  if (!view.marks.empty()) {
    for (const domain::AuditPart& part : view.marks.front()->parts)
      table.columns.push_back(
          column(context, part.family, "audit.family." + part.family, ColumnType::text, 14));
  }
  for (const AuditMark* mark : view.marks) {
    const domain::Area& area = context.book().get(mark->area);
    const domain::Area* district = context.book().ancestor(mark->area, domain::Level::district);
    Row row{.kind = RowKind::body, .area = mark->area, .cells = {}};
    row.cells = {Cell::text(area.code.text()), Cell::text(area.full_name),
                 district == nullptr ? Cell::none() : Cell::text(district->full_name),
                 Cell::count(mark->households), Cell::text(words(context, domain::mark_name(*mark)))};
    for (const domain::AuditPart& part : mark->parts)
      row.cells.push_back(Cell::text(words(context, domain::part_name(part))));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table findings_table(const BuildContext& context, const AuditView& view) {
  Table table;
  table.id = "findings";
  table.title = context.texts().say("audit.findings-title");
  table.columns = {column(context, "severity", "heading.severity", ColumnType::text, 13),
                   column(context, "area_code", "heading.code", ColumnType::text, 7),
                   column(context, "area", "heading.area", ColumnType::text, 18),
                   column(context, "enumerator", "heading.enumerator", ColumnType::text, 8),
                   column(context, "check", "heading.check", ColumnType::text, 24),
                   column(context, "sentence", "heading.evidence", ColumnType::text, 70)};
  for (const AuditView::Line& line : view.findings) {
    const domain::AuditFinding& finding = *line.finding;
    const domain::Area& area = context.book().get(finding.area);
    const auto language = context.request.language;
    Row row{.kind = RowKind::body, .area = finding.area, .cells = {}};
    row.cells = {
        Cell::text(words(context, domain::name(finding.severity))),
        Cell::text(area.code.text()),
        Cell::text(area.full_name),
        finding.enumerator_number == 0 ? Cell::none() : Cell::text(std::to_string(finding.enumerator_number)),
        Cell::text(domain::in(language, finding.check->name)),
        Cell::text(domain::in(language, domain::sentence(context.texts(), finding)))};
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

domain::Result<Report> build_audit(const BuildContext& context) {
  // Sentences carry small counts that no table could withhold.
  if (context.request.audience == Audience::open)
    return domain::Problem{"audit-official", context.texts().say("audit.official-only"), "audience"};
  const auto view = domain::view_audit(context.snapshot, {context.request.round, context.request.within});
  if (!view) return view.problem();
  if (view->audits.empty()) {
    return domain::Problem{"report-empty",
                           context.texts().say("report.empty", {{"round", view->round.code.text()},
                                                                {"area", view->within->full_name}}),
                           "round"};
  }
  Report report = begin_report(context);
  report.notices.push_back(context.texts().say("audit.note"));
  if (view->synthetic) report.notices.push_back(context.texts().say("note.synthetic"));
  for (domain::Text& note : domain::revisit_notes(context.snapshot, view->round, view->within->id))
    report.notices.push_back(std::move(note));
  report.endnotes.push_back(context.texts().say("audit.tests", {{"tests", std::to_string(view->tests)}}));
  report.blocks.emplace_back(marks_table(context, *view));
  if (!view->findings.empty()) report.blocks.emplace_back(findings_table(context, *view));
  return report;
}

}  // namespace rasoat::export_
