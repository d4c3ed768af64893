#include "domain/deadline.h"

#include <algorithm>
#include <array>

namespace rasoat::domain {
namespace {

struct Example {
  Level level;
  std::string_view event;
};
constexpr std::array<Example, 3> kExamples{{{Level::province, "province-report"},
                                            {Level::district, "district-report"},
                                            {Level::commune, "commune-report"}}};

}  // namespace

Deadlines::Deadlines(std::vector<Deadline> set, const WorkCalendar& calendar, const Round& round)
    : all_(std::move(set)) {
  for (const Example& example : kExamples) {
    const CalendarEvent* event = calendar.event(example.event);
    if (event == nullptr || find(example.level, AreaId{}) != nullptr) continue;
    const auto due = Date::of(round.reference_date.year(), event->day.month, event->day.day);
    if (due) all_.push_back({example.level, AreaId{}, *due, event->source, true});
  }
  std::sort(all_.begin(), all_.end(), [](const Deadline& one, const Deadline& other) {
    return std::pair(one.level, one.area) < std::pair(other.level, other.area);
  });
}

const Deadline* Deadlines::find(Level level, AreaId area) const {
  const auto found = std::find_if(
      all_.begin(), all_.end(), [&](const Deadline& one) { return one.level == level && one.area == area; });
  return found == all_.end() ? nullptr : &*found;
}

const Deadline* Deadlines::of(const AreaBook& book, AreaId area) const {
  const Area& unit = book.get(area);
  for (std::optional<AreaId> at = area; at; at = book.get(*at).parent) {
    if (const Deadline* own = find(book.get(*at).level, *at)) return own;
  }
  return find(unit.level, AreaId{});
}

bool Deadlines::late(const AreaBook& book, AreaId area, Date day) const {
  const Deadline* deadline = of(book, area);
  return deadline != nullptr && !deadline->provisional && day > deadline->due;
}

Date vietnam_day(std::string_view stamp) {
  const Date day = Date::known(stamp.substr(0, 10));
  // UTC+7 without summer time: from 17:00 on it is tomorrow there.
  const bool evening = stamp.size() >= 13 && stamp.substr(11, 2) >= "17";
  return evening ? day.plus_days(1) : day;
}

}  // namespace rasoat::domain
