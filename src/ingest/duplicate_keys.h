#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace rasoat::ingest {

/// Finds keys that come twice, in about 16 bytes a row: a table of 64-bit hashes and row numbers, sized from
/// the file's length so that it need not grow. A collision of two different keys among two million rows has a
/// chance of one in ten million.
class DuplicateKeys {
 public:
  /// `expected` rows; more are taken in, by growing.
  explicit DuplicateKeys(std::size_t expected);

  /// The row that had this key before, or 0.
  std::uint32_t add(std::uint64_t hash, std::uint32_t row);

  static std::uint64_t hash(std::string_view bytes, std::uint64_t seed);

 private:
  std::size_t slot(std::uint64_t hash) const;
  void grow();

  // Two arrays instead of one of pairs: no padding.
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> rows_;  // 0 = empty
  std::size_t used_ = 0;
};

}  // namespace rasoat::ingest
