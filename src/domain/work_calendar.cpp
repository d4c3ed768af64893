#include "domain/work_calendar.h"

#include <algorithm>

namespace rasoat::domain {

int weekday(Date day) {
  constexpr int kThursday = 4;  // 1970-01-01
  const int shifted = (day.days_since_1970() % 7 + 7 + kThursday) % 7;
  return shifted;
}

bool WorkCalendar::working(Date day) const {
  if (worked.contains(day)) return true;
  const int of_week = weekday(day);
  if (of_week == 0 || of_week == 6 || free.contains(day)) return false;
  return std::find(yearly_free.begin(), yearly_free.end(), YearDay{day.month(), day.day()}) ==
         yearly_free.end();
}

Date WorkCalendar::nearest_working(Date day, int step) const {
  // No row of free days is longer than a few weeks; a calendar that frees a whole year is refused when read.
  for (int tries = 0; tries < 366 && !working(day); ++tries) day = day.plus_days(step);
  return day;
}

const CalendarEvent* WorkCalendar::event(std::string_view code) const {
  const auto found = std::find_if(events.begin(), events.end(),
                                  [&](const CalendarEvent& each) { return each.code == code; });
  return found == events.end() ? nullptr : &*found;
}

}  // namespace rasoat::domain
