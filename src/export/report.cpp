#include "export/report.h"

#include <algorithm>

#include "domain/dated.h"
#include "export/answer_parts.h"

namespace rasoat::export_ {
namespace {

std::vector<std::size_t> columns_except(const Table& table, ShownTo hidden) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].shown != hidden) chosen.push_back(i);
  }
  return chosen;
}

constexpr std::int64_t kMillion = 1'000'000;

/// Decimals that a sum in đồng needs in million VND.
std::uint8_t decimals_of(std::int64_t dong) {
  std::uint8_t decimals = 0;
  for (std::int64_t rest = dong % kMillion; rest != 0; rest = rest * 10 % kMillion) ++decimals;
  return decimals;
}

/// `445.060,500`
std::string read_money(std::int64_t dong, std::uint8_t decimals) {
  const std::int64_t size = dong < 0 ? -dong : dong;
  std::string words = (dong < 0 ? "\u2212" : "") + read_count(size / kMillion);
  if (decimals == 0) return words;
  const std::string rest = std::to_string(kMillion + size % kMillion).substr(1);
  return words + "," + rest.substr(0, decimals);
}

}  // namespace

std::string Cell::plain() const {
  switch (kind) {
    case Kind::empty:
    case Kind::withheld:
      return "";
    case Kind::text:
      return words;
    case Kind::count:
      return std::to_string(number);
    case Kind::decimal:
      return domain::Hundredths{number}.plain();
    case Kind::money:
      return domain::million_from_dong(number);
  }
  return "";
}

std::string Cell::read() const {
  switch (kind) {
    case Kind::empty:
      return "";
    case Kind::withheld:
      return "…";
    case Kind::text:
      return words;
    case Kind::count:
      return read_count(number);
    case Kind::decimal:
      return domain::Hundredths{number}.vietnamese();
    case Kind::money:
      return read_money(number, std::max(decimals, decimals_of(number)));
  }
  return "";
}

void for_each_row(const Table& table, const std::function<void(const Row&)>& visit) {
  if (table.stream) return table.stream(visit);
  for (const Row& row : table.rows) visit(row);
}

void align_money(Table& table) {
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (table.columns[column].type != ColumnType::money) continue;
    std::uint8_t most = 0;
    for (const Row& row : table.rows) {
      const Cell& cell = row.cells[column];
      if (cell.kind == Cell::Kind::money) most = std::max(most, decimals_of(cell.number));
    }
    for (Row& row : table.rows) row.cells[column].decimals = most;
  }
}

std::vector<std::size_t> columns_for_people(const Table& table) {
  return columns_except(table, ShownTo::machines);
}

std::vector<std::size_t> columns_for_machines(const Table& table) {
  return columns_except(table, ShownTo::people);
}

}  // namespace rasoat::export_
