#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/row_reader.h"

namespace rasoat::ingest {

/// Rows that add up the rows above them (`Tổng cộng`). They are recognised and checked, never counted: a
/// total that does not fit is a warning with both figures, since official tables do not always add up.
class Totals {
 public:
  Totals(const domain::KindColumns& columns, const Header& header, RowReader& reader, Reporter& reporter);

  /// Looks at the row the reader stands on; true when it is a total and was dealt with.
  bool take();

 private:
  struct Sum {
    RowReader::Slot slot;
    std::vector<std::int64_t> candidates;  // what a total may be the sum of
  };
  bool total(const Row& row) const;
  std::optional<std::int64_t> value(const RowReader::Slot& slot) const;

  RowReader& reader_;
  Reporter& reporter_;
  std::vector<RowReader::Slot> required_;
  std::optional<RowReader::Slot> area_;
  std::vector<Sum> sums_;
};

}  // namespace rasoat::ingest
