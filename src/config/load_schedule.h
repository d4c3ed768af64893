#pragma once

#include <filesystem>
#include <string>

#include "domain/delivery.h"
#include "domain/result.h"
#include "domain/schedule.h"

namespace rasoat::config {

/// Reads a schedule as the report office writes it. A Problem `schedule` names everything that is wrong at
/// once: unknown keys, a cron expression that cannot be read, an address that is none.
domain::Result<domain::Schedule> read_schedule(const std::string& json);

/// Reads the operator's file of mail server and targets; a missing file gives settings without either. A
/// Problem `settings` where it cannot be used.
domain::Result<domain::DeliverySettings> load_delivery(const std::filesystem::path& file,
                                                       const std::filesystem::path& data_directory);

}  // namespace rasoat::config
