// Likeness of names against the reference cases of others, and the folding that comes before.
#include "domain/audit_names.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "ingest/text.h"

using namespace rasoat::domain;
using boost::test_tools::tolerance;

namespace {

std::vector<std::vector<std::string>> records(const std::string& name) {
  std::ifstream file(std::string(RASOAT_SOURCE_DIR) + "/tests/data/reference/" + name);
  std::vector<std::vector<std::string>> all;
  std::string line;
  while (std::getline(file, line)) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.emplace_back();
      } else if (c != '\r') {
        cells.back() += c;
      }
    }
    all.push_back(std::move(cells));
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audit_names)

BOOST_AUTO_TEST_CASE(jaro_as_jellyfish) {
  const auto cases = records("jaro_distance.csv");
  BOOST_TEST(cases.size() == 5U);
  for (const auto& c : cases)
    BOOST_TEST(std::abs(jaro(code_points(c[0]), code_points(c[1])) - std::atof(c[2].c_str())) <= 0.0005,
               c[0]);
}

BOOST_AUTO_TEST_CASE(jaro_winkler_as_jellyfish) {
  const auto cases = records("jaro_winkler.csv");
  BOOST_TEST(cases.size() == 17U);
  for (const auto& c : cases) {
    const double likeness = jaro_winkler(code_points(c[0]), code_points(c[1]));
    BOOST_TEST(std::abs(likeness - std::atof(c[2].c_str())) <= 0.0005, c[0]);
    // The cheap bound never rules out what is alike.
    BOOST_TEST(may_reach(ComparableName(c[0]), ComparableName(c[1]), likeness - 1e-9), c[0]);
  }
}

BOOST_AUTO_TEST_CASE(both_tone_placements_are_one_name) {
  const auto pairs = records("tone_pairs.csv");
  BOOST_TEST(pairs.size() == 46U);  // with its header
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    BOOST_TEST(rasoat::ingest::word_key("Nguyễn Văn H" + pairs[i][0]) ==
               rasoat::ingest::word_key("nguyễn văn h" + pairs[i][1]));
  }
  BOOST_TEST(rasoat::ingest::word_key("Đinh Thị Hòa") != rasoat::ingest::word_key("Đinh Thị Hoa"));
  BOOST_TEST(rasoat::ingest::bare_key("Đinh Thị Hòa") == "dinh thi hoa");
}

BOOST_AUTO_TEST_CASE(proposals_stay_inside_a_block_and_leave_known_persons_alone) {
  const std::vector<NamedHousehold> households{
      {1, 10, false, rasoat::ingest::word_key("Đinh Văn Hòa")},
      {1, 11, true, rasoat::ingest::word_key("đinh văn hoà")},
      {1, 12, true, rasoat::ingest::word_key("Đinh văn HÒA")},
      {2, 13, false, rasoat::ingest::word_key("Đinh Văn Hòa")},
      {1, 14, false, rasoat::ingest::word_key("Phạm Thị Lan")},
  };
  const auto pairs = alike(households, 0.95);
  // 11 and 12 have ID numbers, different ones: two persons. 13 is of another block.
  BOOST_REQUIRE(pairs.size() == 2U);
  BOOST_TEST(pairs[0].one == 10U);
  BOOST_TEST(pairs[0].other == 11U);
  BOOST_TEST(pairs[1].other == 12U);
  BOOST_TEST(pairs[1].likeness == 1.0, tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
