#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "flow/tools.h"

namespace rasoat::schedule {

/// Enters what has fallen due and raises alarms. An error of the database is logged and left to the next
/// time.
void look(flow::Tools& tools);

/// What time alone asks for (flow/keep_house.h); an error is logged and left to the next hour.
void keep_house(flow::Tools& tools);

/// Takes one run and works on it as far as it goes now: its number, or nothing when there is none. Whatever
/// is thrown puts the run off.
std::optional<std::uint64_t> work_one(flow::Tools& tools, std::optional<std::uint64_t> only = {});

/// Runs what is due while the service lives: one thread asks every second what is due, two work on it, so
/// that a mail server that hangs keeps nobody waiting. Any number of instances may do this on one database.
/// The end waits for the transfers that are under way. The tools must outlive it.
class Scheduler {
 public:
  explicit Scheduler(flow::Tools& tools);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

 private:
  void ask();
  void work();
  /// Waits until a second has passed (or there is work), false when it is over.
  bool pause();

  flow::Tools& tools_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false;  // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace rasoat::schedule
