#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "export/report.h"

namespace rasoat::export_ {

/// Small counts in tables that leave the service's own users (methods.md section 6). Pure functions.

/// Cells that add up: the sum of `left` equals the sum of `right` (positions of cells).
struct Balance {
  std::vector<std::size_t> left;
  std::vector<std::size_t> right;
};

/// What can be said of a cell from what is printed: it lies between `low` and `high`, both included.
struct Bounds {
  std::int64_t low = 0;
  std::int64_t high = 0;
};

/// Counts, and the sums among them that a reader knows.
struct CountCells {
  std::vector<std::optional<std::int64_t>> counts;  ///< none: no figure, stands in no balance
  std::vector<Balance> balances;
};

/// The least and the most each withheld cell can be, given the printed cells, the balances and that counts
/// are not negative: solved as a linear programme over each group of withheld cells that hang together, so
/// that what several sums tell together is found too. Printed cells have low = high.
std::vector<Bounds> work_out(const CountCells& cells, const std::vector<bool>& withheld);

/// Cells to withhold: every count from 1 to `limit` - 1, and beside them others, smallest first, until no
/// small count can be told more closely than a span of `limit` - 1.
std::vector<bool> choose_withheld(const CountCells& cells, std::int64_t limit);

/// OURS: the limit is the default of methods.md section 6.
constexpr std::int64_t kSmallCount = 5;

/// Applies it to the first table of an official table: counts by their sums over areas and columns,
/// percentages together with the counts they give away. Adds a note when something was withheld.
void withhold_small_counts(Report& report, const domain::Texts& texts, std::int64_t limit = kSmallCount);

}  // namespace rasoat::export_
