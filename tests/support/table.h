#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace rasoat::test {

/// One line of a table of cases: what its columns say and where it stands, so that a failure names the line.
struct CaseRow {
  std::string where;  ///< `tests/cases/classify.txt:12`
  std::map<std::string, std::string> cells;

  /// What the column says; throws for a column that the table has not.
  const std::string& operator[](const std::string& column) const;
  std::int64_t number(const std::string& column) const;
};
std::ostream& operator<<(std::ostream& out, const CaseRow& row);

/// Reads `tests/cases/NAME.txt`: columns separated by `|`, the first line that is no comment (`#`) names
/// them. Throws for a line with another number of columns and for a table without lines, so that no table
/// passes by being empty.
std::vector<CaseRow> table(const std::string& name);

/// Words of one cell, separated by spaces.
std::vector<std::string> words(const std::string& cell);

}  // namespace rasoat::test
