#pragma once

#include "config/json_file.h"
#include "domain/work_calendar.h"

namespace rasoat::config {

/// Reads `etc/calendar.json`: holidays, make-up days, dates of the review. Every entry names its source.
domain::WorkCalendar load_calendar(JsonObject file, Problems& problems);

}  // namespace rasoat::config
