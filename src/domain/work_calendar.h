#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/date.h"
#include "domain/text.h"

namespace rasoat::domain {

/// A day of every year, `12-14`.
struct YearDay {
  int month = 1;
  int day = 1;
  auto operator<=>(const YearDay&) const = default;
};

/// A date of the review that schedules count from: `commune-report`.
struct CalendarEvent {
  std::string code;
  YearDay day;
  Text name;
  std::string source;
  bool provisional = false;  ///< an example until the province sets its own
};

/// Working days and review dates, from `etc/calendar.json`: Monday to Friday, without holidays, with make-up
/// days. Immutable; any thread.
class WorkCalendar {
 public:
  std::vector<YearDay> yearly_free;
  std::map<Date, std::string> free;    ///< with the source that says so
  std::map<Date, std::string> worked;  ///< make-up days
  std::vector<CalendarEvent> events;

  bool working(Date day) const;
  /// The day itself when it is worked, else the nearest worked one after (`step` 1) or before it (-1).
  Date nearest_working(Date day, int step) const;
  const CalendarEvent* event(std::string_view code) const;
};

/// 0 = Sunday … 6 = Saturday, as cron counts.
int weekday(Date day);

}  // namespace rasoat::domain
