#pragma once

#include <bitset>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/date.h"

namespace rasoat::domain {

/// A cron expression of five fields: minute, hour, day of the month, month, day of the week (0 and 7 =
/// Sunday). Each is `*`, a number, a range `1-5`, a list `1,15`, with a step `*/10`. As in every cron, where
/// both day fields are restricted a day fits when either does.
class Cron {
 public:
  /// Nothing when a field cannot be read or names no possible value.
  static std::optional<Cron> parse(std::string_view text);

  bool fits(Date day) const;
  /// Minutes after midnight, ascending.
  std::vector<int> minutes_of_day() const;

 private:
  std::bitset<60> minutes_;
  std::bitset<24> hours_;
  std::bitset<32> days_;
  std::bitset<13> months_;
  std::bitset<8> weekdays_;
  bool any_day_ = false;
  bool any_weekday_ = false;
};

}  // namespace rasoat::domain
