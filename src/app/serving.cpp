// serve: everything that runs until a signal ends it. SIGHUP reads settings, rules, pages and certificate
// anew while requests go on.

#include <csignal>
#include <iostream>

#include "app/commands.h"
#include "app/log_out.h"
#include "app/notify.h"
#include "app/version.h"
#include "flow/back_up.h"
#include "flow/receive_upload.h"
#include "http/door.h"
#include "http/server.h"
#include "schedule/scheduler.h"
#include "store/migrate.h"

namespace rasoat::app {
namespace {

/// Waits for a signal that ends or reloads the service; they were blocked before any thread began.
int wait_for_signal() {
  sigset_t set;
  sigemptyset(&set);
  for (const int each : {SIGTERM, SIGINT, SIGQUIT, SIGHUP}) sigaddset(&set, each);
  int signal = 0;
  sigwait(&set, &signal);
  return signal;
}

/// Everything a server needs, or GiveUp with the reason why it cannot be.
void prepare(Context& context) {
  const config::Settings& settings = context.settings();
  LogOut::of_process().into(settings.log_file, settings.log_bytes, settings.log_files);
  context.tools();
  if (!store::migrated(context.pool())) {
    throw GiveUp("the database is not of this program's schema: run rasoat migrate first");
  }
  if (flow::restore_unfinished(context.settings().data_directory)) {
    throw GiveUp("a restore was broken off: run rasoat restore DIR again");
  }
  context.live().fresh();
}

/// One reading of settings and rules with the server and the scheduler that work by it. Its end waits for the
/// requests and transfers under way.
class Generation {
 public:
  Generation(Context& context, const http::Door& door)
      : server_({context.settings().ui_directory, version(), context.settings().http_proxies,
                 context.settings().http_hosts},
                door, context.tools()),
        scheduler_((server_.start(), context.tools())) {}

  /// After the next one has begun: who is connected here is served to the end.
  void let_finish() { server_.let_finish(); }

 private:
  http::Server server_;
  schedule::Scheduler scheduler_;
};

/// The next context after a SIGHUP, or nothing where it would not serve: then all stays as it was.
std::unique_ptr<Context> read_anew(Context& context, http::Door& door) {
  try {
    auto next = std::make_unique<Context>(context.config_file());
    prepare(*next);
    const config::Settings& settings = next->settings();
    if (settings.http_address != context.settings().http_address ||
        settings.http_port != context.settings().http_port ||
        settings.http_certificate.empty() == door.tls()) {
      context.log()(domain::LogLevel::warning, "reload.address",
                    "kept=1 what=\"address, port and whether "
                    "there is TLS change with a restart\"");
    }
    if (door.tls() && !settings.http_certificate.empty())
      door.renew(settings.http_certificate, settings.http_key);
    return next;
  } catch (const std::exception& error) {
    context.log()(domain::LogLevel::error, "reload.failed", std::string("what=\"") + error.what() + "\"");
    return nullptr;
  }
}

}  // namespace

Exit serve_command(Context& first, const Arguments&) {
  prepare(first);
  flow::clear_interrupted(first.tools());
  const config::Settings& settings = first.settings();
  http::Door door({settings.http_address, settings.http_port, settings.http_certificate, settings.http_key});
  std::unique_ptr<Context> own;  // after a reload; outlives its generation
  Context* context = &first;
  auto generation = std::make_unique<Generation>(first, door);
  first.log()(domain::LogLevel::info, "serving",
              "address=" + settings.http_address + " port=" + std::to_string(door.port()));
  notify("READY=1");
  int signal = 0;
  while ((signal = wait_for_signal()) == SIGHUP) {
    notify("RELOADING=1");
    if (auto next = read_anew(*context, door)) {
      // The new one answers before the old one is let go; both listen meanwhile.
      auto fresh = std::make_unique<Generation>(*next, door);
      generation->let_finish();
      generation = std::move(fresh);
      own = std::move(next);
      context = own.get();
      context->log()(domain::LogLevel::info, "reloaded", "version=\"" + version() + "\"");
    }
    notify("READY=1");
  }
  notify("STOPPING=1");
  context->log()(domain::LogLevel::info, "stopping", "signal=" + std::to_string(signal));
  return Exit::done;
}

}  // namespace rasoat::app
