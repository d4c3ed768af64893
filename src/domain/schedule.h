#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/cron.h"
#include "domain/work_calendar.h"

namespace rasoat::domain {

/// When a report is due, in Vietnam's time: a cron expression, or so many days before or after a date of the
/// review calendar; and what happens where that day is not worked.
struct DueRule {
  std::optional<Cron> cron;
  std::string event;  ///< code of the calendar, where there is no cron
  int days = 0;       ///< after it; before it when negative
  int minute = 7 * 60;
  enum class FreeDay { keep, next, previous, skip } free_day = FreeDay::keep;
};

/// The moments in (after, until], in seconds since 1970 UTC, ascending and without doubles.
std::vector<std::int64_t> due_times(const DueRule& rule, const WorkCalendar& calendar, std::int64_t after,
                                    std::int64_t until);

/// The next moment after `after`, within two years.
std::optional<std::int64_t> next_due(const DueRule& rule, const WorkCalendar& calendar, std::int64_t after);

/// Where the files of a run go.
struct Dispatch {
  enum class Way { folder, mail, https, sftp } way = Way::folder;
  std::string target;                   ///< a folder below the one of the settings, or a name of the settings
  std::vector<std::string> recipients;  ///< addresses of mail
};

/// A scheduled report as the report office writes it.
struct Schedule {
  std::string name;
  std::string report;
  std::string round;    ///< a code, a date, or `latest`: the newest with figures
  std::string release;  ///< a name; empty = the figures of the hour, frozen
  std::vector<std::string> formats;
  std::vector<std::string> areas = {"51"};
  std::string each;  ///< `district` or `commune`: one file for each of those inside, too
  std::string indicator = "poverty.rate";
  std::string audience = "official";
  std::string recipient;  ///< who it is for, as logged
  bool english = false;
  DueRule when;
  enum class Missing { send, wait, alarm } missing = Missing::send;
  int wait_minutes = 0;  ///< how long after the due time absent areas are waited for
  bool hold = false;     ///< made at the hour, leaves when a reporter releases it
  enum class CatchUp { latest, all } catch_up = CatchUp::latest;
  std::vector<Dispatch> deliver;
  bool enabled = true;
};

}  // namespace rasoat::domain
