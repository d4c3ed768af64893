#include "config/load_calendar.h"

namespace rasoat::config {
namespace {

using domain::Date;

Date date(JsonObject& object, std::string_view key, Problems& problems) {
  const auto day = Date::parse(object.text(key));
  if (!day) problems.add(object.place(), "\"" + std::string(key) + "\" must be a date YYYY-MM-DD");
  return day.value_or(Date());
}

/// `12-14`; checked against a leap year, so that 29 February is a day.
domain::YearDay year_day(JsonObject& object, Problems& problems) {
  const std::string text = object.text("day");
  const auto day = Date::parse("2024-" + text);
  if (!day) problems.add(object.place(), "\"day\" must be a day MM-DD");
  return day ? domain::YearDay{day->month(), day->day()} : domain::YearDay{};
}

}  // namespace

domain::WorkCalendar load_calendar(JsonObject file, Problems& problems) {
  domain::WorkCalendar calendar;
  for (JsonObject& object : file.objects("yearly_free")) {
    calendar.yearly_free.push_back(year_day(object, problems));
    object.text("source");
    object.finish();
  }
  for (JsonObject& object : file.objects("free")) {
    const Date from = date(object, "from", problems);
    const Date to = date(object, "to", problems);
    const std::string source = object.text("source");
    object.finish();
    if (to < from || to.days_since_1970() - from.days_since_1970() > 60) {
      problems.add(object.place(), "holidays last from 1 to 60 days");
      continue;
    }
    for (Date day = from; day <= to; day = day.plus_days(1)) calendar.free.emplace(day, source);
  }
  for (JsonObject& object : file.objects("worked")) {
    calendar.worked.emplace(date(object, "date", problems), object.text("source"));
    object.finish();
  }
  for (JsonObject& object : file.objects("events")) {
    domain::CalendarEvent event;
    event.code = object.text("event");
    event.day = year_day(object, problems);
    event.name = object.words("name");
    event.source = object.text("source");
    event.provisional = object.flag("provisional");
    object.finish();
    calendar.events.push_back(std::move(event));
  }
  file.text_or("note", "");
  file.finish();
  return calendar;
}

}  // namespace rasoat::config
