#include "schedule/scheduler.h"

#include <chrono>
#include <exception>
#include <string>
#include <utility>

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

namespace {

/// A run that could not even be put off: it is held until that succeeds, since nobody else takes it before
/// its lease is over.
struct Held {
  store::RunLease lease;
  std::string why;
};

struct Attempt {
  std::optional<std::uint64_t> run;
  std::optional<Held> held;
};

/// True when the run is let go.
bool set_back(flow::Tools& tools, const Held& held) {
  try {
    flow::set_back(tools, held.lease, held.why);
    return true;
  } catch (const std::exception& error) {
    log_error(tools, "schedule-set-back", error);
    return false;
  }
}

Attempt attempt(flow::Tools& tools, std::optional<std::uint64_t> only) {
  std::optional<store::RunLease> lease;
  try {
    lease = flow::take_due(tools, only);
    if (!lease) return {};
    flow::work_on(tools, *lease);
    return {lease->run, {}};
  } catch (const std::exception& error) {
    log_error(tools, "schedule-work", error);
    if (!lease) return {};
    Held held{*lease, error.what()};
    if (set_back(tools, held)) return {lease->run, {}};
    return {{}, std::move(held)};
  }
}

}  // namespace

std::optional<std::uint64_t> work_one(flow::Tools& tools, std::optional<std::uint64_t> only) {
  return attempt(tools, only).run;  // what is held is free when the lease ends
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
  std::optional<Held> held;
  for (;;) {
    {
      const std::scoped_lock lock(mutex_);
      if (ending_) return;
    }
    if (held && set_back(tools_, *held)) held.reset();
    const Attempt done = held ? Attempt{} : attempt(tools_, {});
    if (done.held) held = done.held;
    if (!done.run && !pause()) return;
  }
}

}  // namespace rasoat::schedule
