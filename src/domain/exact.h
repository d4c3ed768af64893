#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rasoat::domain {

/// 128-bit integer for exact products of counts.
__extension__ typedef __int128 Wide;

/// A figure as people read it: an integer number of hundredths. The only form in which values leave for
/// JSON or paper, made in exactly one place (Exact::rounded), so nothing is ever rounded twice.
struct Hundredths {
  std::int64_t count = 0;
  std::string plain() const;              ///< `6.13`, `-0.50`, always two decimals
  std::string vietnamese() const;         ///< `6,13`, thousands with a point: `1.234,50`
  std::string signed_vietnamese() const;  ///< `+3,20`, `−0,50` (minus sign U+2212), `0,00`
  auto operator<=>(const Hundredths&) const = default;
};

/// An exact rational number. All ranks, gaps and flags are decided on it, never on doubles. The denominator
/// is positive; values stay far inside 128 bits for counts of households and amounts of money. Terms are
/// reduced only where they would grow out of 64 bits: comparing multiplies crosswise, and a ranking of all
/// communes would otherwise spend most of its time on common divisors.
class Exact {
 public:
  Exact() = default;
  /// `numerator / denominator`; denominator must not be 0.
  static Exact ratio(Wide numerator, Wide denominator);
  static Exact whole(std::int64_t value) { return ratio(value, 1); }
  /// Reads a plain decimal number (`2.93`, `-0.5`), at most 9 decimals; nothing for anything else.
  static std::optional<Exact> parse(std::string_view decimal);

  /// The same number in lowest terms: worth its while where many are computed from one.
  Exact reduced() const;

  /// Not in lowest terms.
  Wide numerator() const { return numerator_; }
  Wide denominator() const { return denominator_; }
  /// For numbers that are whole: counts of things.
  std::optional<std::int64_t> whole() const;

  Exact operator-(const Exact& other) const;
  Exact operator+(const Exact& other) const;
  Exact operator*(const Exact& other) const;
  std::strong_ordering operator<=>(const Exact& other) const;
  bool operator==(const Exact& other) const { return (*this <=> other) == std::strong_ordering::equal; }

  /// To two decimals, half away from zero. The one rounding of the service (contract section 4).
  Hundredths rounded() const;
  /// With as many decimals as needed up to `decimals`, half away from zero, without trailing zeros.
  std::string plain(int decimals) const;
  double approximate() const;

 private:
  Wide numerator_ = 0;
  Wide denominator_ = 1;
};

/// A share of a whole, kept as the two counts it comes from. 0 of 0 is no rate: build it with `of`.
struct Rate {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  /// Nothing when the denominator is 0 (a zero denominator gives no value, never 0).
  static std::optional<Rate> of(std::int64_t numerator, std::int64_t denominator);
  Exact percent() const { return Exact::ratio(Wide{100} * numerator, denominator); }
};

}  // namespace rasoat::domain
