// doctor: looks at an installation from the outside in, as far as it can be looked at.

#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/version.h"
#include "export/json_out.h"
#include "flow/examine.h"
#include "http/certificate.h"

namespace rasoat::app {
namespace {

using flow::Check;
using flow::Examination;

void look_at_door(Examination& examination, const config::Settings& settings) {
  const bool loopback = settings.http_address.rfind("127.", 0) == 0 || settings.http_address == "::1" ||
                        settings.http_address == "localhost";
  examination.look("http.clear", "nobody is served in the clear over a network",
                   "set http.certificate and http.key, or http.address = 127.0.0.1 behind nginx",
                   [&](Check& check) {
                     if (!loopback && settings.http_certificate.empty())
                       check.fail(settings.http_address + " without TLS");
                   });
  examination.look("http.certificate", "the certificate can be used for another month",
                   "renew certificate and key, then systemctl reload rasoat", [&](Check& check) {
                     if (settings.http_certificate.empty()) return;
                     const auto state =
                         http::look_at_certificate(settings.http_certificate, settings.http_key);
                     if (!state.problem.empty()) return check.fail(state.problem);
                     const std::string left = std::to_string(state.days_left) + " days left";
                     if (state.days_left < 30) return check.warn(left);
                     check.found = left;
                   });
}

Examination examine(Context& context) {
  Examination examination;
  const bool read = examination.look("settings.read", "the settings are understood", "mend the setting named",
                                     [&](Check&) { context.settings(); });
  if (!read) return examination;
  const config::Settings& settings = context.settings();
  flow::examine_machine(examination, settings);
  look_at_door(examination, settings);
  const bool rules = examination.look(
      "rules.read", "the rules are understood", "mend the file named, or install the package again",
      [&](Check& check) { check.found = std::to_string(context.rules()->hashes.size()) + " files"; });
  const bool named = examination.look("database.named", "a database is named",
                                      "set `database` in the settings", [&](Check&) { context.pool(); });
  if (!rules || !named) return examination;
  if (!flow::examine_database(examination, context.pool(), *context.rules(), context.clock()))
    return examination;
  // The key is made on first use; an examination must not be that.
  if (!std::filesystem::exists(settings.data_directory / "service.key")) return examination;
  if (examination.look("key.read", "the service key can be read", "put the right DIR/service.key back",
                       [&](Check&) { context.tools(); }))
    flow::examine_data(examination, context.tools());
  return examination;
}

void write_text(const Examination& examination) {
  for (const Check& check : examination.checks()) {
    std::cout << flow::name(check.result) << "  " << check.code << "  " << check.name
              << (check.found.empty() ? "" : ": " + check.found) << '\n';
    if (!check.remedy.empty() && check.result != Check::Result::passed)
      std::cout << "        " << check.remedy << '\n';
  }
}

void write_json(const Examination& examination) {
  export_::JsonOut out;
  out.begin_object().member("software", version()).key("checks").begin_array();
  for (const Check& check : examination.checks()) {
    out.begin_object()
        .member("code", check.code)
        .member("name", check.name)
        .member("result", flow::name(check.result))
        .member("found", check.found)
        .member("remedy", check.remedy)
        .end_object();
  }
  out.end_array().member("ok", !examination.failed()).end_object();
  std::cout << out.take() << '\n';
}

}  // namespace

Exit doctor_command(Context& context, const Arguments& arguments) {
  const std::string format = arguments.value_or("format", "text");
  if (format != "text" && format != "json") {
    std::cerr << "rasoat: --format text | json\n";
    return Exit::usage;
  }
  const Examination examination = examine(context);
  format == "json" ? write_json(examination) : write_text(examination);
  return examination.failed() ? Exit::input : Exit::done;
}

}  // namespace rasoat::app
