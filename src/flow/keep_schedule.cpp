#include "flow/keep_schedule.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "config/load_schedule.h"
#include "export/export_report.h"
#include "store/schedule.h"

namespace rasoat::flow {
namespace {

using domain::Dispatch;
using domain::Problem;
using domain::Result;
using domain::Schedule;

/// Collects what a schedule names and the installation does not have.
class Examiner {
 public:
  explicit Examiner(const Tools& tools) : tools_(tools) {}

  void look_at(const Schedule& schedule) {
    const domain::ReportDefinition* report = tools_.rules.report(schedule.report);
    if (report == nullptr) {
      wrong("report", schedule.report);
    } else {
      for (const std::string& format : schedule.formats) {
        if (std::find(report->formats.begin(), report->formats.end(), format) == report->formats.end())
          wrong("formats", format);
      }
    }
    for (const std::string& area : schedule.areas) {
      if (tools_.rules.areas.find(area, domain::today(tools_.clock)) == nullptr &&
          tools_.rules.areas.find(area, domain::Date::known("2025-06-30")) == nullptr)
        wrong("areas", area);
    }
    if (tools_.rules.indicator(schedule.indicator) == nullptr) wrong("indicator", schedule.indicator);
    if (!schedule.when.cron && tools_.rules.calendar.event(schedule.when.event) == nullptr)
      wrong("when.event", schedule.when.event);
    for (const Dispatch& dispatch : schedule.deliver) look_at(dispatch);
  }
  const std::string& found() const { return found_; }

 private:
  void look_at(const Dispatch& dispatch) {
    if (dispatch.way == Dispatch::Way::mail && !tools_.delivery.mail) wrong("deliver", "mail");
    if (dispatch.way != Dispatch::Way::https && dispatch.way != Dispatch::Way::sftp) return;
    const auto target = tools_.delivery.targets.find(dispatch.target);
    const std::string_view scheme = dispatch.way == Dispatch::Way::sftp ? "sftp://" : "http";
    if (target == tools_.delivery.targets.end() || target->second.url.rfind(scheme, 0) != 0)
      wrong("deliver.target", dispatch.target);
  }
  void wrong(std::string_view field, const std::string& value) {
    found_ += (found_.empty() ? "" : "; ") + std::string(field) + ": " + value;
  }

  const Tools& tools_;
  std::string found_;
};

Result<Schedule> examined(const Tools& tools, const std::string& json) {
  auto schedule = config::read_schedule(json);
  if (!schedule) return schedule;
  Examiner examiner(tools);
  examiner.look_at(*schedule);
  if (examiner.found().empty()) return schedule;
  return Problem{"schedule", tools.rules.texts.say("schedule.unknown-names", {{"list", examiner.found()}}),
                 "schedule"};
}

Problem unknown(const Tools& tools, const std::string& name) {
  return {"schedule-unknown", tools.rules.texts.say("schedule.unknown", {{"name", name}}), "name"};
}

}  // namespace

Result<Schedule> add_schedule(Tools& tools, const std::string& json, const access::Person& by) {
  auto schedule = examined(tools, json);
  if (!schedule) return schedule;
  const std::string now = tools.now();
  if (!store::add_schedule(tools.pool, {schedule->name, json, now, now}, by.account)) {
    return Problem{"schedule-taken", tools.rules.texts.say("schedule.taken", {{"name", schedule->name}}),
                   "name"};
  }
  return schedule;
}

Result<Schedule> change_schedule(Tools& tools, const std::string& name, const std::string& json,
                                 const access::Person& by) {
  auto schedule = examined(tools, json);
  if (!schedule) return schedule;
  if (schedule->name != name)
    return Problem{"schedule", tools.rules.texts.say("schedule.other-name", {{"name", name}}), "name"};
  const std::string now = tools.now();
  if (!store::change_schedule(tools.pool, {name, json, now, now}, by.account)) return unknown(tools, name);
  return schedule;
}

domain::Outcome remove_schedule(Tools& tools, const std::string& name, const access::Person& by) {
  if (!store::remove_schedule(tools.pool, name, by.account, tools.now())) return unknown(tools, name);
  return domain::Done{};
}

std::int64_t seconds_now(const Tools& tools) {
  return std::chrono::duration_cast<std::chrono::seconds>(tools.clock().time_since_epoch()).count();
}

std::int64_t seconds_of(const std::string& stamp) {
  const auto day = domain::Date::parse(stamp.substr(0, 10));
  if (!day || stamp.size() < 19) return 0;
  return day->days_since_1970() * std::int64_t{86'400} + std::stoi(stamp.substr(11, 2)) * 3'600 +
         std::stoi(stamp.substr(14, 2)) * 60 + std::stoi(stamp.substr(17, 2));
}

std::string stamp_of(std::int64_t seconds) { return store::stamp(seconds * 1000); }

std::string vietnam_time(std::int64_t seconds) {
  const std::int64_t of_day = (seconds + 7 * 3'600) % 86'400;
  return fmt::format("{}T{:02}:{:02}:{:02}+07:00", domain::vietnam_day(seconds).iso(), of_day / 3'600,
                     of_day / 60 % 60, of_day % 60);
}

}  // namespace rasoat::flow
