// Workbooks give the rows that their CSV twins give, and what is no workbook is refused with words.

#include "ingest/xlsx.h"

#include <cstdlib>
#include <filesystem>

#include <boost/test/unit_test.hpp>

#include "ingest/text.h"
#include "ingest/workbooks.h"

using namespace rasoat;
using namespace rasoat::test;

namespace {

/// The cells of a plain workbook, row by row.
std::vector<std::vector<std::string>> cells_of(const std::filesystem::path& path) {
  std::vector<std::vector<std::string>> all;
  ingest::XlsxReader reader(path, "households");
  ingest::Row row;
  while (reader.next(row)) {
    auto& line = all.emplace_back();
    for (const ingest::Cell& cell : row.cells) line.emplace_back(cell.text);
  }
  if (reader.problem()) all.push_back({"problem", reader.problem()->code});
  return all;
}

std::vector<std::vector<std::string>> cells_of(const Parts& parts) {
  const Scratch file(".xlsx");
  zip_to(file.path(), parts);
  return cells_of(file.path());
}

std::string refusal(const Parts& parts) {
  const Scratch file(".xlsx");
  zip_to(file.path(), parts);
  const auto outcome = ingest::look_into_workbook(file.path(), rules().texts);
  return outcome ? "" : outcome.problem().code + ": " + outcome.problem().message.en;
}

Parts with(Parts parts, const std::string& name, const std::string& bytes) {
  for (auto& [each, content] : parts) {
    if (each == name) content = bytes;
  }
  return parts;
}

using Lines = std::vector<std::vector<std::string>>;

}  // namespace

namespace std {
ostream& operator<<(ostream& out, const vector<string>& line) {
  for (const string& cell : line) out << '[' << cell << ']';
  return out;
}
}  // namespace std

#define CHECK_CELLS(actual, ...)                                                         \
  do {                                                                                   \
    const Lines got = (actual);                                                          \
    const Lines wanted = __VA_ARGS__;                                                    \
    BOOST_CHECK_EQUAL_COLLECTIONS(got.begin(), got.end(), wanted.begin(), wanted.end()); \
  } while (false)

BOOST_AUTO_TEST_SUITE(xlsx)

