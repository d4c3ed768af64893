// Numbers and days as officers write them.

#include "ingest/cells.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "support/table.h"

namespace data = boost::unit_test::data;
using namespace rasoat;

BOOST_AUTO_TEST_SUITE(cells)

BOOST_DATA_TEST_CASE(numbers, data::make(test::table("numbers")), row) {
  const auto read = ingest::read_integer(row["cell"]);
  std::string said = std::to_string(read.value);
  if (read.kind == ingest::IntegerCell::Kind::negative) said = "negative";
  if (read.kind == ingest::IntegerCell::Kind::wrong) said = "wrong";
  BOOST_TEST(said == row["whole"]);
}

BOOST_DATA_TEST_CASE(decimals, data::make(test::table("decimals")), row) {
  const std::string& cell = row["cell"];
  const auto notation = ingest::notation_of(cell);
  const std::string tells = notation == ingest::Notation::comma   ? "comma"
                            : notation == ingest::Notation::point ? "point"
                                                                  : "-";
  BOOST_TEST(tells == row["tells"]);
  BOOST_TEST(ingest::read_decimal(cell, ingest::Notation::comma).value_or("wrong") == row["with comma"]);
  BOOST_TEST(ingest::read_decimal(cell, ingest::Notation::point).value_or("wrong") == row["with point"]);
}

BOOST_DATA_TEST_CASE(dates, data::make(test::table("dates")), row) {
  const auto date = ingest::read_date(row["cell"]);
  BOOST_TEST((date ? date->iso() : "none") == row["day"]);
}

BOOST_AUTO_TEST_SUITE_END()
