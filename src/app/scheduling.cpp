// schedule: what is due, and doing it without the service.

#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands.h"
#include "config/load_schedule.h"
#include "flow/keep_schedule.h"
#include "flow/run_report.h"
#include "schedule/scheduler.h"
#include "store/report_run.h"
#include "store/schedule.h"

namespace rasoat::app {
namespace {

Exit refuse(const domain::Problem& problem) {
  std::cerr << "rasoat: " << problem.message.vi << " / " << problem.message.en << '\n';
  return Exit::input;
}

/// `name next-due last-due report formats` a line.
Exit list(Context& context) {
  flow::Tools& tools = context.tools();
  for (const store::KeptSchedule& kept : store::schedules(tools.pool)) {
    const auto schedule = config::read_schedule(kept.definition);
    if (!schedule) {
      std::cout << kept.name << " ? " << schedule.problem().message.en << '\n';
      continue;
    }
    const auto next = domain::next_due(schedule->when, tools.rules.calendar, flow::seconds_now(tools));
    std::cout << kept.name << ' '
              << (!schedule->enabled ? "off"
                  : next             ? flow::vietnam_time(*next)
                                     : std::string("never"))
              << ' '
              << (kept.last_due ? flow::vietnam_time(flow::seconds_of(*kept.last_due)) : std::string("-"))
              << ' ' << schedule->report;
    for (const std::string& format : schedule->formats) std::cout << ' ' << format;
    std::cout << '\n';
  }
  return Exit::done;
}

/// One line for the run, one for each file and delivery; 0 only when nothing is left to do but a person's
/// release.
Exit report_on(Context& context, std::uint64_t id) {
  store::Pool& pool = context.pool();
  const auto run = store::find_run(pool, id);
  if (!run) return Exit::system;
  std::cout << "run " << run->id << ' ' << run->schedule << ' ' << run->state
            << (run->alarm.empty() ? "" : " alarm=" + run->alarm) << ' ' << run->release << '\n';
  for (const store::ReportFile& file : store::files_of(pool, id))
    std::cout << "  " << file.sha256 << "  " << file.name << '\n';
  for (const store::ReportDelivery& each : store::deliveries_of(pool, id)) {
    std::cout << "  " << each.way << ' ' << each.target << each.recipients << ": " << each.state
              << (each.error.empty() ? "" : " (" + each.error + ")") << '\n';
  }
  if (!run->error.empty()) std::cerr << "rasoat: " << run->error << '\n';
  if (run->state == "done" || run->state == "held" || run->state == "waiting") return Exit::done;
  return run->alarm == "empty" || run->alarm == "missing" ? Exit::input : Exit::system;
}

Exit run_now(Context& context, const std::string& name) {
  const auto run = flow::enter_by_hand(context.tools(), name, flow::system_person());
  if (!run) return refuse(run.problem());
  schedule::work_one(context.tools(), *run);
  return report_on(context, *run);
}

Exit run_due(Context& context) {
  schedule::look(context.tools());
  Exit worst = Exit::done;
  while (const auto run = schedule::work_one(context.tools())) {
    const Exit exit = report_on(context, *run);
    if (exit != Exit::done) worst = exit;
  }
  return worst;
}

Exit set(Context& context, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw GiveUp(path + ": cannot be read");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto read = config::read_schedule(text);
  if (!read) return refuse(read.problem());
  const bool there = store::find_schedule(context.pool(), read->name).has_value();
  const auto kept = there ? flow::change_schedule(context.tools(), read->name, text, flow::system_person())
                          : flow::add_schedule(context.tools(), text, flow::system_person());
  if (!kept) return refuse(kept.problem());
  return Exit::done;
}

}  // namespace

Exit schedule_command(Context& context, const Arguments& arguments) {
  const std::string& verb = arguments.word(0);
  const bool named = arguments.words() == 2;
  if (verb == "list" && !named) return list(context);
  if (verb == "due" && !named) return run_due(context);
  if (verb == "run" && named) return run_now(context, arguments.word(1));
  if (verb == "set" && named) return set(context, arguments.word(1));
  if (verb == "remove" && named) {
    const auto gone = flow::remove_schedule(context.tools(), arguments.word(1), flow::system_person());
    return gone ? Exit::done : refuse(gone.problem());
  }
  std::cerr << "rasoat schedule list | run NAME | due | set FILE | remove NAME\n";
  return Exit::usage;
}

}  // namespace rasoat::app
