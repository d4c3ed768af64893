#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "store/pool.h"

namespace rasoat::store {

/// A schedule as it is kept: its definition is JSON that config reads.
struct KeptSchedule {
  std::string name;
  std::string definition;
  std::string watched_from;  ///< due times before this are not its concern
  std::string changed_at;
  std::optional<std::string> last_due = {};  ///< the newest due time that was entered
};

std::vector<KeptSchedule> schedules(Pool& pool);
std::optional<KeptSchedule> find_schedule(Pool& pool, const std::string& name);
/// False when the name is taken.
bool add_schedule(Pool& pool, const KeptSchedule& schedule, domain::AccountId by);
/// False when there is none of that name.
bool change_schedule(Pool& pool, const KeptSchedule& schedule, domain::AccountId by);
bool remove_schedule(Pool& pool, const std::string& name, domain::AccountId by, const std::string& now);

/// Enters a run, once whatever the number of instances; false when it was there.
bool enter_run(Pool& pool, const KeptSchedule& schedule, const std::string& due_at, domain::AccountId by);
/// The same, giving the run's number.
std::optional<std::uint64_t> run_of(Pool& pool, const std::string& schedule, const std::string& due_at);

}  // namespace rasoat::store
