// Every finding, as tests/cases/findings.txt has them, and the guard that none is left out.

#include <algorithm>
#include <set>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "ingest/workbooks.h"
#include "support/table.h"

namespace data = boost::unit_test::data;
using namespace rasoat;
using test::CaseRow;

namespace {

using Cell = std::pair<std::string, std::string>;

/// One good row of a kind.
std::vector<Cell> good(const std::string& kind) {
  if (kind == "counts") return {{"area_code", "525"}, {"households", "100"}, {"poor", "10"}};
  if (kind == "benchmarks") {
    return {{"indicator", "poverty.rate"},
            {"scope", "VN"},
            {"period", "2023"},
            {"value", "2.93"},
            {"source", "Quyết định 134/QĐ-BLĐTBXH ngày 31/01/2024"}};
  }
  if (kind == "disbursement") {
    return {{"as_of", "2023-10-31"}, {"area_code", "525"},  {"programme", "GNBV"},      {"project", "1"},
            {"investor", ""},        {"budget", "central"}, {"expenditure", "capital"}, {"plan_year", "2023"},
            {"planned", "100"},      {"allocated", "90"},   {"disbursed", "40.25"}};
  }
  if (kind == "results") {
    return {{"as_of", "2023-10-31"},  {"area_code", "525"}, {"programme", "GNBV"}, {"project", "2"},
            {"indicator", "Mô hình"}, {"unit", "mô hình"},  {"planned", "10"},     {"achieved", "4.5"}};
  }
  if (kind == "targets") {
    return {{"indicator", "poverty.rate"},
            {"area_code", "525"},
            {"period", "2023"},
            {"value", "25.5"},
            {"source", "Kế hoạch 33/KH-UBND ngày 21/02/2023"}};
  }
  if (kind == "ntm-criteria") {
    std::vector<Cell> cells{{"as_of", "2023-12-31"}, {"commune_code", "21118"}};
    for (int n = 1; n <= 19; ++n) cells.emplace_back((n < 10 ? "c0" : "c") + std::to_string(n), "0");
    cells.emplace_back("recognition", "none");
    return cells;
  }
  return {{"commune_code", "21115"},  {"village", "Thôn 1"},     {"household_code", "H1"},
          {"head_name", "Hồ Văn An"}, {"ethnicity", "Cor"},      {"members", "4"},
          {"b1_score", "120"},        {"deprivations", "1;3;4"}, {"class", "poor"}};
}

std::vector<std::string> split(const std::string& text, const std::string& mark) {
  std::vector<std::string> all;
  std::size_t from = 0;
  for (;;) {
    const auto to = text.find(mark, from);
    std::string part = text.substr(from, to == std::string::npos ? to : to - from);
    while (!part.empty() && part.front() == ' ') part.erase(0, 1);
    while (!part.empty() && part.back() == ' ') part.pop_back();
    all.push_back(part);
    if (to == std::string::npos) return all;
    from = to + mark.size();
  }
}

/// The file that the changes describe.
test::Cells file_of(const std::string& kind, const std::string& changes) {
  const auto rows = split(changes, "//");
  std::vector<std::string> header;
  std::set<std::string> left_out;
  for (const auto& [name, value] : good(kind)) header.push_back(name);
  for (const std::string& row : rows) {
    for (const std::string& change : split(row, "&")) {
      if (change.empty()) continue;
      const std::string name =
          change.substr(change.front() == '-' ? 1 : 0, change.find('=') - (change[0] == '-'));
      if (change.front() == '-') {
        left_out.insert(change.substr(1));
      } else if (std::find(header.begin(), header.end(), name) == header.end()) {
        header.push_back(name);
      }
    }
  }
  std::erase_if(header, [&](const std::string& name) { return left_out.contains(name); });
  test::Cells cells{header};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<std::string> line(header.size());
    const auto set = [&](const std::string& name, const std::string& value) {
      const auto at = std::find(header.begin(), header.end(), name);
      if (at != header.end()) line[static_cast<std::size_t>(at - header.begin())] = value;
    };
    for (const auto& [name, value] : good(kind)) set(name, value);
    if (i > 0 && kind == "households") set("household_code", "H" + std::to_string(i + 1));
    for (const std::string& change : split(rows[i], "&")) {
      const auto equals = change.find('=');
      if (equals != std::string::npos) set(change.substr(0, equals), change.substr(equals + 1));
    }
    cells.push_back(line);
  }
  return cells;
}

test::Reading read(const CaseRow& row, const std::string& ending) {
  const test::Scratch file(ending);
  const test::Cells cells = file_of(row["kind"], row["changes"]);
  test::csv_to(file.path(), cells);
  return test::read_file(file.path(), domain::kind_named(row["kind"]).value(),
                         row["round"] == "-" ? "2023" : row["round"]);
}

std::string told(const domain::Findings& findings) {
  std::vector<std::string> all;
  for (const auto& finding : findings.kept())
    all.push_back(finding.code + ":" + finding.column + "@" + std::to_string(finding.row));
  std::sort(all.begin(), all.end());
  std::string text;
  for (const std::string& each : all) text += (text.empty() ? "" : " ") + each;
  return text;
}

/// Codes that other rooms report or other suites provoke.
const std::set<std::string> kElsewhere{"E-SCOPE-OUTSIDE",
                                       "E-SHRINK",
                                       "E-SHRINK-VILLAGE",
                                       "W-COUNTS-DIFFER",
                                       "W-CUMULATIVE-FALLS",
                                       "W-BENCHMARK-DIFFERS",
                                       "W-RATE-DIFFERS",
                                       "W-RATE-PARTS",
                                       "W-PARTS-DIFFER",  // flow: integration
                                       "E-CELL-ERROR",
                                       "E-FORMULA-NO-RESULT",  // workbooks: xlsx
                                       "E-CELLS",
                                       "E-NO-ROWS",  // csv_test.cpp
                                       "E-REVISIT-NUMBER",
                                       "E-REVISIT-TWICE"};  // samples: integration, audit_test.py

}  // namespace

BOOST_AUTO_TEST_SUITE(findings)

BOOST_DATA_TEST_CASE(found, data::make(test::table("findings")), row) {
  const auto reading = read(row, ".csv");
  BOOST_TEST(told(reading.findings) == row["findings"]);
  for (const auto& finding : reading.findings.kept()) {
    BOOST_TEST((finding.severity == domain::Severity::error) == (finding.code.front() == 'E'));
    for (const std::string& sentence : {finding.message.vi, finding.message.en}) {
      // A sentence, not its key, with every placeholder filled.
      BOOST_TEST(!sentence.empty());
      BOOST_TEST(sentence.find("finding.") == std::string::npos);
      BOOST_TEST(sentence.find('{') == std::string::npos, sentence);
    }
    const bool secret = finding.column == "head_name" || finding.column == "head_id_number";
    BOOST_TEST(finding.personal == secret);
  }
}

BOOST_AUTO_TEST_CASE(every_finding_has_a_case) {
  std::set<std::string> provoked = kElsewhere;
  for (const CaseRow& row : test::table("findings")) {
    for (const std::string& finding : test::words(row["findings"]))
      provoked.insert(finding.substr(0, finding.find(':')));
  }
  for (const auto& [key, sentence] : test::rules().texts.all()) {
    if (key.rfind("finding.", 0) != 0) continue;
    const std::string code = key.substr(8);
    BOOST_TEST(provoked.contains(code), code << " is provoked by no case");
  }
}

BOOST_AUTO_TEST_SUITE_END()
