// migrate, backup, restore: what keeps an installation in order.

#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/version.h"
#include "flow/back_up.h"
#include "flow/receive_upload.h"
#include "store/migrate.h"

namespace rasoat::app {

Exit migrate_command(Context& context, const Arguments&) {
  const auto done = store::migrate(context.pool(), context.tools().now());
  store::load_catalogue(context.pool(), *context.rules());
  for (const std::string& name : done) std::cerr << "rasoat: applied " << name << '\n';
  return Exit::done;
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