BOOST_AUTO_TEST_CASE(fifty_thousand_rows_equal_their_csv_twin_cell_for_cell) {
  const Cells cells = good_households(50'000);
  const Scratch csv(".csv");
  csv_to(csv.path(), cells);
  const Reading twin = read_file(csv.path());
  BOOST_REQUIRE_EQUAL(twin.households.size(), 50'000U);
  BOOST_CHECK_EQUAL(twin.findings.errors(), 0);
  for (const Writing writing : {Writing::normal, Writing::constant_memory}) {
    const Scratch book(".xlsx");
    workbook_to(book.path(), cells, writing);
    const Reading reading = read_file(book.path());
    BOOST_CHECK_EQUAL(reading.findings.errors(), 0);
    BOOST_CHECK_EQUAL(reading.findings.warnings(), twin.findings.warnings());
    BOOST_CHECK(reading.households == twin.households);
  }
}

/// What other programs write. A few rows unless RASOAT_TWIN_ROWS says how many (50,000 by hand, see README).
BOOST_AUTO_TEST_CASE(workbooks_of_other_programs_equal_their_csv_twin) {
  const char* wanted = std::getenv("RASOAT_TWIN_ROWS");
  const Cells cells = good_households(wanted == nullptr ? 1'500 : std::stoi(wanted));
  const Scratch name("");
  const std::filesystem::path folder = name.path().string() + ".folder";
  std::filesystem::create_directories(folder);
  const std::filesystem::path csv = folder / "households.csv";
  csv_to(csv, cells);
  const Reading twin = read_file(csv);
  BOOST_REQUIRE_EQUAL(twin.households.size(), cells.size() - 1);
  const std::string home = folder.string();
  // Columns as LibreOffice is told to take them: 2 text, 1 by itself, 5 a day.
  const std::string office =
      "soffice -env:UserInstallation=file://" + home + "/profile --headless --norestore --convert-to xlsx" +
      " --infilter='CSV:44,34,76,1,1/1/2/2/3/2/4/2/5/2/6/1/7/2/8/2/9/1/10/1/11/1/12/2/13/2/14/5' --outdir " +
      home + " " + csv.string() + " >/dev/null 2>&1";
  const std::string python = std::string("/usr/bin/python3 ") + RASOAT_SOURCE_DIR +
                             "/tests/support/openpyxl_book.py " + csv.string() + " " + home +
                             "/households.xlsx";
  for (const std::string& command : {office, python}) {
    BOOST_TEST_CONTEXT(command) {
      BOOST_REQUIRE_EQUAL(std::system(command.c_str()), 0);
      const Reading reading = read_file(folder / "households.xlsx");
      BOOST_CHECK_EQUAL(reading.findings.errors(), 0);
      BOOST_CHECK_EQUAL(reading.findings.warnings(), twin.findings.warnings());
      BOOST_CHECK_EQUAL(reading.households.size(), twin.households.size());
      BOOST_CHECK(reading.households == twin.households);
      std::filesystem::remove(folder / "households.xlsx");
    }
  }
  std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(every_way_to_write_a_cell) {
  const auto parts = plain_workbook(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>trong ô</t></is></c>"
      "<c r=\"D1\"><v>12</v></c></row>"
      // No names of cells, a row skipped, an empty styled cell, numbers with too many digits.
      "<row r=\"3\"><c><v>0.10000000000000001</v></c><c "
      "s=\"1\"/><c><v>1.5E3</v></c><c><v>21001.0</v></c></row>"
      "<row><c t=\"b\"><v>1</v></c><c t=\"str\"><f>A1&amp;\"x\"</f><v>kết quả</v></c><c "
      "t=\"e\"><v>#N/A</v></c>"
      "<c s=\"1\"><v>45291</v></c><c s=\"1\"><v>45291.5</v></c></row>",
      "<si><r><rPr><b/></rPr><t>Hộ </t></r><r><t>nghèo</t></r><rPh sb=\"0\" eb=\"2\"><t>đọc</t></rPh></si>");
  CHECK_CELLS(cells_of(parts), {{"Hộ nghèo", "trong ô", "", "12"},
                                {"0.1", "", "1500", "21001"},
                                {"TRUE", "kết quả", "#N/A", "2023-12-31", "2023-12-31 12:00:00"}});
}

BOOST_AUTO_TEST_CASE(row_numbers_are_those_of_the_spreadsheet) {
  const Scratch file(".xlsx");
  zip_to(file.path(),
         plain_workbook(
             "<row r=\"4\"><c r=\"A4\"><v>1</v></c></row><row r=\"9\"><c r=\"C9\"><v>2</v></c></row>"));
  ingest::XlsxReader reader(file.path(), "households");
  ingest::Row row;
  BOOST_REQUIRE(reader.next(row));
  BOOST_CHECK_EQUAL(row.number, 4);
  BOOST_REQUIRE(reader.next(row));
  BOOST_CHECK_EQUAL(row.number, 9);
  BOOST_CHECK_EQUAL(row.cells.size(), 3U);
  BOOST_CHECK(!reader.next(row));
  BOOST_CHECK(!reader.problem());
}

BOOST_AUTO_TEST_CASE(days_count_from_1900_or_from_1904) {
  const std::string sheet = "<row><c s=\"1\"><v>43829</v></c><c s=\"1\"><v>61</v></c></row>";
  CHECK_CELLS(cells_of(plain_workbook(sheet)), {{"2019-12-30", "1900-03-01"}});
  const auto parts = plain_workbook(sheet);
  std::string main = parts[2].second;
  main.insert(main.find("<sheets>"), "<workbookPr date1904=\"1\"/>");
  CHECK_CELLS(cells_of(with(parts, "xl/workbook.xml", main)), {{"2023-12-31", "1904-03-02"}});
}

BOOST_AUTO_TEST_CASE(formats_that_show_days) {
  for (const char* format : {"dd/mm/yyyy", "[$-42A]d mmmm yyyy", "yyyy\\-mm", "\"ngày\" dd"}) {
    BOOST_CHECK_MESSAGE(ingest::shows_date(format), format);
  }
  for (const char* format :
       {"General", "0.00", "#,##0\" đồng/day\"", "[Red]0", "hh:mm:ss", "0_d", "\\d0", "0;dd"}) {
    BOOST_CHECK_MESSAGE(!ingest::shows_date(format), format);
  }
}

BOOST_AUTO_TEST_CASE(the_sheet_named_as_the_kind_else_the_first_shown) {
  auto parts = plain_workbook("<row><c><v>1</v></c></row>");
  std::string second = parts.back().second;
  second.replace(second.find("<v>1"), 4, "<v>2");
  parts.push_back({"xl/worksheets/sheet2.xml", second});
  std::string& relations = parts[3].second;
  relations.insert(
      relations.find("</Relationships>"),
      "<Relationship Id=\"rId9\" Type=\"http://x/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>");
  const auto sheets = [&](const std::string& list) {
    std::string main = parts[2].second;
    const auto from = main.find("<sheets>");
    main.replace(from, main.find("</sheets>") - from, "<sheets>" + list);
    return cells_of(with(parts, "xl/workbook.xml", main));
  };
  const std::string one = "<sheet name=\"Một\" sheetId=\"1\" r:id=\"rId1\"/>";
  CHECK_CELLS(sheets(one + "<sheet name=\"Households\" sheetId=\"2\" r:id=\"rId9\"/>"), {{"2"}});
  CHECK_CELLS(sheets(one + "<sheet name=\"Hai\" sheetId=\"2\" r:id=\"rId9\"/>"), {{"1"}});
  CHECK_CELLS(sheets("<sheet name=\"Một\" sheetId=\"1\" state=\"veryHidden\" r:id=\"rId1\"/>"
                     "<sheet name=\"Hai\" sheetId=\"2\" r:id=\"rId9\"/>"),
              {{"2"}});
}

BOOST_AUTO_TEST_CASE(bad_sheets_stop_with_a_word) {
  const auto code = [](const std::string& sheet) { return cells_of(plain_workbook(sheet)).back().back(); };
  BOOST_CHECK_EQUAL(code("<row r=\"100000000\"><c><v>1</v></c></row>"), "too-tall");
  BOOST_CHECK_EQUAL(code("<row><c r=\"ALM1\"><v>1</v></c></row>"), "too-wide");
  BOOST_CHECK_EQUAL(code("<row><c r=\"ZZZZ1\"><v>1</v></c></row>"), "malformed");
  BOOST_CHECK_EQUAL(code("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>"),
                    "malformed");
  BOOST_CHECK_EQUAL(code("<row><c t=\"s\"><v>7</v></c></row>"), "malformed");
  BOOST_CHECK_EQUAL(code("<row><c><v>1</v></c>"), "malformed");
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<x>";
  BOOST_CHECK_EQUAL(code(deep), "too-deep");
  const auto parts = plain_workbook("");
  const std::string laughs =
      "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b "
      "\"&a;&a;\">]><worksheet>&b;</worksheet>";
  BOOST_CHECK_EQUAL(cells_of(with(parts, "xl/worksheets/sheet1.xml", laughs)).back().back(), "doctype");
}

BOOST_AUTO_TEST_CASE(what_is_not_well_formed_is_placed_by_its_row) {
  const Scratch file(".xlsx");
  zip_to(file.path(), plain_workbook("<row r=\"4\"><c><v>1</v></c></row><row r=\"7\"><c><v>2</x></c></row>"));
  ingest::XlsxReader reader(file.path(), "households");
  ingest::Row row;
  BOOST_REQUIRE(reader.next(row));
  BOOST_CHECK(!reader.next(row));
  BOOST_REQUIRE(reader.problem());
  BOOST_CHECK_EQUAL(reader.problem()->place, "mismatched tag, row 7");
}

BOOST_AUTO_TEST_CASE(a_bomb_is_not_opened) {
  const Scratch file(".xlsx");
  std::string blanks;
  blanks.resize(80'000'000, ' ');
  zip_to(file.path(), with(plain_workbook(""), "xl/worksheets/sheet1.xml", blanks));
  BOOST_CHECK_EQUAL(cells_of(file.path()).back().back(), "bomb");
}

BOOST_AUTO_TEST_CASE(other_files_are_refused_with_words_that_help) {
  BOOST_CHECK_EQUAL(refusal(plain_workbook("")), "");
  BOOST_CHECK(refusal({{"word/document.xml", "<x/>"}}).find("Word") != std::string::npos);
  BOOST_CHECK(refusal({{"mimetype", "x"}, {"content.xml", "<x/>"}}).find("OpenDocument") !=
              std::string::npos);
  BOOST_CHECK(refusal({{"xl/workbook.bin", "x"}}).find(".xlsb") != std::string::npos);
  BOOST_CHECK(refusal({{"inner.zip", "PK"}}).find("not-a-table") == 0);
  const Scratch whole(".xlsx");
  zip_to(whole.path(), plain_workbook("<row><c><v>1</v></c></row>"));
  const Scratch cut(".xlsx");
  cut.write(whole.bytes().substr(0, whole.bytes().size() - 200));
  const auto outcome = ingest::look_into_workbook(cut.path(), rules().texts);
  BOOST_REQUIRE(!outcome);
  BOOST_CHECK(outcome.problem().message.en.find("damaged") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(cells_without_a_value_are_findings_once) {
  Cells cells = good_households(1);
  const Scratch file(".xlsx");
  std::string row;
  std::string header;
  for (std::size_t i = 0; i < cells[0].size(); ++i) {
    const std::string letters = ingest::column_letters(static_cast<int>(i));
    header += "<c r=\"" + letters + "1\" t=\"inlineStr\"><is><t>" + cells[0][i] + "</t></is></c>";
    const std::string name = "<c r=\"" + letters + "2\"";
    if (i == 5) {
      row += name + " t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>";
    } else if (i == 8) {
      row += name + "><f>SUM(A1:A3)</f></c>";
    } else if (i == 7) {
      row += name + " t=\"str\"><f>cmd|'/C calc'!A0</f><v>0</v></c>";
    } else {
      row += name + " t=\"inlineStr\"><is><t>" + cells[1][i] + "</t></is></c>";
    }
  }
  zip_to(file.path(), plain_workbook("<row r=\"1\">" + header + "</row><row r=\"2\">" + row + "</row>"));
  const Reading reading = read_file(file.path());
  BOOST_CHECK(reading.has("E-CELL-ERROR", 2, "Năm sinh"));
  BOOST_CHECK(reading.has("E-FORMULA-NO-RESULT", 2, "Số nhân khẩu"));
  BOOST_CHECK(reading.has("E-FORMULA", 2, "Dân tộc"));
  BOOST_CHECK_EQUAL(reading.findings.errors(), 3);
  BOOST_CHECK_EQUAL(reading.findings.kept().front().sheet, "Danh sách");
}

BOOST_AUTO_TEST_CASE(text_that_would_run_in_a_spreadsheet_is_an_error) {
  Cells cells = good_households(2);
  cells[1][3] = "=cmd|'/C calc'!A0";
  cells[2][2] = "=\"007\"";  // how zeros are kept in CSV; no command
  const Scratch file(".csv");
  csv_to(file.path(), cells);
  const Reading reading = read_file(file.path());
  BOOST_CHECK(reading.has("E-FORMULA", 2, "Họ và tên chủ hộ"));
  BOOST_CHECK_EQUAL(reading.findings.errors(), 1);
  BOOST_REQUIRE_EQUAL(reading.households.size(), 1U);
  BOOST_CHECK(reading.households[0].find("|007|") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(legacy_fonts_are_named) {
  BOOST_CHECK_EQUAL(ingest::legacy_typing("HuyÖn Trµ Bång"), "TCVN3");
  BOOST_CHECK_EQUAL(ingest::legacy_typing("Hé nghÌo"), "TCVN3");
  BOOST_CHECK_EQUAL(ingest::legacy_typing("Huyeän Traø Boàng"), "VNI");
  BOOST_CHECK_EQUAL(ingest::legacy_typing("Huyện Trà Bồng"), "");
  BOOST_CHECK_EQUAL(ingest::legacy_typing("Hà Nam"), "");
  BOOST_CHECK_EQUAL(ingest::legacy_typing("20 m² · ½"), "");
  Cells cells = good_households(1);
  cells[1][3] = "Hå V¨n B×nh";
  const Scratch file(".xlsx");
  workbook_to(file.path(), cells, Writing::normal);
  const Reading reading = read_file(file.path());
  BOOST_REQUIRE(reading.has("E-LEGACY-TEXT", 2, "Họ và tên chủ hộ"));
  BOOST_CHECK(reading.findings.kept().front().message.vi.find("TCVN3") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
