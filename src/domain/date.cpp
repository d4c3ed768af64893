#include "domain/date.h"

#include <charconv>
#include <chrono>
#include <stdexcept>

#include <fmt/format.h>

namespace rasoat::domain {
namespace {

std::chrono::year_month_day civil(std::int32_t days) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days}}};
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
  return value;
}

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Date(static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count()));
}

std::optional<Date> Date::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = digits(iso.substr(0, 4));
  const auto month = digits(iso.substr(5, 2));
  const auto day = digits(iso.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return of(*year, *month, *day);
}

Date Date::known(std::string_view iso) {
  const auto date = parse(iso);
  if (!date) throw std::logic_error("no such day: " + std::string(iso));
  return *date;
}

Date Date::from_days(std::int32_t days_since_1970) { return Date(days_since_1970); }

int Date::year() const { return static_cast<int>(civil(days_).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(civil(days_).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(civil(days_).day())); }

std::string Date::iso() const {
  const auto day_of = civil(days_);
  std::string text("0000-00-00");
  // So many digits and no more: a year of five would be written in front of the text.
  const auto write = [&](std::size_t first, std::size_t digits, unsigned value) {
    for (std::size_t left = digits; left > 0; --left, value /= 10)
      text[first + left - 1] = static_cast<char>('0' + value % 10);
  };
  write(0, 4, static_cast<unsigned>(static_cast<int>(day_of.year())));
  write(5, 2, static_cast<unsigned>(day_of.month()));
  write(8, 2, static_cast<unsigned>(day_of.day()));
  return text;
}
std::string Date::vietnamese() const { return fmt::format("{:02}/{:02}/{:04}", day(), month(), year()); }

Date vietnam_day(std::int64_t unix_seconds) {
  const std::int64_t local = unix_seconds + 7 * 3600;
  const std::int64_t days = local >= 0 ? local / 86400 : (local - 86399) / 86400;
  return Date::from_days(static_cast<std::int32_t>(days));
}

}  // namespace rasoat::domain
