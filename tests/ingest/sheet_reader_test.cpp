// The two ways a sheet is read give the same rows and the same refusals, however it is written and cut up.

#include "ingest/sheet_reader.h"

#include <boost/test/unit_test.hpp>

#include "ingest/sheet_lines.h"
#include "properties/dice.h"

using namespace rasoat;
using test::Dice;
using test::lines_of;
using Book = test::SheetBook;
using Way = ingest::SheetReader::Way;

namespace {

std::string one_of(Dice& dice, const std::vector<std::string>& all) { return all[dice.below(all.size())]; }

std::string a_text(Dice& dice) {
  const std::vector<std::string> usual{"Hộ",   "nghèo",     "12",     " ",       "-3.50",
                                       "1E5",  "0.1",       "&amp;",  "&#7889;", "&#x110;",
                                       "\r\n", "&lt;b&gt;", "&quot;", "_x000D_"};
  const std::vector<std::string> unusual{"<!--x-->", "<![CDATA[<a>]]>", "<?p q?>", "&own;",   "&#0;", "\x01",
                                         "\xC3",     "&#xD800;",        "&",       "<b>c</b>"};
  std::string text;
  for (std::size_t left = dice.below(4); left > 0; --left)
    text += dice.chance(3) ? one_of(dice, unusual) : one_of(dice, usual);
  return text;
}

std::string a_cell(Dice& dice, std::int64_t row, int column) {
  std::string cell = dice.chance(2) ? "<d" : "<c";
  if (dice.chance(80)) cell += " r=\"" + ingest::column_letters(column) + std::to_string(row) + '"';
  if (dice.chance(30)) cell += " s=\"" + std::to_string(dice.below(3)) + '"';
  switch (dice.below(9)) {
    case 0:
      return cell + "/>";
    case 1:
      return cell + " t=\"s\"><v>" + std::to_string(dice.below(dice.chance(1) ? 9 : 3)) + "</v></c>";
    case 2:
      return cell + " t=\"inlineStr\"><is><t xml:space=\"preserve\">" + a_text(dice) + "</t></is></c>";
    case 3:
      return cell + " t=\"inlineStr\"><is><r><rPr><b/></rPr><t>" + a_text(dice) + "</t></r><r><t>" +
             a_text(dice) + "</t></r></is></c>";
    case 4:
      return cell + " t=\"str\"><f>" + one_of(dice, {"A1", "cmd|'/C calc'!A0", "B2&amp;\"x\"", ""}) +
             "</f><v>" + a_text(dice) + "</v></c>";
    case 5:
      return cell + "><f>SUM(A1)</f></c>";
    case 6:
      return cell + one_of(dice, {" t=\"b\"><v>1</v></c>", " t=\"e\"><v>#N/A</v></c>",
                                  " t=\"d\"><v>2023-01-01</v></c>",
                                  "><v>1</v><extLst><ext><v>2</v></ext></extLst></c>", "><v>1</v>",
                                  " t=\"inlineStr\"><is><t>a</t><rPh><t>b</t></rPh></is></c>"});
    default:
      return cell + "><v>" + std::to_string(dice.number(6)) + "</v></c>";
  }
}

std::string a_sheet(Dice& dice) {
  const std::string encoding = dice.chance(3) ? "ISO-8859-1" : one_of(dice, {"UTF-8", "utf-8"});
  std::string xml = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?><worksheet>";
  if (dice.chance(5)) xml += "<!-- <sheetData><row><c><v>1</v></c></row> -->";
  xml += "<cols><col min=\"1\"/></cols>" + std::string(dice.chance(3) ? "<sheetData >" : "<sheetData>");
  std::int64_t number = 0;
  for (std::size_t left = dice.below(8); left > 0; --left) {
    number += dice.chance(1) ? 2'000'000 : dice.between(dice.chance(2) ? -1 : 1, 3);
    if (dice.chance(10)) xml += one_of(dice, {" ", "\n", "<!-- </row> -->", "<row/>", "text"});
    xml += dice.chance(80) ? "<row r=\"" + std::to_string(number) + "\" spans=\"1:4\">" : "<row>";
    int column = -1;
    for (std::size_t cells = dice.below(6); cells > 0; --cells) {
      column += static_cast<int>(dice.between(dice.chance(2) ? 0 : 1, 3));
      xml += a_cell(dice, number, column);
    }
    xml += dice.chance(2)
               ? one_of(dice, {"", "<row>", "</c></row>", "<extLst><c><v>1</v></c></extLst></row>"})
               : "</row>";
  }
  xml += "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>";
  return dice.chance(5) ? xml.substr(0, dice.below(xml.size())) : xml;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sheet_reader)

BOOST_AUTO_TEST_CASE(whole_rows_and_events_give_the_same) {
  const Book book;
  Dice dice(31);
  int rows = 0;
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string sheet = a_sheet(dice);
    const auto wanted = lines_of(book, Way::events, sheet, sheet.size());
    for (const std::size_t piece : {sheet.size(), 1 + dice.below(40)}) {
      const auto got = lines_of(book, Way::whole_rows, sheet, piece);
      BOOST_TEST_CONTEXT(sheet) {
        BOOST_REQUIRE_EQUAL_COLLECTIONS(got.begin(), got.end(), wanted.begin(), wanted.end());
      }
    }
    rows += static_cast<int>(wanted.size());
    refused += !wanted.empty() && wanted.back().find(' ') == std::string::npos ? 1 : 0;
  }
  BOOST_TEST(rows > 30'000);  // the dice make sheets that can be read, and some that cannot
  BOOST_TEST(refused > 1'000);
}

BOOST_AUTO_TEST_CASE(an_attribute_given_twice_is_minded_by_expat_alone) {
  const Book book;
  const std::string sheet =
      "<worksheet><sheetData><row><c s=\"0\" s=\"0\"><v>1</v></c></row></sheetData></worksheet>";
  const std::vector<std::string> whole = lines_of(book, Way::whole_rows, sheet, sheet.size());
  const std::vector<std::string> events = lines_of(book, Way::events, sheet, sheet.size());
  BOOST_TEST(whole == (std::vector<std::string>{"1 0[1]n0"}), boost::test_tools::per_element());
  BOOST_TEST(events == (std::vector<std::string>{"malformed"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_row_too_long_to_be_held_is_read_by_events) {
  const Book book;
  const std::string text(3 << 20, 'x');
  const std::string sheet = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>" + text +
                            "</t></is></c></row><row><c><v>2</v></c></row></sheetData></worksheet>";
  BOOST_CHECK(lines_of(book, Way::whole_rows, sheet, 65'536) == lines_of(book, Way::events, sheet, 65'536));
}

BOOST_AUTO_TEST_SUITE_END()
