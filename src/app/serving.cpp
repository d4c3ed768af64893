// serve: everything that runs until a signal ends it.

#include <csignal>
#include <iostream>

#include "app/commands.h"
#include "app/version.h"
#include "flow/back_up.h"
#include "flow/receive_upload.h"
#include "http/server.h"
#include "schedule/scheduler.h"
#include "store/migrate.h"

namespace rasoat::app {
namespace {

/// Waits for a signal that ends the service; they were blocked before any thread began.
int wait_for_end() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGQUIT);
  int signal = 0;
  sigwait(&set, &signal);
  return signal;
}

}  // namespace

Exit serve_command(Context& context, const Arguments&) {
  flow::Tools& tools = context.tools();
  if (!store::migrated(context.pool())) {
    throw GiveUp("the database is not of this program's schema: run rasoat migrate first");
  }
  if (flow::restore_unfinished(context.settings().data_directory)) {
    throw GiveUp("a restore was broken off: run rasoat restore DIR again");
  }
  flow::clear_interrupted(tools);
  context.live().fresh();
  const config::Settings& settings = context.settings();
  http::Server server({settings.http_address, settings.http_port, settings.ui_directory,
                       settings.http_certificate, settings.http_key, version()},
                      tools);
  server.start();
  const schedule::Scheduler scheduler(tools);
  context.log()(domain::LogLevel::info, "serving",
                "address=" + settings.http_address + " port=" + std::to_string(server.port()));
  const int signal = wait_for_end();
  context.log()(domain::LogLevel::info, "stopping", "signal=" + std::to_string(signal));
  return Exit::done;
}

}  // namespace rasoat::app
