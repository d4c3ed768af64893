#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/area_book.h"
#include "domain/standard.h"
#include "domain/work_calendar.h"

namespace rasoat::domain {

/// Until when units of a level report for a round, or one unit to which more time was given.
struct Deadline {
  Level level = Level::commune;
  AreaId area{};  ///< 0 for all of the level
  Date due;
  std::string reason;        ///< who set it, and why
  bool provisional = false;  ///< an example of the calendar: shown, never missed
};

/// The deadlines of one round. A file of a unit is late after the unit's own deadline, else after that of the
/// nearest unit above it which was given more time, else after that of its level.
class Deadlines {
 public:
  /// Levels for which none is set show the calendar's example.
  Deadlines(std::vector<Deadline> set, const WorkCalendar& calendar, const Round& round);

  const std::vector<Deadline>& all() const { return all_; }
  /// The one that counts for a unit, if any.
  const Deadline* of(const AreaBook& book, AreaId area) const;
  /// Late by the set deadlines; a provisional one makes nobody late.
  bool late(const AreaBook& book, AreaId area, Date day) const;

 private:
  const Deadline* find(Level level, AreaId area) const;

  std::vector<Deadline> all_;
};

/// The day in Vietnam of a moment as the database keeps it, `2026-11-30 17:05:00.000` in UTC.
Date vietnam_day(std::string_view stamp);

}  // namespace rasoat::domain
