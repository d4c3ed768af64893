#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/row_reader.h"

namespace rasoat::ingest {

/// The official list has one row for each member of a household. A file with a column of member numbers or of
/// relations to the head is such a list: its rows are folded to households, and what belongs to the household
/// must be the same in each of them, or stand in the first only (merged cells).
class MemberRows {
 public:
  explicit MemberRows(RowReader& reader);

  /// True for a list of members.
  bool active() const { return number_.position >= 0 || relation_.position >= 0; }

  /// One row as far as folding goes.
  struct Line {
    bool continues = false;  ///< belongs to the household of the row before
    bool head = false;
  };
  Line look();
  /// Complains where a cell of the household differs from its first row.
  void compare();
  /// The cell that says who somebody is, to complain of.
  const RowReader::Slot& who() const { return relation_.position >= 0 ? relation_ : number_; }

 private:
  std::string text(const RowReader::Slot& slot) const;

  RowReader& reader_;
  RowReader::Slot number_, relation_;
  std::vector<RowReader::Slot> place_;   // commune, former commune, village, code
  std::vector<RowReader::Slot> common_;  // what all rows of a household share
  std::vector<std::string> place_now_, common_now_;
};

}  // namespace rasoat::ingest
