// migrate, doctor, backup, restore: what keeps an installation in order.

#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/version.h"
#include "export/json_out.h"
#include "flow/back_up.h"
#include "flow/examine.h"
#include "flow/receive_upload.h"
#include "store/migrate.h"

namespace rasoat::app {

Exit migrate_command(Context& context, const Arguments&) {
  const auto done = store::migrate(context.pool(), context.tools().now());
  store::load_catalogue(context.pool(), *context.rules());
  for (const std::string& name : done) std::cerr << "rasoat: applied " << name << '\n';
  return Exit::done;
}

Exit doctor_command(Context& context, const Arguments& arguments) {
  const std::string format = arguments.value_or("format", "text");
  if (format != "text" && format != "json") {
    std::cerr << "rasoat: --format text | json\n";
    return Exit::usage;
  }
  const auto checks = flow::examine(context.tools());
  bool failed = false;
  export_::JsonOut out;
  out.begin_object().key("checks").begin_array();
  for (const flow::Check& check : checks) {
    failed = failed || check.result == flow::Check::Result::failed;
    const std::string_view word = flow::name(check.result);
    if (format == "text")
      std::cout << word << "  " << check.name << (check.found.empty() ? "" : ": " + check.found) << '\n';
    if (format == "text" && !check.remedy.empty() && check.result != flow::Check::Result::passed) {
      std::cout << "        " << check.remedy << '\n';
    }
    out.begin_object()
        .member("name", check.name)
        .member("result", word)
        .member("found", check.found)
        .member("remedy", check.remedy)
        .end_object();
  }
  out.end_array().member("ok", !failed).end_object();
  if (format == "json") std::cout << out.take() << '\n';
  return failed ? Exit::input : Exit::done;
}

namespace {

Exit tell(const domain::Result<flow::Backup>& done, const std::string& folder) {
  if (!done) {
    std::cerr << "rasoat: " << done.problem().message.vi << " / " << done.problem().message.en << '\n';
    return Exit::input;
  }
  std::cout << folder << ": " << done->files << " files, " << done->bytes << " bytes, figures "
            << done->figures << '\n';
  return Exit::done;
}

}  // namespace

Exit backup_command(Context& context, const Arguments& arguments) {
  return tell(flow::back_up(context.tools(), arguments.word(0), version()), arguments.word(0));
}

Exit restore_command(Context& context, const Arguments& arguments) {
  return tell(flow::restore(context.tools(), arguments.word(0)), arguments.word(0));
}

}  // namespace rasoat::app
