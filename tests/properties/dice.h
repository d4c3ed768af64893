#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace rasoat::test {

/// Random values that are the same in every run.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  /// From `least` to `most`, both included.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    const auto span = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least) + 1;
    const std::uint64_t drawn = span == 0 ? engine_() : engine_() % span;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + drawn);
  }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool chance(int percent) { return between(1, 100) <= percent; }
  /// So many digits at most, so that small numbers come as often as large ones.
  std::int64_t number(int digits) {
    std::int64_t most = 1;
    for (auto left = between(0, digits); left > 0; --left) most *= 10;
    return between(0, most - 1);
  }

  /// Any bytes.
  std::string bytes(std::size_t most) {
    std::string text(below(most + 1), '\0');
    for (char& c : text) c = static_cast<char>(engine_());
    return text;
  }
  /// Letters, marks and separators as cells have them; UTF-8 in NFC, without control characters but line
  /// ends where those are wanted.
  std::string cell(std::size_t most, bool lines) {
    static const std::vector<std::string_view> kPieces{
        "a", "Z", "0", "7", " ", ",", ";",  "\t", "\"",      "'", "=", "+",  "-", "@", ".",
        "&", "<", ">", "ế", "Đ", "ợ", "中", "😀",  "_x000D_", "%", "/", "\\", "(", "#"};
    std::string text;
    for (std::size_t left = below(most + 1); left > 0; --left) {
      if (lines && chance(5)) {
        text += chance(50) ? "\n" : "\r\n";
      } else {
        text += kPieces[below(kPieces.size())];
      }
    }
    return text;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace rasoat::test
