#include "schedule/scheduler.h"

#include <chrono>
#include <exception>

#include "flow/keep_house.h"
#include "flow/run_report.h"

namespace rasoat::schedule {
namespace {

constexpr int kWorkers = 2;
// Schedules are counted in minutes, and another instance's changes are seen this late at most.
constexpr std::chrono::seconds kPause{1};

void log_error(const flow::Tools& tools, std::string_view event, const std::exception& error) {
  tools.log(domain::LogLevel::error, event, std::string("what=\"") + error.what() + "\"");
}

}  // namespace

void look(flow::Tools& tools) {
  try {
    flow::enter_due(tools);
    flow::raise_alarms(tools);
  } catch (const std::exception& error) {
    log_error(tools, "schedule-look", error);
  }
}

void keep_house(flow::Tools& tools) {
  try {
    flow::keep_house(tools);
  } catch (const std::exception& error) {
    log_error(tools, "keep-house", error);
  }
}

std::optional<std::uint64_t> work_one(flow::Tools& tools, std::optional<std::uint64_t> only) {
  std::optional<store::RunLease> lease;
  try {
    lease = flow::take_due(tools, only);
    if (lease) flow::work_on(tools, *lease);
    return lease ? std::optional(lease->run) : std::nullopt;
  } catch (const std::exception& error) {
    log_error(tools, "schedule-work", error);
    if (!lease) return std::nullopt;
    try {
      flow::set_back(tools, *lease, error.what());
    } catch (const std::exception& again) {
      log_error(tools, "schedule-set-back", again);  // the lease ends by itself
      return std::nullopt;
    }
    return lease->run;
  }
}

Scheduler::Scheduler(flow::Tools& tools) : tools_(tools) {
  threads_.emplace_back([this] { ask(); });
  for (int i = 0; i < kWorkers; ++i) threads_.emplace_back([this] { work(); });
}

Scheduler::~Scheduler() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& each : threads_) each.join();
}

bool Scheduler::pause() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kPause, [this] { return ending_; });
  return !ending_;
}

void Scheduler::ask() {
  auto keep_house_at = std::chrono::steady_clock::now();
  do {
    look(tools_);
    if (std::chrono::steady_clock::now() < keep_house_at) continue;
    schedule::keep_house(tools_);
    keep_house_at = std::chrono::steady_clock::now() + std::chrono::hours(1);
  } while (pause());
}

void Scheduler::work() {
  for (;;) {
    {
      const std::scoped_lock lock(mutex_);
      if (ending_) return;
    }
    if (!work_one(tools_) && !pause()) return;
  }
}

}  // namespace rasoat::schedule
