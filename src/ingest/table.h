#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/header.h"
#include "ingest/rows.h"

namespace rasoat::ingest {

/// A table with its header found. Usually that is the first row; official forms have titles above it, two or
/// three header rows with merged cells, and a row that numbers the columns. One thread.
class Table {
 public:
  Table(std::unique_ptr<RowSource> source, const domain::KindColumns& columns, Reporter& reporter);

  /// Null when the file has no row at all, or cannot be read; `source().problem()` tells which.
  const Header* header() const { return header_ ? &*header_ : nullptr; }
  /// The next row below the header.
  bool next(Row& row);
  const RowSource& source() const { return *source_; }

 private:
  /// A copy of a row, kept while the header is looked for.
  struct Kept {
    Row row;
    std::vector<std::string> texts;
  };
  /// Which of the kept rows are the header, and the headings they make together.
  struct Choice {
    std::size_t first = 0;
    std::size_t rows = 1;
    std::size_t known = 0;
    std::vector<std::string> headings;
  };

  bool has_data(const Row& row) const;
  bool keep_one();
  Choice combine(std::size_t first, std::size_t rows) const;
  bool could_be_header(std::size_t first, std::size_t rows) const;
  Choice choose();
  bool complete(const Choice& choice) const;

  std::unique_ptr<RowSource> source_;
  const domain::KindColumns& columns_;
  HeadingKeys keys_;
  std::vector<Kept> kept_;
  std::size_t next_kept_ = 0;
  std::optional<Header> header_;
};

}  // namespace rasoat::ingest
