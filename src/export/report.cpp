#include "export/report.h"

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
  }
  return "";
}

std::vector<std::size_t> columns_for_people(const Table& table) {
  return columns_except(table, ShownTo::machines);
}

std::vector<std::size_t> columns_for_machines(const Table& table) {
  return columns_except(table, ShownTo::people);
}

}  // namespace rasoat::export_
