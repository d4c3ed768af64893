#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rasoat::domain {

/// A calendar day (proleptic Gregorian), without a time of day or a zone. Always a day that exists.
class Date {
 public:
  /// The day, or nothing if there is no such day (31 April, month 13).
  static std::optional<Date> of(int year, int month, int day);
  /// Reads `2023-12-31` only; officers' `31/12/2023` is read by ingest.
  static std::optional<Date> parse(std::string_view iso);
  /// For days written in the program itself; throws if there is no such day.
  static Date known(std::string_view iso);
  static Date from_days(std::int32_t days_since_1970);

  int year() const;
  int month() const;
  int day() const;
  std::int32_t days_since_1970() const { return days_; }
  Date plus_days(std::int32_t days) const { return from_days(days_ + days); }

  std::string iso() const;         ///< 2023-12-31
  std::string vietnamese() const;  ///< 31/12/2023

  auto operator<=>(const Date&) const = default;

  Date() = default;  ///< 1970-01-01; for structs that are filled afterwards

 private:
  explicit Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

/// The day in Vietnam (UTC+7, no summer time) at a moment in seconds since 1970 UTC.
Date vietnam_day(std::int64_t unix_seconds);

}  // namespace rasoat::domain
