// Official forms: titles above, merged header rows, numbered columns, total rows.

#include <boost/test/unit_test.hpp>

#include "ingest/workbooks.h"

using namespace rasoat;
using namespace rasoat::test;

namespace {

Reading read_counts(const Cells& cells) {
  const Scratch file(".xlsx");
  workbook_to(file.path(), cells, Writing::normal, "Biểu 1");
  Reading reading = read_file(file.path(), domain::Kind::counts, "2023");
  const Scratch csv(".csv");
  csv_to(csv.path(), cells);
  const Reading twin = read_file(csv.path(), domain::Kind::counts, "2023");
  BOOST_CHECK_EQUAL(twin.counts.size(), reading.counts.size());
  BOOST_CHECK_EQUAL(twin.findings.errors(), reading.findings.errors());
  BOOST_CHECK_EQUAL(twin.findings.warnings(), reading.findings.warnings());
  return reading;
}

const Cells kForm{{"UBND TỈNH QUẢNG NGÃI", "", "", "", "", "", ""},
                  {"BIỂU SỐ 1: TỔNG HỢP KẾT QUẢ", "", "", "", "", "", ""},
                  {"STT", "Mã huyện", "Tổng số hộ", "Hộ nghèo", "", "Hộ cận nghèo", ""},
                  {"", "", "", "Tổng số", "DTTS", "Tổng số", "DTTS"},
                  {"A", "B", "1", "2", "3", "4", "5"},
                  {"1", "525", "14000", "3000", "2900", "900", "800"},
                  {"2", "530", "5000", "2000", "1990", "300", "290"},
                  {"", "Tổng cộng", "19000", "5000", "4890", "1200", "1090"}};

}  // namespace

BOOST_AUTO_TEST_SUITE(tables)

BOOST_AUTO_TEST_CASE(an_official_form_is_read_below_its_merged_header) {
  const Reading reading = read_counts(kForm);
  BOOST_CHECK_EQUAL(reading.findings.errors(), 0);
  BOOST_REQUIRE_EQUAL(reading.counts.size(), 2U);
  BOOST_CHECK_EQUAL(reading.rows, 2);
  BOOST_CHECK_EQUAL(reading.counts[0].row, 6);
  BOOST_CHECK_EQUAL(reading.counts[0].values.at(domain::measures::poor), 3000);
  BOOST_CHECK_EQUAL(reading.counts[0].values.at(domain::measures::poor_minority), 2900);
  BOOST_CHECK_EQUAL(reading.counts[1].values.at(domain::measures::near_poor_minority), 290);
  BOOST_CHECK_EQUAL(reading.count("W-TOTAL"), 0);
}

BOOST_AUTO_TEST_CASE(a_total_that_does_not_fit_is_a_warning_and_is_not_counted) {
  Cells form = kForm;
  form[7][3] = "5001";
  const Reading reading = read_counts(form);
  BOOST_CHECK_EQUAL(reading.findings.errors(), 0);
  BOOST_CHECK_EQUAL(reading.counts.size(), 2U);
  BOOST_REQUIRE_EQUAL(reading.count("W-TOTAL"), 1);
  for (const domain::Finding& finding : reading.findings.kept()) {
    if (finding.code != "W-TOTAL") continue;
    BOOST_CHECK_EQUAL(finding.row, 8);
    BOOST_CHECK_EQUAL(finding.value, "5001");
    BOOST_CHECK_EQUAL(finding.expected, "5000");
  }
}

BOOST_AUTO_TEST_CASE(a_list_with_titles_and_a_total_of_persons) {
  Cells cells = good_households(4);
  cells.insert(cells.begin(), std::vector<std::string>(cells[0].size()));
  cells[0][2] = "DANH SÁCH HỘ NGHÈO";
  std::vector<std::string> total(cells[0].size());
  total[1] = "Tổng cộng";
  total[8] = "10";  // 1 + 2 + 3 + 4
  cells.push_back(total);
  const Scratch file(".xlsx");
  workbook_to(file.path(), cells, Writing::normal);
  const Reading reading = read_file(file.path());
  BOOST_CHECK_EQUAL(reading.findings.errors(), 0);
  BOOST_CHECK_EQUAL(reading.count("W-TOTAL"), 0);
  BOOST_CHECK_EQUAL(reading.households.size(), 4U);
}

BOOST_AUTO_TEST_CASE(a_missing_required_column_is_still_said_of_the_first_row) {
  Cells cells = good_households(2);
  for (auto& row : cells) row.erase(row.begin() + 2);
  const Scratch file(".csv");
  csv_to(file.path(), cells);
  const Reading reading = read_file(file.path());
  BOOST_CHECK(reading.has("E-MISSING-COLUMN", 1, "household_code"));
}

BOOST_AUTO_TEST_SUITE_END()
