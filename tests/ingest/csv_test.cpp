// CSV as officers' programs write it, and files that are no table.

#include "ingest/csv.h"

#include <boost/test/unit_test.hpp>

#include "ingest/text.h"
#include "ingest/workbooks.h"

using namespace rasoat;
using test::Scratch;

namespace {

using Lines = std::vector<std::vector<std::string>>;

/// Rows, each led by its number; a problem as the last.
std::string rows_of(const std::string& bytes) {
  const Scratch file(".csv");
  file.write(bytes);
  ingest::CsvReader reader(file.path());
  ingest::Row row;
  std::string all;
  while (reader.next(row)) {
    all += std::to_string(row.number) + ":";
    for (const ingest::Cell& cell : row.cells) all += "[" + std::string(cell.text) + "]";
    all += " ";
  }
  if (reader.problem()) all += "!" + reader.problem()->code + "@" + reader.problem()->place;
  return all;
}

std::string sniffed(const std::vector<std::string>& pieces) {
  ingest::Sniffer sniffer;
  for (const std::string& piece : pieces) sniffer.take(piece);
  const auto format = sniffer.finish(test::rules().texts);
  if (!format) {
    BOOST_TEST(format.problem().message.vi.find('{') == std::string::npos);
    return format.problem().code;
  }
  return *format == ingest::Survey::Format::csv ? "csv" : "xlsx";
}

test::Reading read(const std::string& bytes, domain::Kind kind = domain::Kind::counts) {
  const Scratch file(".csv");
  file.write(bytes);
  return test::read_file(file.path(), kind);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(delimiters_line_ends_and_quotes) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"a,b\n1,2\n", "1:[a][b] 2:[1][2] "},
      {"a;b\n1,5;2\n", "1:[a][b] 2:[1,5][2] "},
      {"a\tb\n1;5\t2,5\n", "1:[a][b] 2:[1;5][2,5] "},
      {"a,b\r\n1,2\r\n", "1:[a][b] 2:[1][2] "},
      {"a,b\r1,2\r", "1:[a][b] 2:[1][2] "},
      {"a,b\n1,2", "1:[a][b] 2:[1][2] "},
      {"\xEF\xBB\xBF"
       "a,b\n1,2\n",
       "1:[a][b] 2:[1][2] "},
      {"a,b\n\"x,y\",2\n", "1:[a][b] 2:[x,y][2] "},
      {"a,b\n\"nói \"\"có\"\"\",2\n", "1:[a][b] 2:[nói \"có\"][2] "},
      {"a,b\n\"hai\ndòng\",2\n3,4\n", "1:[a][b] 2:[hai\ndòng][2] 3:[3][4] "},
      {"a,b\n\"\",\"\"\n1,2\n", "1:[a][b] 3:[1][2] "},
      {"a,b\n\n,\n1,2\n", "1:[a][b] 4:[1][2] "},
      {"a,b\n1,2,\n1\n", "1:[a][b] 2:[1][2][] 3:[1] "},
      {"\"a;b\",c\n1,2\n", "1:[a;b][c] 2:[1][2] "},
      {"a,b\nx\"y,2\n", "1:[a][b] 2:[x\"y][2] "}};
  for (const auto& [bytes, rows] : cases) BOOST_TEST(rows_of(bytes) == rows);
}

