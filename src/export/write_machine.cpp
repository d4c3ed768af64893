// CSV, CSVW, JSON and SDMX-CSV: forms for machines.

#include <algorithm>
#include <stdexcept>

#include "export/csv_out.h"
#include "export/json_out.h"
#include "export/writers.h"

namespace rasoat::export_ {
namespace {

void write_cell(JsonOut& out, const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::empty:
    case Cell::Kind::withheld:
      out.null();
      break;
    case Cell::Kind::text:
      out.value(cell.words);
      break;
    case Cell::Kind::count:
    case Cell::Kind::decimal:
    case Cell::Kind::money:
      out.raw(cell.plain());
      break;
  }
}

std::string_view type_name(ColumnType type) {
  switch (type) {
    case ColumnType::text:
    case ColumnType::mark:
      return "string";
    case ColumnType::count:
      return "integer";
    case ColumnType::decimal:
    case ColumnType::money:
      return "decimal";
  }
  return "";
}

void write_table(JsonOut& out, const Table& table) {
  const auto shown = columns_for_machines(table);
  out.begin_object().member("id", table.id).member("title", table.title);
  out.key("columns").begin_array();
  for (const std::size_t i : shown) {
    const Column& column = table.columns[i];
    out.begin_object().member("name", column.name).member("heading", column.heading);
    out.member("number", column.number).member("type", type_name(column.type));
    out.member("unit", column.unit).end_object();
  }
  out.end_array().key("rows").begin_array();
  for_each_row(table, [&](const Row& row) {
    if (row.kind == RowKind::heading) return;
    out.begin_object();
    for (const std::size_t i : shown) {
      out.key(table.columns[i].name);
      write_cell(out, row.cells[i]);
    }
    out.end_object();
  });
  out.end_array().end_object();
}

void write_texts(JsonOut& out, std::string_view name, const std::vector<domain::Text>& texts) {
  out.key(name).begin_array();
  for (const domain::Text& text : texts) out.value(text);
  out.end_array();
}

std::size_t column_named(const Table& table, std::string_view name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  if (found == table.columns.end()) throw std::logic_error("table without column " + std::string(name));
  return static_cast<std::size_t>(found - table.columns.begin());
}

/// `table-1` becomes `TABLE_1`: identifiers of SDMX are letters, digits, `_`, `-`, `@` and `$`.
std::string identifier(std::string_view name) {
  std::string id;
  for (const char c : name) {
    const bool small = c >= 'a' && c <= 'z';
    const bool keep = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
    id += small ? static_cast<char>(c - 'a' + 'A') : keep ? c : '_';
  }
  return id;
}

}  // namespace

const Table& main_table(const Report& report) {
  for (const Block& block : report.blocks) {
    if (const Table* table = std::get_if<Table>(&block)) return *table;
  }
  throw std::logic_error("report " + report.name + " has no table");
}

std::string write_csv(const Report& report) {
  const Table& table = main_table(report);
  const auto shown = columns_for_machines(table);
  CsvOut out;
  for (const std::size_t i : shown) out.text(table.columns[i].name);
  out.end_record();
  for_each_row(table, [&](const Row& row) {
    if (row.kind == RowKind::heading) return;
    for (const std::size_t i : shown) {
      const Cell& cell = row.cells[i];
      cell.kind == Cell::Kind::text ? out.text(cell.words) : out.number(cell.plain());
    }
    out.end_record();
  });
  return out.take();
}

std::string write_csvw(const Report& report, const std::string& file_name) {
  const Table& table = main_table(report);
  JsonOut out;
  out.begin_object().key("@context").begin_array().value("http://www.w3.org/ns/csvw");
  out.begin_object().member("@language", "vi").end_object().end_array();
  out.member("url", file_name).member("dc:title", report.title.vi);
  out.key("tableSchema").begin_object().key("columns").begin_array();
  for (const std::size_t i : columns_for_machines(table)) {
    const Column& column = table.columns[i];
    out.begin_object().member("name", column.name).key("titles").begin_object();
    out.member("vi", column.heading.vi).member("en", column.heading.en).end_object();
    out.member("datatype", type_name(column.type)).end_object();
  }
  out.end_array().member("primaryKey", "area_code").end_object().end_object();
  return out.take();
}

std::string write_json(const Report& report) {
  JsonOut out;
  out.begin_object().member("report", report.name).member("title", report.title);
  out.member("subtitle", report.subtitle).member("round", report.round).member("standard", report.standard);
  out.member("within", report.within).member("as_of", report.as_of.iso());
  report.release.empty() ? out.key("release").null() : out.member("release", report.release);
  out.member("citation", report.citation);
  write_texts(out, "notices", report.notices);
  out.key("text").begin_array();
  for (const Block& block : report.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) out.value(paragraph->words);
  }
  out.end_array().key("tables").begin_array();
  for (const Block& block : report.blocks) {
    if (const auto* table = std::get_if<Table>(&block)) write_table(out, *table);
  }
  out.end_array();
  write_texts(out, "notes", report.endnotes);
  out.end_object();
  return out.take() + "\n";
}

std::string write_sdmx_csv(const Report& report) {
  const Table& table = main_table(report);
  const std::size_t code = column_named(table, "area_code");
  const std::string structure = "RASOAT:" + identifier(report.name) + "(1.0)";
  const bool daily = report.frequency == Report::Frequency::daily;
  const std::string period =
      daily ? report.reference_date.iso() : std::to_string(report.reference_date.year());
  std::vector<std::size_t> dimensions;
  std::vector<std::string_view> heads{"STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA"};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].dimension.empty()) continue;
    dimensions.push_back(i);
    heads.push_back(table.columns[i].dimension);
  }
  for (const char* head :
       {"STANDARD", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "BOUNDARY_DATE"})
    heads.push_back(head);
  CsvOut out;
  for (const std::string_view head : heads) out.text(head);
  out.end_record();
  for (const Row& row : table.rows) {
    if (row.kind == RowKind::heading) continue;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Column& column = table.columns[i];
      if (column.type == ColumnType::text || column.unit.empty()) continue;
      const Cell& cell = row.cells[i];
      // CL_OBS_STATUS: A normal, O missing, Q withheld.
      const char* status = cell.kind == Cell::Kind::withheld ? "Q"
                           : cell.kind == Cell::Kind::empty  ? "O"
                                                             : "A";
      out.text("dataflow").text(structure).text("I").text(daily ? "D" : "A").text(row.cells[code].words);
      for (const std::size_t dimension : dimensions) out.text(row.cells[dimension].words);
      out.text(report.standard.empty() ? "_Z" : report.standard).text(column.name).text(period);
      out.number(cell.plain()).text(column.unit).text(status).text(report.as_of.iso()).end_record();
    }
  }
  return out.take();
}

std::string write_dhis2(const Report& report) {
  const Table& table = main_table(report);
  const std::size_t code = column_named(table, "area_code");
  const std::string year = std::to_string(report.reference_date.year());
  JsonOut out;
  out.begin_object().key("dataValues").begin_array();
  for (const Row& row : table.rows) {
    if (row.kind == RowKind::heading) continue;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Column& column = table.columns[i];
      const std::string value = row.cells[i].plain();
      // A missing or withheld figure is left out: a data value set has no sign for it.
      if (column.type == ColumnType::text || column.unit.empty() || value.empty()) continue;
      out.begin_object().member("dataElement", identifier(report.name) + "." + identifier(column.name));
      out.member("period", year).member("orgUnit", row.cells[code].words).member("value", value).end_object();
    }
  }
  out.end_array().end_object();
  return out.take() + "\n";
}

}  // namespace rasoat::export_
