#include "ingest/read.h"

#include <algorithm>

#include "ingest/area_codes.h"
#include "ingest/benchmarks.h"
#include "ingest/counts.h"
#include "ingest/csv.h"
#include "ingest/header.h"
#include "ingest/households.h"
#include "ingest/row_reader.h"

namespace rasoat::ingest {
namespace {

std::unique_ptr<RowSource> open_source(const ReadRequest& request) {
  return std::make_unique<CsvReader>(request.file);
}

/// Rows to expect, from the length of the first ones: sizes the table of household keys once.
std::size_t expected_rows(const std::filesystem::path& file) {
  return static_cast<std::size_t>(std::filesystem::file_size(file) / 100);
}

/// How the file writes decimals: a first pass over the cells of its decimal columns. Both ways in one file
/// leave every cell to itself and are an error for each cell that goes against the first.
Notation file_notation(const ReadRequest& request, const domain::KindColumns& columns, Reporter& reporter) {
  domain::Findings silent;
  Reporter nobody(request.rules->texts, silent, "");
  const auto source = open_source(request);
  Row row;
  if (!source->next(row)) return Notation::unknown;
  const Header header(columns, row, nobody);
  RowReader reader(columns, header, nobody);
  std::vector<RowReader::Slot> slots;
  for (const domain::Column& column : columns.columns) {
    const bool decimal =
        column.type == domain::ColumnType::decimal || column.type == domain::ColumnType::money;
    if (decimal && header.position(column.name) >= 0) slots.push_back(reader.slot(column.name));
  }
  if (slots.empty()) return Notation::unknown;
  Notation first = Notation::unknown;
  while (source->next(row)) {
    reader.turn(row);
    for (const RowReader::Slot& slot : slots) {
      const Cell cell = reader.cell(slot);
      if (cell.numeric || cell.text.empty()) continue;
      const Notation own = notation_of(cell.text);
      if (own == Notation::unknown) continue;
      if (first == Notation::unknown) first = own;
      if (own != first) {
        reporter.add("E-MIXED-DECIMALS", {row.number, slot.heading}, cell.text,
                     first == Notation::comma ? "1.234,5" : "1,234.5");
      }
    }
  }
  return first;
}

/// Hands each row to `one` and finishes.
template <typename One>
void for_each_row(RowSource& source, RowReader& reader, RowSink& sink, ReadReport& report, One one) {
  Row row;
  while (source.next(row)) {
    ++report.rows;
    reader.turn(row);
    one();
    if (report.rows % 20'000 == 0) sink.progress(report.rows);
  }
}

}  // namespace

ReadReport read(const ReadRequest& request, domain::Findings& findings, RowSink& sink) {
  ReadReport report;
  const auto source = open_source(request);
  Reporter reporter(request.rules->texts, findings, source->sheet());
  const domain::KindColumns& columns = request.rules->columns(request.kind);
  Row first;
  const auto broken = [&] {
    const domain::Problem& problem = *source->problem();
    domain::Finding finding;
    finding.code = problem.code == "truncated" ? "E-TRUNCATED" : "E-NO-TABLE";
    finding.sheet = source->sheet();
    finding.row = std::stoll("0" + problem.place);
    finding.message = problem.message;
    findings.add(std::move(finding));
  };
  if (!source->next(first)) {
    if (source->problem()) {
      broken();
    } else {
      reporter.add("E-NO-ROWS", {0, ""});
    }
    return report;
  }
  const Header header(columns, first, reporter);
  const bool readable =
      std::none_of(findings.kept().begin(), findings.kept().end(),
                   [](const domain::Finding& finding) { return finding.code == "E-MISSING-COLUMN"; });
  RowReader reader(columns, header, reporter);
  const domain::Date day = request.round != nullptr ? request.round->reference_date : domain::Date();
  AreaCodes areas(request.rules->areas, day, request.provinces);
  switch (request.kind) {
    case domain::Kind::households: {
      HouseholdRows rows(request, reader, areas, reporter, expected_rows(request.file));
      for_each_row(*source, reader, sink, report, [&] { rows.read(sink); });
      rows.finish();
      break;
    }
    case domain::Kind::counts: {
      CountsRows rows(reader, areas, reporter, columns);
      for_each_row(*source, reader, sink, report, [&] { rows.read(sink); });
      break;
    }
    case domain::Kind::benchmarks: {
      BenchmarkRows rows(request, reader, file_notation(request, columns, reporter));
      for_each_row(*source, reader, sink, report, [&] { rows.read(sink); });
      break;
    }
    default:
      reporter.add("E-KIND", {0, ""}, domain::name(request.kind));
      return report;
  }
  if (source->problem()) {
    broken();
  } else if (report.rows == 0 && readable) {
    reporter.add("E-NO-ROWS", {first.number, ""});
  }
  return report;
}

}  // namespace rasoat::ingest
