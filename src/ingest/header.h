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

 private:
  struct Found {
    int position = -1;
    std::string heading;
  };
  std::unordered_map<std::string, Found> found_;
  std::size_t width_ = 0;
};

}  // namespace rasoat::ingest
