// What one part of the program writes another reads: CSV, workbooks, archives, sealed texts and files.

#include <boost/test/unit_test.hpp>
#include <xlsxwriter.h>

#include "access/recovery.h"
#include "access/seal.h"
#include "access/web_token.h"
#include "domain/dated.h"
#include "export/csv_out.h"
#include "export/xlsx_book.h"
#include "export/zip_parts.h"
#include "ingest/csv.h"
#include "ingest/workbooks.h"
#include "ingest/xlsx.h"
#include "ingest/zip_file.h"
#include "ingest/zip_writer.h"
#include "properties/dice.h"

using namespace rasoat;
using test::Dice;
using test::Scratch;

namespace {

using Cells = std::vector<std::vector<std::string>>;

/// Rows whose first cell has a letter, so that none counts as empty.
Cells random_cells(Dice& dice, bool lines) {
  const std::size_t columns = 1 + dice.below(6);
  Cells rows(1);
  for (std::size_t c = 0; c < columns + 1; ++c) rows[0].push_back("column" + std::to_string(c));
  for (std::size_t left = dice.below(30); left > 0; --left) {
    std::vector<std::string> row{"x" + dice.cell(8, lines)};
    for (std::size_t c = 0; c < columns; ++c) row.push_back(dice.cell(8, lines));
    rows.push_back(std::move(row));
  }
  return rows;
}

Cells read_all(ingest::RowSource& source) {
  Cells rows;
  ingest::Row row;
  while (source.next(row)) {
    std::vector<std::string> cells;
    for (const ingest::Cell& cell : row.cells) cells.emplace_back(cell.text);
    rows.push_back(std::move(cells));
  }
  BOOST_TEST_REQUIRE(!source.problem().has_value());
  return rows;
}

class Money final : public ingest::RowSink {
 public:
  void money(ingest::MoneyFileRow&& row) override { rows.push_back(std::move(row)); }
  std::vector<ingest::MoneyFileRow> rows;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(csv_is_read_as_it_was_written) {
  Dice dice(21);
  for (int i = 0; i < 300; ++i) {
    Cells rows = random_cells(dice, true);
    export_::CsvOut out;
    for (const auto& row : rows) out.words(row);
    for (auto& row : rows) {
      for (std::string& cell : row) cell = export_::neutralised(cell);
    }
    const Scratch file(".csv");
    file.write(out.take());
    ingest::CsvReader reader(file.path());
    BOOST_TEST_REQUIRE((read_all(reader) == rows));
  }
}

BOOST_AUTO_TEST_CASE(a_workbook_is_read_as_it_was_written) {
  Dice dice(22);
  for (int i = 0; i < 60; ++i) {
    Cells rows = random_cells(dice, false);
    for (auto& row : rows) {
      // The library writes `_x000D_` as it is, which every reader takes for a carriage return.
      for (std::string& cell : row) std::erase(cell, '_');
    }
    const auto memory = i % 2 == 0 ? export_::XlsxBook::Memory::small : export_::XlsxBook::Memory::constant;
    export_::XlsxBook book("property", 1'700'000'000, memory);
    lxw_worksheet* sheet = book.sheet("counts");
    std::vector<std::int64_t> numbers;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < rows[r].size(); ++c) {
        worksheet_write_string(sheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c),
                               rows[r][c].c_str(), nullptr);
      }
      numbers.push_back(dice.number(15));
      worksheet_write_number(sheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(rows[r].size()),
                             static_cast<double>(numbers.back()), nullptr);
    }
    const Scratch file(".xlsx");
    file.write(book.bytes());
    ingest::XlsxReader reader(file.path(), "counts");
    ingest::Row row;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      BOOST_TEST_REQUIRE(reader.next(row));
      BOOST_TEST_REQUIRE(row.number == static_cast<std::int64_t>(r) + 1);
      BOOST_TEST_REQUIRE(row.cells.size() == rows[r].size() + 1);
      for (std::size_t c = 0; c < rows[r].size(); ++c) BOOST_TEST_REQUIRE(row.cells[c].text == rows[r][c]);
      BOOST_TEST_REQUIRE(row.cells.back().text == std::to_string(numbers[r]));
    }
    BOOST_TEST_REQUIRE(!reader.next(row));
  }
}

