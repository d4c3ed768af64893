#pragma once

#include <string>

#include "domain/schedule.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// Keeps a schedule as the report office wrote it (JSON), after looking at everything it names: report,
/// formats, areas, indicator, date of the calendar, mail server and targets of the settings. What was due
/// before it was kept is not its concern. Problems: `schedule` with everything that is wrong,
/// `schedule-taken`, `schedule-unknown`.
domain::Result<domain::Schedule> add_schedule(Tools& tools, const std::string& json,
                                              const access::Person& by);
domain::Result<domain::Schedule> change_schedule(Tools& tools, const std::string& name,
                                                 const std::string& json, const access::Person& by);
domain::Outcome remove_schedule(Tools& tools, const std::string& name, const access::Person& by);

/// Seconds since 1970 now, and of a moment as the database writes it.
std::int64_t seconds_now(const Tools& tools);
std::int64_t seconds_of(const std::string& stamp);
std::string stamp_of(std::int64_t seconds);
/// `2025-12-01T07:00:00+07:00`, for people and programs.
std::string vietnam_time(std::int64_t seconds);

}  // namespace rasoat::flow
