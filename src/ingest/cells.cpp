#include "ingest/cells.h"

#include <algorithm>
#include <charconv>

namespace rasoat::ingest {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), digit);
}

/// Groups of three after a first group of one to three, all joined by `mark`. Nobody writes 123 as 0.123.
std::optional<std::string> ungroup(std::string_view text, char mark) {
  std::string out;
  std::size_t groups = 0;
  while (true) {
    const std::size_t end = text.find(mark);
    const std::string_view group = text.substr(0, end);
    const bool first = groups == 0;
    if (!all_digits(group) ||
        (first ? end != std::string_view::npos && (group.size() > 3 || group.front() == '0')
               : group.size() != 3)) {
      return std::nullopt;
    }
    out += group;
    ++groups;
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::int64_t> to_integer(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

IntegerCell read_integer(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  std::optional<std::string> digits;
  if (all_digits(text)) {
    digits = std::string(text);
  } else {
    for (const char mark : {'.', ','}) {
      if (!digits && text.find(mark) != std::string_view::npos) digits = ungroup(text, mark);
    }
    // A workbook writes whole numbers as 12.0 now and then.
    if (!digits && text.size() > 2 && text.substr(text.size() - 2) == ".0" &&
        all_digits(text.substr(0, text.size() - 2))) {
      digits = std::string(text.substr(0, text.size() - 2));
    }
  }
  if (!digits) return {};
  const auto value = to_integer(*digits);
  if (!value) return {};
  if (negative && *value != 0) return {IntegerCell::Kind::negative, -*value};
  return {IntegerCell::Kind::value, *value};
}

Notation notation_of(std::string_view text) {
  const std::size_t point = text.rfind('.');
  const std::size_t comma = text.rfind(',');
  const bool has_point = point != std::string_view::npos;
  const bool has_comma = comma != std::string_view::npos;
  if (has_point && has_comma) return point > comma ? Notation::point : Notation::comma;
  if (!has_point && !has_comma) return Notation::unknown;
  const char mark = has_point ? '.' : ',';
  const auto marks = std::count(text.begin(), text.end(), mark);
  // Twice the same mark can only be thousands: the decimal mark is the other one.
  if (marks > 1) return mark == '.' ? Notation::comma : Notation::point;
  const std::size_t after = text.size() - (has_point ? point : comma) - 1;
  const std::size_t before = (has_point ? point : comma) - (text.front() == '-' ? 1 : 0);
  const bool grouped = after == 3 && before >= 1 && before <= 3 && text[text.front() == '-' ? 1 : 0] != '0';
  if (grouped) return Notation::unknown;
  return mark == '.' ? Notation::point : Notation::comma;
}

bool ambiguous(std::string_view text) {
  return notation_of(text) == Notation::unknown && text.find_first_of(".,") != std::string_view::npos;
}

std::optional<std::string> read_decimal(std::string_view text, Notation notation) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const char decimal_mark = notation == Notation::comma ? ',' : '.';
  const char thousands_mark = notation == Notation::comma ? '.' : ',';
  const std::size_t mark = text.find(decimal_mark);
  const std::string_view whole = text.substr(0, mark);
  const std::string_view fraction =
      mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
  const auto digits = ungroup(whole, thousands_mark);
  if (!digits || (mark != std::string_view::npos && !all_digits(fraction))) return std::nullopt;
  std::string out = negative ? "-" : "";
  out += *digits;
  if (!fraction.empty()) out += "." + std::string(fraction);
  return out;
}

std::optional<domain::Date> read_date(std::string_view text) {
  if (text.size() > 10 && (text[10] == ' ' || text[10] == 'T')) text = text.substr(0, 10);
  if (const auto iso = domain::Date::parse(text)) return iso;
  const std::size_t first = text.find_first_of("/-.");
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find(text[first], first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view parts[3] = {text.substr(0, first), text.substr(first + 1, second - first - 1),
                                     text.substr(second + 1)};
  if (!all_digits(parts[0]) || !all_digits(parts[1]) || !all_digits(parts[2]) || parts[2].size() != 4 ||
      parts[0].size() > 2 || parts[1].size() > 2) {
    return std::nullopt;
  }
  return domain::Date::of(static_cast<int>(*to_integer(parts[2])), static_cast<int>(*to_integer(parts[1])),
                          static_cast<int>(*to_integer(parts[0])));
}

}  // namespace rasoat::ingest
