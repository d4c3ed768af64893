#include "export/csv_out.h"

#include <utility>

namespace rasoat::export_ {
namespace {

bool plain_number(std::string_view cell) {
  if (!cell.empty() && (cell.front() == '-' || cell.front() == '+')) cell.remove_prefix(1);
  return !cell.empty() && cell.find_first_not_of("0123456789.,") == std::string_view::npos &&
         cell.find_first_of("0123456789") == 0;
}

}  // namespace

std::string neutralised(std::string_view cell) {
  constexpr std::string_view kStarts = "=+-@\t\r";
  if (cell.empty() || kStarts.find(cell.front()) == std::string_view::npos || plain_number(cell)) {
    return std::string(cell);
  }
  return "'" + std::string(cell);
}

void CsvOut::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

CsvOut& CsvOut::number(std::string_view cell) {
  separate();
  out_ += cell;
  return *this;
}

CsvOut& CsvOut::text(std::string_view cell) {
  separate();
  const std::string safe = neutralised(cell);
  if (safe.find_first_of(",\"\r\n") == std::string::npos) {
    out_ += safe;
    return *this;
  }
  out_ += '"';
  for (const char c : safe) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

CsvOut& CsvOut::end_record() {
  out_ += '\n';
  first_ = true;
  return *this;
}

CsvOut& CsvOut::words(const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) text(cell);
  return end_record();
}

std::string CsvOut::take() {
  first_ = true;
  return std::exchange(out_, {});
}

}  // namespace rasoat::export_
