#include "support/table.h"

#include <fstream>
#include <ostream>
#include <sstream>
#include <stdexcept>

namespace rasoat::test {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::size_t from = 0;
  for (;;) {
    const auto to = line.find('|', from);
    cells.push_back(trimmed(line.substr(from, to == std::string::npos ? to : to - from)));
    if (to == std::string::npos) return cells;
    from = to + 1;
  }
}

}  // namespace

const std::string& CaseRow::operator[](const std::string& column) const {
  const auto found = cells.find(column);
  if (found == cells.end()) throw std::logic_error(where + ": no column " + column);
  return found->second;
}

std::int64_t CaseRow::number(const std::string& column) const {
  std::size_t used = 0;
  const std::string& text = (*this)[column];
  const std::int64_t value = std::stoll(text, &used);
  if (used != text.size()) throw std::logic_error(where + ": " + text + " is no number");
  return value;
}

std::ostream& operator<<(std::ostream& out, const CaseRow& row) { return out << row.where; }

std::vector<CaseRow> table(const std::string& name) {
  const std::string path = "tests/cases/" + name + ".txt";
  std::ifstream file(RASOAT_SOURCE_DIR "/" + path);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::vector<CaseRow> rows;
  std::vector<std::string> columns;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (trimmed(line).empty() || line.front() == '#') continue;
    const auto cells = cells_of(line);
    if (columns.empty()) {
      columns = cells;
      continue;
    }
    CaseRow row{path + ":" + std::to_string(number), {}};
    if (cells.size() != columns.size()) throw std::runtime_error(row.where + ": another number of columns");
    for (std::size_t i = 0; i < cells.size(); ++i) row.cells.emplace(columns[i], cells[i]);
    rows.push_back(std::move(row));
  }
  if (rows.empty()) throw std::runtime_error(path + " has no line");
  return rows;
}

std::vector<std::string> words(const std::string& cell) {
  std::istringstream in(cell);
  std::vector<std::string> all;
  for (std::string word; in >> word;) all.push_back(word);
  return all;
}

}  // namespace rasoat::test