BOOST_AUTO_TEST_CASE(what_is_cut_or_no_table_stops) {
  BOOST_TEST(rows_of("a,b\n1,\"2\n3,4\n") == "1:[a][b] !truncated@2");
  BOOST_TEST(rows_of("a,b\n" + std::string(3 << 20, 'x') + ",1\n") == "1:[a][b] !row-too-long@2");
  BOOST_TEST(rows_of("a,b\n\"" + std::string(3 << 20, 'x') + "\",1\n") == "1:[a][b] !row-too-long@2");
  BOOST_TEST(rows_of("a,b\n" + std::string(2'000, ',') + "\n") == "1:[a][b] !too-many-columns@2");
  BOOST_TEST(rows_of(std::string(4 << 20, ',')) == "!too-many-columns@1");
}

BOOST_AUTO_TEST_CASE(the_buffer_moves_under_long_files) {
  // Rows of every length around the buffer's edge come through whole.
  std::string bytes = "a,b\n";
  std::string cell;
  for (int i = 0; i < 9'000; ++i) {
    cell = std::string(static_cast<std::size_t>(i * 7919 % 997), 'y');
    bytes += "\"" + cell + "\"\"\"," + std::to_string(i) + "\n";
  }
  const Scratch file(".csv");
  file.write(bytes);
  ingest::CsvReader reader(file.path());
  ingest::Row row;
  BOOST_REQUIRE(reader.next(row));
  for (int i = 0; i < 9'000; ++i) {
    BOOST_REQUIRE(reader.next(row));
    BOOST_REQUIRE_EQUAL(row.cells.size(), 2U);
    BOOST_REQUIRE_EQUAL(row.cells[0].text.size(), static_cast<std::size_t>(i * 7919 % 997) + 1);
    BOOST_REQUIRE_EQUAL(row.cells[1].text, std::to_string(i));
  }
  BOOST_TEST(!reader.next(row));
  BOOST_TEST(bytes.size() > 4'000'000U);
}

BOOST_AUTO_TEST_CASE(bytes_that_can_be_an_upload_or_cannot) {
  BOOST_TEST(sniffed({"a,b\n1,2\n"}) == "csv");
  BOOST_TEST(sniffed({""}) == "empty");
  BOOST_TEST(sniffed({"\xEF\xBB\xBF \r\n"}) == "empty");
  BOOST_TEST(sniffed({"PK\x03", "\x04..."}) == "xlsx");
  BOOST_TEST(sniffed({"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."}) == "old-or-locked-excel");
  BOOST_TEST(sniffed({"%PDF-1.7, x"}) == "not-a-table");
  BOOST_TEST(sniffed({"<html>,</html>"}) == "not-a-table");
  BOOST_TEST(sniffed({"{\"a\": 1, \"b\": 2}"}) == "not-a-table");
  BOOST_TEST(sniffed({"chỉ là chữ\n"}) == "not-a-table");
  BOOST_TEST(sniffed({"a,b\n1,\xFF\n"}) == "not-utf8");
  BOOST_TEST(sniffed({"a,b\n1,\xED\xA0\x80\n"}) == "not-utf8");  // a surrogate
  BOOST_TEST(sniffed({"a,b\n1,\xC0\xAF\n"}) == "not-utf8");      // an overlong form
  BOOST_TEST(sniffed({"a,b\n1,\xE1\xBB"}) == "not-utf8");        // cut within a letter
  // A letter that lies across two pieces is whole.
  BOOST_TEST(sniffed({"a,b\n1,\xE1\xBB", "\x87\n"}) == "csv");
}

BOOST_AUTO_TEST_CASE(every_utf8_letter_in_pieces_of_one_byte) {
  std::string text;
  for (const char* each : {"a", "đ", "ế", "中", "😀"}) text += each;
  ingest::Utf8Check check;
  for (const char c : text) BOOST_TEST(check.take(std::string_view(&c, 1)));
  BOOST_TEST(check.complete());
}

BOOST_AUTO_TEST_CASE(rows_that_do_not_fit_the_header_and_no_rows) {
  auto reading = read("area_code,households\n525,100,7\n522\n");
  BOOST_TEST(reading.has("E-CELLS", 2, ""));
  BOOST_TEST(reading.has("E-CELLS", 3, ""));
  // Empty cells too many are no fault: spreadsheets leave them.
  reading = read("area_code,households\n525,100,,\n");
  BOOST_TEST(reading.findings.errors() == 0);
  BOOST_TEST(reading.counts.size() == 1U);
  for (const char* none : {"area_code,households\n", "area_code,households\n\n,\n"}) {
    reading = read(none);
    BOOST_TEST(reading.count("E-NO-ROWS") == 1, none);
    BOOST_TEST(reading.rows == 0);
  }
  reading = read("area_code,households\n525,\"100\n");
  BOOST_TEST(reading.count("E-TRUNCATED") == 1);
}

BOOST_AUTO_TEST_CASE(text_comes_out_in_nfc_whatever_went_in) {
  const std::string nfc = "Hồ Văn Bền";
  const std::string nfd = "Ho\xCC\x82\xCC\x80 Va\xCC\x86n Be\xCC\x82\xCC\x80n";
  BOOST_TEST(ingest::clean(nfd) == nfc);
  BOOST_TEST(ingest::clean("\xC2\xA0 " + nfc + "\xE2\x80\x8B") == nfc);
  const std::string head =
      "commune_code,household_code,head_name,ethnicity,members,b1_score,deprivations,class\n";
  const std::string tail = ",Kinh,4,120,1;2;3,poor\n";
  const auto one = read(head + "21115,1," + nfc + tail, domain::Kind::households);
  const auto other = read(head + "21115,1," + nfd + tail, domain::Kind::households);
  BOOST_REQUIRE(one.households.size() == 1U);
  BOOST_TEST((one.households == other.households));
}

BOOST_AUTO_TEST_CASE(words_are_told_apart_by_their_marks_and_not_by_their_place) {
  using ingest::bare_key;
  using ingest::word_key;
  BOOST_TEST(word_key("HỌ  và tên") == word_key("họ và tên"));
  BOOST_TEST(word_key("hòa") == word_key("hoà"));
  BOOST_TEST(word_key("thủy") == word_key("thuỷ"));
  BOOST_TEST(word_key("ma") != word_key("má"));
  BOOST_TEST(word_key("đen") != word_key("den"));
  BOOST_TEST(bare_key("Đức Phổ") == "duc pho");
}

BOOST_AUTO_TEST_CASE(codes_protected_from_a_spreadsheet_are_the_codes) {
  const auto reading = read("area_code,households\n=\"525\",100\n'522,100\n");
  BOOST_TEST(reading.findings.errors() == 0);
  BOOST_TEST(reading.counts.size() == 2U);
}

BOOST_AUTO_TEST_CASE(past_ten_thousand_findings_are_counted_only) {
  std::string bytes = "area_code,households\n";
  for (int i = 0; i < 10'100; ++i) bytes += "525,x\n";
  const auto reading = read(bytes);
  BOOST_TEST(reading.findings.kept().size() == 10'000U);
  BOOST_TEST(reading.findings.errors() >= 20'199);  // each row also repeats the area
}

BOOST_AUTO_TEST_SUITE_END()