BOOST_AUTO_TEST_CASE(archives_give_back_their_parts) {
  Dice dice(23);
  for (int i = 0; i < 60; ++i) {
    test::Parts parts;
    for (std::size_t n = 0; n < 1 + dice.below(8); ++n)
      parts.emplace_back("xl/part" + std::to_string(n) + ".xml", "." + dice.bytes(20'000));
    const Scratch one(".zip");
    ingest::ZipWriter writer(one.path());
    for (const auto& [name, bytes] : parts) writer.add(name, bytes);
    writer.close();
    const Scratch other(".zip");
    other.write(export_::zip_parts(parts));
    for (const Scratch* file : {&one, &other}) {
      ingest::ZipFile archive(file->path());
      BOOST_TEST_REQUIRE(archive.entries().size() == parts.size());
      for (const auto& [name, bytes] : parts) {
        const ingest::ZipEntry* entry = archive.find(name);
        BOOST_TEST_REQUIRE(entry != nullptr);
        BOOST_TEST_REQUIRE((archive.text(*entry) == bytes));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(money_of_a_file_is_the_money_that_was_meant) {
  Dice dice(24);
  const std::vector<std::string> areas{"522", "524", "525", "527", "528", "529", "530", "531", "532", "533"};
  int taken = 0;
  for (int i = 0; i < 40; ++i) {
    std::vector<std::int64_t> planned;
    std::string text = "as_of,area_code,programme,budget,expenditure,plan_year,planned,allocated,disbursed\n";
    for (const std::string& area : areas) {
      planned.push_back(dice.number(14));
      const std::string million = domain::million_from_dong(planned.back());
      text += "2023-10-31," + area + ",GNBV,central,capital,2023," + million + "," + million + ",0\n";
    }
    const Scratch file(".csv");
    file.write(text);
    ingest::ReadRequest request;
    request.file = file.path();
    request.kind = domain::Kind::disbursement;
    request.rules = &test::rules();
    request.rounds = &test::rules().rounds;
    request.provinces = {"51"};
    domain::Findings findings;
    Money money;
    ingest::read(request, findings, money);
    // Three decimals in a cell may be thousands: then all of a file is asked about, and nothing is taken.
    if (findings.errors() > 0) continue;
    ++taken;
    BOOST_TEST_REQUIRE(money.rows.size() == areas.size());
    for (std::size_t n = 0; n < areas.size(); ++n)
      BOOST_TEST_REQUIRE(money.rows[n].planned.value_or(-1) == planned[n]);
  }
  BOOST_TEST(taken >= 30);
}

BOOST_AUTO_TEST_CASE(what_is_sealed_opens_with_its_key_and_with_no_other) {
  access::prepare_sealing();
  Dice dice(25);
  const access::Key key = access::Key::random();
  const access::Key other = access::Key::random();
  for (int i = 0; i < 300; ++i) {
    const std::string clear = "." + dice.bytes(300);
    std::string sealed = access::seal(key, clear);
    BOOST_TEST_REQUIRE((access::unseal(key, sealed) == clear));
    BOOST_CHECK_THROW(access::unseal(other, sealed), access::Unsealable);
    char& changed = sealed[dice.below(sealed.size() - 4)];
    changed = changed == 'A' ? 'B' : 'A';
    BOOST_CHECK_THROW(access::unseal(key, sealed), access::Unsealable);
  }
  for (int i = 0; i < 20; ++i) {
    const Scratch clear(".txt");
    const Scratch sealed(".sealed");
    const Scratch opened(".txt");
    clear.write(dice.bytes(200'000));
    access::seal_file(key, clear.path(), sealed.path());
    access::unseal_file(key, sealed.path(), opened.path());
    BOOST_TEST_REQUIRE((opened.bytes() == clear.bytes()));
    const std::string whole = sealed.bytes();
    sealed.write(whole.substr(0, dice.below(whole.size())));
    BOOST_CHECK_THROW(access::unseal_file(key, sealed.path(), opened.path()), access::Unsealable);
  }
}

BOOST_AUTO_TEST_CASE(two_shares_open_what_one_pair_sealed) {
  access::prepare_sealing();
  Dice dice(26);
  for (int i = 0; i < 20; ++i) {
    const auto pair = access::make_recovery();
    const std::string clear = "." + dice.bytes(64);
    const std::string sealed = access::seal_for_recovery(pair.public_half, clear);
    const auto& [one, two] = pair.shares;
    BOOST_TEST_REQUIRE((access::open_with_shares(one, two, sealed) == clear));
    BOOST_TEST_REQUIRE((access::open_with_shares(two, one, sealed) == clear));
    BOOST_TEST_REQUIRE(!access::open_with_shares(one, one, sealed).has_value());
    BOOST_TEST_REQUIRE(
        !access::open_with_shares(one, access::make_recovery().shares.second, sealed).has_value());
  }
}

BOOST_AUTO_TEST_CASE(base64url_goes_forth_and_back) {
  Dice dice(27);
  for (int i = 0; i < 2'000; ++i) {
    const std::string bytes = dice.bytes(40);
    BOOST_TEST_REQUIRE((access::from_base64url(access::base64url(bytes)) == bytes));
  }
}

BOOST_AUTO_TEST_SUITE_END()
