#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.h"
#include "app/context.h"

namespace rasoat::app {

/// One command of the command line.
struct Command {
  std::string_view name;
  std::string_view usage;  ///< what stands after the name
  Accepts accepts;
  std::function<Exit(Context&, const Arguments&)> action;
};

/// The table of contents of the command line, in the order of the help text.
const std::vector<Command>& commands();

/// Finds and runs a command; `--config FILE` is taken out of the words first. Help goes to standard output
/// when asked for, to standard error when the words are wrong.
Exit run(std::vector<std::string> words);

// The actions, by file: reading.cpp, uploading.cpp, publishing.cpp, keeping.cpp, serving.cpp, accounts.cpp,
// keys.cpp, ruling.cpp.
Exit rank_command(Context& context, const Arguments& arguments);
Exit flags_command(Context& context, const Arguments& arguments);
Exit audit_command(Context& context, const Arguments& arguments);
Exit export_command(Context& context, const Arguments& arguments);
Exit schedule_command(Context& context, const Arguments& arguments);
Exit area_command(Context& context, const Arguments& arguments);
Exit check_command(Context& context, const Arguments& arguments);
Exit import_command(Context& context, const Arguments& arguments);
Exit migrate_command(Context& context, const Arguments& arguments);
Exit doctor_command(Context& context, const Arguments& arguments);
Exit backup_command(Context& context, const Arguments& arguments);
Exit restore_command(Context& context, const Arguments& arguments);
Exit key_command(Context& context, const Arguments& arguments);
Exit demo_command(Context& context, const Arguments& arguments);
Exit user_command(Context& context, const Arguments& arguments);
Exit rules_command(Context& context, const Arguments& arguments);
Exit serve_command(Context& context, const Arguments& arguments);

}  // namespace rasoat::app
