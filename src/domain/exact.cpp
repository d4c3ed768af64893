#include "domain/exact.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace rasoat::domain {
namespace {

Wide absolute(Wide value) { return value < 0 ? -value : value; }

Wide common_divisor(Wide a, Wide b) {
  a = absolute(a);
  b = absolute(b);
  // The processor divides 64 bits at once; 128 are divided by a function.
  constexpr Wide kWord = std::numeric_limits<std::uint64_t>::max();
  while (b != 0 && (a > kWord || b > kWord)) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  if (b != 0) a = std::gcd(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
  return a == 0 ? 1 : a;
}

/// value / divisor to the nearest integer, half away from zero.
Wide divide_rounded(Wide value, Wide divisor) {
  const Wide magnitude = (2 * absolute(value) + divisor) / (2 * divisor);
  return value < 0 ? -magnitude : magnitude;
}

std::string digits_of(Wide value) {
  if (value == 0) return "0";
  std::string text;
  for (; value > 0; value /= 10) text += static_cast<char>('0' + static_cast<int>(value % 10));
  std::reverse(text.begin(), text.end());
  return text;
}

std::string two_digits(std::int64_t value) {
  std::string text = std::to_string(value);
  return text.size() == 1 ? "0" + text : text;
}

std::string grouped(const std::string& digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += '.';
    out += digits[i];
  }
  return out;
}

}  // namespace

std::string Hundredths::plain() const {
  const std::int64_t magnitude = count < 0 ? -count : count;
  return (count < 0 ? "-" : "") + std::to_string(magnitude / 100) + "." + two_digits(magnitude % 100);
}

std::string Hundredths::vietnamese() const {
  const std::int64_t magnitude = count < 0 ? -count : count;
  return (count < 0 ? "−" : "") + grouped(std::to_string(magnitude / 100)) + "," +
         two_digits(magnitude % 100);
}

std::string Hundredths::signed_vietnamese() const { return (count > 0 ? "+" : "") + vietnamese(); }

Exact Exact::ratio(Wide numerator, Wide denominator) {
  if (denominator == 0) throw std::logic_error("a ratio over zero");
  constexpr Wide kNarrow = Wide{1} << 62;
  Exact exact;
  if (denominator > 0 && denominator < kNarrow && absolute(numerator) < kNarrow) {
    exact.numerator_ = numerator;
    exact.denominator_ = denominator;
    return exact;
  }
  const Wide divisor = common_divisor(numerator, denominator) * (denominator < 0 ? -1 : 1);
  exact.numerator_ = numerator / divisor;
  exact.denominator_ = denominator / divisor;
  return exact;
}

Exact Exact::reduced() const {
  const Wide divisor = common_divisor(numerator_, denominator_);
  return ratio(numerator_ / divisor, denominator_ / divisor);
}

std::optional<Exact> Exact::parse(std::string_view decimal) {
  const bool negative = !decimal.empty() && decimal.front() == '-';
  if (negative) decimal.remove_prefix(1);
  if (decimal.empty() || decimal.size() > 25) return std::nullopt;
  Wide digits = 0;
  Wide scale = 1;
  bool after_point = false;
  int places = 0;
  for (std::size_t i = 0; i < decimal.size(); ++i) {
    const char c = decimal[i];
    if (c == '.' && !after_point && i > 0 && i + 1 < decimal.size()) {
      after_point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    digits = digits * 10 + (c - '0');
    if (after_point) {
      if (++places > 9) return std::nullopt;
      scale *= 10;
    }
  }
  return ratio(negative ? -digits : digits, scale);
}

Exact Exact::operator-(const Exact& other) const {
  return ratio(numerator_ * other.denominator_ - other.numerator_ * denominator_,
               denominator_ * other.denominator_);
}

Exact Exact::operator+(const Exact& other) const {
  return ratio(numerator_ * other.denominator_ + other.numerator_ * denominator_,
               denominator_ * other.denominator_);
}

Exact Exact::operator*(const Exact& other) const {
  return ratio(numerator_ * other.numerator_, denominator_ * other.denominator_);
}

std::strong_ordering Exact::operator<=>(const Exact& other) const {
  const Wide left = numerator_ * other.denominator_;
  const Wide right = other.numerator_ * denominator_;
  return left < right ? std::strong_ordering::less
                      : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
}

Hundredths Exact::rounded() const {
  return {static_cast<std::int64_t>(divide_rounded(numerator_ * 100, denominator_))};
}

std::string Exact::plain(int decimals) const {
  Wide scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const Wide scaled = divide_rounded(numerator_ * scale, denominator_);
  std::string text = (scaled < 0 ? "-" : "") + digits_of(absolute(scaled) / scale);
  std::string fraction = digits_of(absolute(scaled) % scale);
  fraction.insert(
      0, static_cast<std::size_t>(decimals) - std::min(fraction.size(), static_cast<std::size_t>(decimals)),
      '0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() || decimals == 0 ? text : text + "." + fraction;
}

std::optional<std::int64_t> Exact::whole() const {
  if (numerator_ % denominator_ != 0) return std::nullopt;
  return static_cast<std::int64_t>(numerator_ / denominator_);
}

double Exact::approximate() const {
  return static_cast<double>(numerator_) / static_cast<double>(denominator_);
}

std::optional<Rate> Rate::of(std::int64_t numerator, std::int64_t denominator) {
  if (denominator <= 0) return std::nullopt;
  return Rate{numerator, denominator};
}

}  // namespace rasoat::domain
