#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "domain/rules.h"
#include "ingest/reporter.h"
#include "ingest/rows.h"

namespace rasoat::ingest {

/// Which column of the file holds which column of the contract.
class Header {
 public:
  /// Matches the header row by contract names and Vietnamese headings, in any order and case. Unknown columns
  /// are warnings, missing required and repeated ones errors; the marks rasoat itself puts into a file are
  /// ignored.
  Header(const domain::KindColumns& columns, const Row& row, Reporter& reporter);

  /// Position of a column in the file, or -1.
  int position(std::string_view column) const;
  /// The heading as the officer wrote it, or the contract's name where the file has no such column.
  std::string_view heading(std::string_view column) const;
  std::size_t width() const { return width_; }
  std::int64_t row() const { return row_; }
  /// The contract's column at a position of the file, or null.
  const domain::Column* column_at(std::size_t position) const {
    return position < columns_.size() ? columns_[position] : nullptr;
  }
  /// Position of a heading as the officer wrote it, or of the contract's name; -1 when there is none.
  int position_of_heading(std::string_view heading) const;
  /// True for columns of rasoat's own (`… (rasoat)`), which hold no data.
  bool own(std::size_t position) const { return position < own_.size() && own_[position]; }
  bool has_own() const { return !own_.empty(); }
  /// Position of the column of reasons that rasoat put there, or -1.
  int own_column() const { return own_column_; }
  /// How many columns of the contract were found.
  std::size_t known() const { return found_.size(); }

 private:
  struct Found {
    int position = -1;
    std::string heading;
  };
  std::unordered_map<std::string, Found> found_;
  std::vector<const domain::Column*> columns_;
  std::vector<std::string> headings_;
  std::size_t width_ = 0;
  std::int64_t row_ = 0;
  int own_column_ = -1;
  std::vector<bool> own_;  // empty when there is none
};

/// The columns of a kind by the keys of their names and headings.
using HeadingKeys = std::unordered_map<std::string, const domain::Column*>;
HeadingKeys heading_keys(const domain::KindColumns& columns);

}  // namespace rasoat::ingest
