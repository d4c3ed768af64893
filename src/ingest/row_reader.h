#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/rules.h"
#include "ingest/area_codes.h"
#include "ingest/cells.h"
#include "ingest/header.h"
#include "ingest/reporter.h"
#include "ingest/rows.h"

namespace rasoat::ingest {

/// Reads the cells of one row by the contract's column names and types. An empty cell is absent; a wrong one
/// is a finding and absent, and marks the row as faulty, so that the rest of the row is still checked.
class RowReader {
 public:
  RowReader(const domain::KindColumns& columns, const Header& header, Reporter& reporter);

  /// Turns to the next row. Complains about a wrong number of cells and about cells that hold no value.
  void turn(const Row& row);
  const Row& row() const { return *row_; }
  std::int64_t number() const { return row_->number; }
  bool faulty() const { return faulty_; }
  void mark_faulty() { faulty_ = true; }

  /// One column of the file, looked up once.
  struct Slot {
    const domain::Column* column = nullptr;
    int position = -1;
    std::string heading;
    std::unordered_map<std::string, std::string> words;                 ///< choices by word_key
    std::unordered_map<std::string, std::optional<std::string>> known;  ///< choices already met, as written
  };
  Slot slot(std::string_view column) const;

  bool empty(const Slot& slot) const;
  /// The cell, trimmed; one without a value of its own (`#N/A`) is empty and was complained of by `turn`.
  const Cell& cell(const Slot& slot) const;
  Place place(const Slot& slot) const;

  std::string text(Slot& slot);
  std::optional<std::int64_t> integer(Slot& slot);
  std::optional<std::string> decimal(Slot& slot, Notation notation);
  std::optional<bool> flag(Slot& slot);
  std::optional<std::string> choice(Slot& slot);
  std::optional<domain::Date> date(Slot& slot);
  /// Numbers 1..most separated by `;`, `0` for none; as a bit mask.
  std::optional<unsigned long> number_set(Slot& slot, int most);

  /// A finding of this row; an error marks it faulty.
  void report(std::string_view code, const Slot& slot, std::string_view value = {},
              std::string_view expected = {}, const domain::TextArguments& arguments = {});
  /// Complains where a required cell is empty.
  bool require(const Slot& slot);

 private:
  void complain_of_faults();

  const domain::KindColumns& columns_;
  const Header& header_;
  Reporter& reporter_;
  const Row* row_ = nullptr;
  std::vector<Cell> cells_;  ///< of the row, trimmed
  bool faulty_ = false;
};

}  // namespace rasoat::ingest
