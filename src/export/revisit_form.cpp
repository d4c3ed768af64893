#include "export/revisit_form.h"

#include "export/writers.h"

namespace rasoat::export_ {
namespace {

Column column(const domain::Texts& texts, std::string name, ColumnType type, double width) {
  const std::string key = "revisit." + name;
  return {.name = std::move(name),
          .heading = texts.say(key),
          .number = "",
          .group = {},
          .type = type,
          .shown = ShownTo::all,
          .unit = "",
          .width = width,
          .quantity = ""};
}

Report report_of(const domain::Texts& texts, const RevisitForm& form) {
  Table table;
  table.id = "revisits";
  table.columns = {
      column(texts, "number", ColumnType::count, 6),    column(texts, "commune", ColumnType::text, 18),
      column(texts, "village", ColumnType::text, 18),   column(texts, "household_code", ColumnType::text, 12),
      column(texts, "head_name", ColumnType::text, 24), column(texts, "birth_year", ColumnType::text, 8),
      column(texts, "found", ColumnType::text, 9),      column(texts, "b1_score", ColumnType::text, 8),
      column(texts, "b2_score", ColumnType::text, 8),   column(texts, "class", ColumnType::text, 16),
      column(texts, "visit_date", ColumnType::text, 12)};
  for (const RevisitForm::Line& line : form.lines) {
    Row row;
    const std::string village =
        line.former_commune.empty() ? line.village : line.village + " (" + line.former_commune + ")";
    row.cells = {Cell::count(line.number),
                 Cell::text(line.commune),
                 Cell::text(village),
                 Cell::text(line.household_code),
                 Cell::text(line.head_name),
                 line.birth_year > 0 ? Cell::text(std::to_string(line.birth_year)) : Cell::none(),
                 Cell::none(),
                 Cell::none(),
                 Cell::none(),
                 Cell::none(),
                 Cell::none()};
    table.rows.push_back(std::move(row));
  }
  Report report;
  report.name = "revisits";
  report.title = texts.say("revisit.title");
  report.subtitle = texts.say("revisit.subtitle", {{"area", form.within}, {"round", form.round}});
  report.landscape = true;
  report.round = form.round;
  report.release = form.release;
  report.created = form.made;
  report.notices.push_back(texts.say("revisit.how"));
  report.endnotes.push_back(texts.say("revisit.source", {{"sample", std::to_string(form.sample)},
                                                         {"release", form.release},
                                                         {"seed", std::to_string(form.seed)}}));
  report.blocks.emplace_back(std::move(table));
  return report;
}

}  // namespace

std::string revisit_form_xlsx(const domain::Texts& texts, const RevisitForm& form) {
  return write_xlsx(report_of(texts, form), texts);
}

std::string revisit_form_pdf(const domain::Texts& texts, const RevisitForm& form) {
  return write_pdf(report_of(texts, form), texts);
}

}  // namespace rasoat::export_
