#include "ingest/read.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "ingest/area_codes.h"
#include "ingest/benchmarks.h"
#include "ingest/counts.h"
#include "ingest/criteria.h"
#include "ingest/csv.h"
#include "ingest/dated_rows.h"
#include "ingest/disbursement.h"
#include "ingest/households.h"
#include "ingest/row_reader.h"
#include "ingest/table.h"
#include "ingest/text.h"
#include "ingest/totals.h"
#include "ingest/xlsx.h"

namespace rasoat::ingest {
namespace {

/// Rows to expect, so that the table of household keys is sized once: the lines of a CSV file; for a
/// workbook, which is packed, a guess from its length.
std::size_t expected_rows(const std::filesystem::path& file) {
  constexpr std::uint64_t kMost = 4'000'000;
  constexpr std::uint64_t kPackedBytesPerRow = 12;
  if (is_workbook(file)) return std::min(std::filesystem::file_size(file) / kPackedBytesPerRow, kMost);
  std::ifstream in(file, std::ios::binary);
  std::vector<char> piece(1 << 18);
  std::uint64_t lines = 1;
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0) {
    lines += line_ends({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  return std::min(lines, kMost);
}

/// How the file writes decimals: a first pass over the cells of its decimal columns. Both ways in one file
/// leave every cell to itself and are an error for each cell that goes against the first.
Notation file_notation(const ReadRequest& request, const domain::KindColumns& columns, Reporter& reporter) {
  domain::Findings silent;
  Reporter nobody(request.rules->texts, silent, "");
  Table table(open_source(request.file, request.kind), columns, nobody);
  if (table.header() == nullptr) return Notation::unknown;
  const Header& header = *table.header();
  RowReader reader(columns, header, nobody);
  std::vector<RowReader::Slot> slots;
  for (const domain::Column& column : columns.columns) {
    const bool decimal =
        column.type == domain::ColumnType::decimal || column.type == domain::ColumnType::money;
    if (decimal && header.position(column.name) >= 0) slots.push_back(reader.slot(column.name));
  }
  if (slots.empty()) return Notation::unknown;
  Notation first = Notation::unknown;
  Row row;
  while (table.next(row)) {
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

/// Hands each row to `one`; totals are checked instead.
template <typename One>
void for_each_row(Table& table, RowReader& reader, Totals& totals, RowSink& sink, ReadReport& report,
                  One one) {
  Row row;
  while (table.next(row)) {
    reader.turn(row);
    if (totals.take()) continue;
    ++report.rows;
    ++report.lines;
    one();
    if (report.rows % 20'000 == 0) sink.progress(report.rows);
  }
}

/// What stopped the reading, as a finding on the file.
void report_broken(const RowSource& source, const domain::Texts& texts, domain::Findings& findings) {
  const domain::Problem& problem = *source.problem();
  domain::Finding finding;
  finding.code = problem.code == "truncated" ? "E-TRUNCATED" : "E-NO-TABLE";
  finding.sheet = source.sheet();
  const bool worded = !problem.message.vi.empty();
  if (worded) finding.row = std::stoll("0" + problem.place);
  finding.message =
      worded ? problem.message : texts.say("workbook." + problem.code, {{"detail", problem.place}});
  findings.add(std::move(finding));
}

}  // namespace

bool is_workbook(const std::filesystem::path& file) {
  std::array<char, 4> head{};
  std::ifstream(file, std::ios::binary).read(head.data(), head.size());
  return std::string_view(head.data(), head.size()) == std::string_view("PK\x03\x04", 4);
}

std::unique_ptr<RowSource> open_source(const std::filesystem::path& file, domain::Kind kind) {
  if (is_workbook(file)) return std::make_unique<XlsxReader>(file, domain::name(kind));
  return std::make_unique<CsvReader>(file);
}

ReadReport read(const ReadRequest& request, domain::Findings& findings, RowSink& sink) {
  ReadReport report;
  const domain::Texts& texts = request.rules->texts;
  const domain::KindColumns& columns = request.rules->columns(request.kind);
  auto source = open_source(request.file, request.kind);
  Reporter reporter(texts, findings, source->sheet());
  Table table(std::move(source), columns, reporter);
  if (table.header() == nullptr) {
    if (table.source().problem()) {
      report_broken(table.source(), texts, findings);
    } else {
      reporter.add("E-NO-ROWS", {0, ""});
    }
    return report;
  }
  const bool readable =
      std::none_of(findings.kept().begin(), findings.kept().end(),
                   [](const domain::Finding& finding) { return finding.code == "E-MISSING-COLUMN"; });
  RowReader reader(columns, *table.header(), reporter);
  Totals totals(columns, *table.header(), reader, reporter);
  const domain::Date day = request.round != nullptr ? request.round->reference_date : domain::Date();
  AreaCodes areas(request.rules->areas, day, request.provinces, request.own_areas);
  switch (request.kind) {
    case domain::Kind::households: {
      HouseholdRows rows(request, reader, areas, reporter, expected_rows(request.file));
      for_each_row(table, reader, totals, sink, report, [&] { rows.read(sink); });
      rows.finish(sink);
      report.rows = rows.households();
      break;
    }
    case domain::Kind::counts: {
      CountsRows rows(reader, areas, reporter, columns);
      for_each_row(table, reader, totals, sink, report, [&] { rows.read(sink); });
      break;
    }
    case domain::Kind::benchmarks: {
      BenchmarkRows rows(request, reader, file_notation(request, columns, reporter));
      for_each_row(table, reader, totals, sink, report, [&] { rows.read(sink); });
      break;
    }
    case domain::Kind::disbursement: {
      DisbursementRows rows(request, reader, reporter, file_notation(request, columns, reporter));
      for_each_row(table, reader, totals, sink, report, [&] { rows.read(sink); });
      break;
    }
    case domain::Kind::results: {
      ResultRows rows(request, reader, reporter, file_notation(request, columns, reporter));
      for_each_row(table, reader, totals, sink, report, [&] { rows.read(sink); });
      break;
    }
    case domain::Kind::ntm_criteria: {
      CriteriaRows rows(request, reader, *table.header(), reporter);
      for_each_row(table, reader, totals, sink, report, [&] { rows.read(sink); });
      break;
    }
    case domain::Kind::targets: {
      TargetRows rows(request, reader, file_notation(request, columns, reporter));
      for_each_row(table, reader, totals, sink, report, [&] { rows.read(sink); });
      break;
    }
  }
  if (table.source().problem()) {
    report_broken(table.source(), texts, findings);
  } else if (report.rows == 0 && readable) {
    reporter.add("E-NO-ROWS", {table.header()->row(), ""});
  }
  return report;
}

}  // namespace rasoat::ingest
