#include "ingest/number_format.h"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "domain/date.h"

namespace rasoat::ingest {

bool shows_date(std::string_view format) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    switch (format[i]) {
      case '"':
        i = format.find('"', i + 1);
        break;
      case '[':
        i = format.find(']', i + 1);
        break;
      case '\\':
      case '_':
      case '*':
        ++i;  // the next character is shown or measured, not obeyed
        break;
      case ';':
        return false;  // the first section is for positive numbers
      case 'd':
      case 'D':
      case 'y':
      case 'Y':
        return true;
      default:
        break;
    }
    if (i == std::string_view::npos) return false;
  }
  return false;
}

bool shows_date(int built_in) {
  return (built_in >= 14 && built_in <= 17) || built_in == 22 || (built_in >= 27 && built_in <= 31) ||
         built_in == 36 || (built_in >= 50 && built_in <= 54) || built_in == 57 || built_in == 58;
}

std::optional<std::string> serial_date(double serial, DateSystem system) {
  constexpr double kLast = 2'958'466;  // the day after 9999-12-31
  if (!(serial >= 0) || serial >= kLast) return std::nullopt;
  auto days = static_cast<int>(std::floor(serial));
  auto seconds = static_cast<int>(std::lround((serial - days) * 86'400));
  if (seconds == 86'400) {
    seconds = 0;
    ++days;
    if (days >= static_cast<int>(kLast)) return std::nullopt;
  }
  domain::Date start = *domain::Date::of(1904, 1, 1);
  if (system == DateSystem::from_1900) {
    if (days == 0) return std::nullopt;
    // Day 60 is the 29 February 1900 that never was.
    start = days > 60 ? *domain::Date::of(1899, 12, 30) : *domain::Date::of(1899, 12, 31);
  }
  const domain::Date day = start.plus_days(days);
  if (day > *domain::Date::of(9999, 12, 31)) return std::nullopt;  // counted from 1904 it may be
  std::string out = day.iso();
  if (seconds != 0) {
    out += fmt::format(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
  return out;
}

std::string plain_number(std::string_view text) {
  const bool digits = !text.empty() && text.size() <= 15 && (text.size() == 1 || text.front() != '0') &&
                      text.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits) return std::string(text);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(value)) {
    return std::string(text);
  }
  std::array<char, 32> rounded{};
  const auto end =
      std::to_chars(rounded.data(), rounded.data() + rounded.size(), value, std::chars_format::general, 15);
  std::from_chars(rounded.data(), end.ptr, value);
  std::array<char, 400> plain{};
  const auto written =
      std::to_chars(plain.data(), plain.data() + plain.size(), value, std::chars_format::fixed);
  if (value == 0) return "0";  // and never -0
  return {plain.data(), written.ptr};
}

}  // namespace rasoat::ingest
