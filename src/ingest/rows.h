#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.h"

namespace rasoat::ingest {

/// One cell as the file has it. `numeric` is true only for number cells of a workbook, where codes have lost
/// their leading zeros; everything in CSV is text.
struct Cell {
  /// Why a cell of a workbook has no value to be read.
  enum class Fault : std::uint8_t {
    none,
    error_value,  ///< `#N/A`
    no_result,    ///< a formula that was never calculated
    command       ///< a formula that would run a program
  };
  std::string_view text;
  bool numeric = false;
  Fault fault = Fault::none;
};

/// One row: its spreadsheet number and its cells. Views are good until the next row is asked for.
struct Row {
  std::int64_t number = 0;
  std::vector<Cell> cells;
  bool sparse = false;  ///< of a workbook: cells after the last are empty, none are missing
};

/// A table read row by row in constant memory. One thread.
class RowSource {
 public:
  virtual ~RowSource() = default;
  /// The next row that has a cell in it; false at the end or on a problem.
  virtual bool next(Row& row) = 0;
  /// Set when reading stopped before the end: `truncated`, `row-too-long`, `too-many-columns`, a broken
  /// workbook.
  const std::optional<domain::Problem>& problem() const { return problem_; }
  /// Name of the sheet; empty for CSV.
  virtual std::string sheet() const { return {}; }

 protected:
  std::optional<domain::Problem> problem_;
};

constexpr std::size_t kMostColumns = 1'000;
constexpr std::size_t kLongestRow = 1 << 20;  ///< bytes

}  // namespace rasoat::ingest
