#include "domain/schedule.h"

#include <algorithm>

namespace rasoat::domain {
namespace {

constexpr std::int64_t kDay = 86'400;
// Asia/Ho_Chi_Minh has had no other offset since 1975.
constexpr std::int64_t kVietnam = 7 * 3'600;
// A due day moves over free days by no more than this.
constexpr int kLongestShift = 30;

std::int64_t moment(Date day, int minute) { return day.days_since_1970() * kDay + minute * 60 - kVietnam; }

bool due_on(const DueRule& rule, const WorkCalendar& calendar, Date day) {
  if (rule.cron) return rule.cron->fits(day);
  const CalendarEvent* event = calendar.event(rule.event);
  if (event == nullptr) return false;
  const Date of_event = day.plus_days(-rule.days);
  return of_event.month() == event->day.month && of_event.day() == event->day.day;
}

/// The day it is done on; nothing when it falls out.
std::optional<Date> moved(const DueRule& rule, const WorkCalendar& calendar, Date day) {
  if (calendar.working(day)) return day;
  switch (rule.free_day) {
    case DueRule::FreeDay::keep:
      return day;
    case DueRule::FreeDay::next:
      return calendar.nearest_working(day, 1);
    case DueRule::FreeDay::previous:
      return calendar.nearest_working(day, -1);
    case DueRule::FreeDay::skip:
      return std::nullopt;
  }
  return day;
}

}  // namespace

std::vector<std::int64_t> due_times(const DueRule& rule, const WorkCalendar& calendar, std::int64_t after,
                                    std::int64_t until) {
  std::vector<std::int64_t> due;
  if (until <= after) return due;
  const std::vector<int> minutes = rule.cron ? rule.cron->minutes_of_day() : std::vector<int>{rule.minute};
  const bool moves = rule.free_day == DueRule::FreeDay::next || rule.free_day == DueRule::FreeDay::previous;
  const int margin = moves ? kLongestShift : 0;
  const Date last = vietnam_day(until).plus_days(margin);
  for (Date day = vietnam_day(after).plus_days(-margin); day <= last; day = day.plus_days(1)) {
    if (!due_on(rule, calendar, day)) continue;
    const auto done_on = moved(rule, calendar, day);
    for (const int minute : minutes) {
      if (!done_on) break;
      const std::int64_t at = moment(*done_on, minute);
      if (at > after && at <= until) due.push_back(at);
    }
  }
  std::sort(due.begin(), due.end());
  due.erase(std::unique(due.begin(), due.end()), due.end());
  return due;
}

std::optional<std::int64_t> next_due(const DueRule& rule, const WorkCalendar& calendar, std::int64_t after) {
  // A month at a time: most rules are due within one.
  for (std::int64_t from = after; from < after + 760 * kDay; from += 31 * kDay) {
    const auto due = due_times(rule, calendar, from, from + 31 * kDay);
    if (!due.empty()) return due.front();
  }
  return std::nullopt;
}

}  // namespace rasoat::domain
