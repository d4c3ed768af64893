#include "ingest/duplicate_keys.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace rasoat::ingest {
namespace {

__extension__ typedef unsigned __int128 Wide;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

DuplicateKeys::DuplicateKeys(std::size_t expected) {
  const std::size_t size = std::max<std::size_t>(1024, expected + expected / 8);
  hashes_.resize(size);
  rows_.resize(size);
}

std::size_t DuplicateKeys::slot(std::uint64_t hash) const {
  return static_cast<std::size_t>((static_cast<Wide>(hash) * rows_.size()) >> 64);
}

void DuplicateKeys::grow() {
  std::vector<std::uint64_t> hashes(hashes_.size() + hashes_.size() / 2);
  std::vector<std::uint32_t> rows(hashes.size());
  hashes.swap(hashes_);
  rows.swap(rows_);
  used_ = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] != 0) add(hashes[i], rows[i]);
  }
}

std::uint32_t DuplicateKeys::add(std::uint64_t hash, std::uint32_t row) {
  if (used_ * 10 > rows_.size() * 9) grow();
  std::size_t at = slot(hash);
  while (rows_[at] != 0) {
    if (hashes_[at] == hash) return rows_[at];
    if (++at == rows_.size()) at = 0;
  }
  hashes_[at] = hash;
  rows_[at] = row;
  ++used_;
  return 0;
}

std::uint64_t DuplicateKeys::hash(std::string_view bytes, std::uint64_t seed) {
  // Multiply and fold, eight bytes at a time; quality matters, secrecy does not.
  constexpr std::uint64_t kA = 0xA0761D6478BD642FULL;
  constexpr std::uint64_t kB = 0xE7037ED1A0B428DBULL;
  std::uint64_t state = seed ^ mix(bytes.size() ^ kA, kB);
  while (bytes.size() >= 8) {
    std::uint64_t piece = 0;
    std::memcpy(&piece, bytes.data(), 8);
    state = mix(state ^ piece, kA);
    bytes.remove_prefix(8);
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, bytes.data(), bytes.size());
  state = mix(state ^ rest ^ kB, kA);
  return mix(state, kB);
}

}  // namespace rasoat::ingest
