// The officer's own file comes back marked at exactly the faulty cells, and is sent again as it is.

#include "ingest/mark.h"

#include <algorithm>
#include <regex>
#include <set>

#include <boost/test/unit_test.hpp>
#include <xlsxwriter.h>

#include "ingest/workbooks.h"

using namespace rasoat;
using namespace rasoat::test;

namespace {

/// Names of the cells of the first sheet whose style has the ground of an error.
std::set<std::string> painted(const std::filesystem::path& book, const std::string& ground = "FFFFB3B4",
                              const std::string& sheet = "xl/worksheets/sheet1.xml") {
  const std::string styles = part_of(book, "xl/styles.xml");
  const std::string fills = styles.substr(0, styles.find("</fills>"));
  const auto at = fills.find(ground);
  if (at == std::string::npos) return {};
  int fill = -1;
  for (std::size_t i = fills.find("<fill>"); i < at && i != std::string::npos;
       i = fills.find("<fill>", i + 1))
    ++fill;
  const std::size_t from = styles.find("<cellXfs");
  const std::string xfs = styles.substr(from, styles.find("</cellXfs>") - from);
  std::set<std::string> red;
  int style = 0;
  const std::regex xf("<xf [^>]*fillId=\"(\\d+)\"");
  for (std::sregex_iterator each(xfs.begin(), xfs.end(), xf), end; each != end; ++each, ++style) {
    if (std::stoi((*each)[1]) == fill) red.insert(std::to_string(style));
  }
  std::set<std::string> cells;
  const std::string text = part_of(book, sheet);
  const std::regex cell("<c r=\"([A-Z]+[0-9]+)\"([^>]*)>");
  const std::regex style_of("s=\"(\\d+)\"");
  for (std::sregex_iterator each(text.begin(), text.end(), cell), end; each != end; ++each) {
    std::smatch found;
    const std::string rest = (*each)[2];
    if (std::regex_search(rest, found, style_of) && red.contains(found[1])) cells.insert((*each)[1]);
  }
  return cells;
}

void mark(const std::filesystem::path& file, const std::filesystem::path& to, const Reading& reading) {
  ingest::MarkRequest request;
  request.file = file;
  request.to = to;
  request.rules = &rules();
  request.findings = &reading.findings.kept();
  request.errors = reading.findings.errors();
  request.warnings = reading.findings.warnings();
  request.title = "danh-sach.xlsx";
  ingest::mark_file(request);
}

std::string cell_name(std::size_t column, std::size_t row) {
  return std::string(1, static_cast<char>('A' + column)) + std::to_string(row);
}

/// Forty faults of fifteen kinds in a list of 200 households, and the cells they are in.
struct Planted {
  Cells cells = good_households(200);
  std::set<std::string> places;
};

Planted planted() {
  Planted list;
  const std::vector<std::tuple<std::size_t, std::string>> kinds{
      {0, "99999"},           // no such unit
      {2, ""},                // a required cell
      {3, "=cmd|'/C x'!A0"},  // a command
      {3, "Hå V¨n B×nh"},     // an old encoding
      {5, "1850"},            // a year of birth out of bounds
      {5, "mười"},            // no whole number
      {6, "không rõ"},        // not in the list
      {8, "0"},               // nobody in the household
      {8, "-3"},              // below zero
      {8, "500"},             // too many
      {9, "99999"},           // beyond the highest score
      {11, "1;44"},           // no such deprivation
      {12, "giàu"},           // no class
      {13, "31/02/2023"},     // no such day
      {7, ""},                // a required cell of text
  };
  for (std::size_t i = 0; i < 40; ++i) {
    const auto& [column, text] = kinds[i % kinds.size()];
    const std::size_t row = 3 + i * 4;
    list.cells[row][column] = text;
    list.places.insert(cell_name(column, row + 1));
  }
  return list;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(marking)

BOOST_AUTO_TEST_CASE(forty_faults_of_fifteen_kinds_are_marked_at_exactly_those_cells) {
  const Planted list = planted();
  BOOST_REQUIRE_EQUAL(list.places.size(), 40U);
  for (const Writing writing : {Writing::normal, Writing::constant_memory}) {
    const Scratch book(".xlsx");
    workbook_to(book.path(), list.cells, writing);
    const Reading reading = read_file(book.path());
    BOOST_CHECK_EQUAL(reading.findings.errors(), 40);
    const Scratch marked(".xlsx");
    mark(book.path(), marked.path(), reading);
    const auto red = painted(marked.path());
    BOOST_CHECK(red == list.places);
    for (const std::string& cell : red) BOOST_CHECK_MESSAGE(list.places.contains(cell), cell);
    // Marks are no data: the marked file reads like the one it was made from.
    const Reading again = read_file(marked.path());
    BOOST_CHECK_EQUAL(again.findings.errors(), reading.findings.errors());
    BOOST_CHECK_EQUAL(again.findings.warnings(), reading.findings.warnings());
    BOOST_CHECK(again.households == reading.households);
    const std::string sheet = part_of(marked.path(), "xl/worksheets/sheet1.xml");
    BOOST_CHECK(sheet.find("Lý do (rasoat)") != std::string::npos);
    BOOST_CHECK(sheet.find("<legacyDrawing") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_corrected_file_marked_again_has_no_marks_left) {
  const Planted list = planted();
  const Scratch book(".xlsx");
  workbook_to(book.path(), list.cells, Writing::constant_memory);
  const Scratch marked(".xlsx");
  mark(book.path(), marked.path(), read_file(book.path()));
  // Corrected: nothing is found any more.
  const Scratch again(".xlsx");
  mark(marked.path(), again.path(), Reading{});
  BOOST_CHECK(painted(again.path()).empty());
  const std::string sheet = part_of(again.path(), "xl/worksheets/sheet1.xml");
  BOOST_CHECK(sheet.find("Lý do (rasoat)") != std::string::npos);
  BOOST_CHECK(sheet.find("Lỗi:") == std::string::npos);
  BOOST_CHECK_EQUAL(parts_of(again.path()).size(), parts_of(marked.path()).size());
  BOOST_CHECK(part_of(again.path(), "xl/rasoat_notes.xml").find("<comment ") == std::string::npos);
  BOOST_CHECK(part_of(again.path(), "xl/worksheets/rasoat_summary.xml").find("không có lỗi") !=
              std::string::npos);
}

BOOST_AUTO_TEST_CASE(other_sheets_widths_and_notes_of_the_officer_stay) {
  Cells cells = good_households(3);
  cells[2][8] = "0";
  const Scratch book(".xlsx");
  lxw_workbook* made = workbook_new(book.path().c_str());
  lxw_worksheet* page = workbook_add_worksheet(made, "Danh sách");
  lxw_worksheet* other = workbook_add_worksheet(made, "Tính nháp");
  worksheet_write_formula(other, 0, 0, "=1+1", nullptr);
  for (std::size_t r = 0; r < cells.size(); ++r) {
    for (std::size_t c = 0; c < cells[r].size(); ++c) {
      worksheet_write_string(page, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c), cells[r][c].c_str(),
                             nullptr);
    }
  }
  worksheet_set_column(page, 3, 200, 33, nullptr);
  worksheet_write_comment(page, 1, 1, "của tôi");
  worksheet_merge_range(page, 10, 0, 10, 3, "Người lập", nullptr);
  BOOST_REQUIRE_EQUAL(workbook_close(made), LXW_NO_ERROR);
  const Scratch marked(".xlsx");
  Reading reading = read_file(book.path());
  mark(book.path(), marked.path(), reading);
  BOOST_CHECK(part_of(marked.path(), "xl/worksheets/sheet2.xml") ==
              part_of(book.path(), "xl/worksheets/sheet2.xml"));
  BOOST_CHECK(part_of(marked.path(), "xl/comments1.xml") == part_of(book.path(), "xl/comments1.xml"));
  const std::string sheet = part_of(marked.path(), "xl/worksheets/sheet1.xml");
  BOOST_CHECK(sheet.find("<mergeCell ref=\"A11:D11\"/>") != std::string::npos);
  BOOST_CHECK(sheet.find("min=\"4\" max=\"14\" width=\"33") != std::string::npos);
  BOOST_CHECK(sheet.find("min=\"15\" max=\"15\" width=\"60\"") != std::string::npos);
  BOOST_CHECK(sheet.find("min=\"16\" max=\"201\" width=\"33") != std::string::npos);
  BOOST_CHECK(painted(marked.path()) == std::set<std::string>({"I3"}) ||
              painted(marked.path()).contains("I3"));
}

/// 2026-11-25: openpyxl declares the namespace of relations on each sheet; the sheet that sums up needs it
/// too.
BOOST_AUTO_TEST_CASE(sheets_that_declare_their_namespace_themselves) {
  const Scratch book(".xlsx");
  Parts parts = plain_workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Mã xã</t></is></c></row>");
  const std::string declaration =
      " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
  for (auto& [name, bytes] : parts) {
    if (name != "xl/workbook.xml") continue;
    bytes.erase(bytes.find(declaration), declaration.size());
    bytes.insert(bytes.find("<sheet ") + 6, declaration);
  }
  zip_to(book.path(), parts);
  const Reading reading = read_file(book.path());
  const Scratch marked(".xlsx");
  mark(book.path(), marked.path(), reading);
  const std::string list = part_of(marked.path(), "xl/workbook.xml");
  const std::size_t own = list.find("rasoatSummary");
  BOOST_REQUIRE(own != std::string::npos);
  BOOST_CHECK(list.substr(list.rfind("<sheet", own), own).find(declaration) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(commands_are_not_written_back) {
  const Scratch book(".xlsx");
  zip_to(book.path(),
         plain_workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Mã hộ</t></is></c></row>"
                        "<row r=\"2\"><c r=\"A2\"><f>cmd|'/C calc'!A0</f><v>0</v></c><c r=\"B2\"><f>A2+1</f>"
                        "<v>1</v></c></row>"));
  const Scratch marked(".xlsx");
  mark(book.path(), marked.path(), read_file(book.path()));
  const std::string sheet = part_of(marked.path(), "xl/worksheets/sheet1.xml");
  BOOST_CHECK(sheet.find("<f>cmd") == std::string::npos);
  BOOST_CHECK(sheet.find("<f>A2+1</f>") != std::string::npos);
  const std::string summary = part_of(marked.path(), "xl/worksheets/rasoat_summary.xml");
  BOOST_CHECK(summary.find("<f") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(csv_gets_a_column_of_reasons_and_reads_again) {
  const Planted list = planted();
  for (const char delimiter : {',', ';'}) {
    const Scratch csv(".csv");
    csv_to(csv.path(), list.cells, delimiter);
    const Reading reading = read_file(csv.path());
    BOOST_CHECK_EQUAL(reading.findings.errors(), 40);
    const Scratch marked(".csv");
    mark(csv.path(), marked.path(), reading);
    const std::string text = marked.bytes();
    BOOST_CHECK(text.find("\"=cmd") == std::string::npos);
    BOOST_CHECK(text.find("\"'=cmd") != std::string::npos);
    const Reading again = read_file(marked.path());
    BOOST_CHECK_EQUAL(again.findings.errors(), 40);
    BOOST_CHECK(again.households == reading.households);
    const Scratch twice(".csv");
    mark(marked.path(), twice.path(), again);
    BOOST_CHECK_EQUAL(std::count(text.begin(), text.end(), '\n'), 201);
    BOOST_CHECK(twice.bytes() == text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
