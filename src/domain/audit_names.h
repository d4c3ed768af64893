#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rasoat::domain {

/// How alike two names are. Names come in folded (one tone placement, lower case; `ingest::word_key`); this
/// only compares. Nothing is ever merged by it: a likeness is a proposal to ask for an ID number.

/// Code points of UTF-8 text; bytes that are none become U+FFFD.
std::u32string code_points(std::string_view text);

/// Jaro's likeness, 0 to 1; two empty texts are alike to 1, an empty and another to 0.
double jaro(std::u32string_view one, std::u32string_view other);
/// Winkler's: a common beginning of up to four letters counts more, where Jaro's exceeds 0.7.
double jaro_winkler(std::u32string_view one, std::u32string_view other);

/// A name made ready for many comparisons: its letters and how many of each.
struct ComparableName {
  std::u32string letters;
  std::array<std::uint8_t, 32> counts{};
  explicit ComparableName(std::string_view folded);
};
/// True when `jaro_winkler` may reach `least`: never says no wrongly, and costs next to nothing.
bool may_reach(const ComparableName& one, const ComparableName& other, double least);

/// One household whose name may be compared. `block` keeps apart what cannot be the same person (commune and
/// birth year); `identified` = its ID number is known.
struct NamedHousehold {
  std::uint64_t block = 0;
  std::uint32_t row = 0;
  bool identified = false;
  std::string folded;
};
struct NamePair {
  std::uint32_t one = 0;
  std::uint32_t other = 0;
  double likeness = 0;
};
/// Pairs of a block whose names are at least this alike and of which not both have an ID number (two known
/// and different numbers are two persons), ordered by row.
std::vector<NamePair> alike(std::vector<NamedHousehold> households, double least);

}  // namespace rasoat::domain
