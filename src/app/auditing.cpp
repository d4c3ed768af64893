// audit: what lists look like beside their neighbours, as HTTP answers it.

#include <iostream>

#include "app/commands.h"
#include "domain/audit_book.h"
#include "export/audit_answers.h"

namespace rasoat::app {
namespace {

Exit refuse(const domain::Problem& problem, Exit exit = Exit::input) {
  std::cerr << "rasoat: " << problem.message.vi << " / " << problem.message.en << '\n';
  return exit;
}

}  // namespace

Exit audit_command(Context& context, const Arguments& arguments) {
  const domain::Texts& texts = context.rules()->texts;
  const std::string format = arguments.value_or("format", "table");
  if (format != "table" && format != "csv" && format != "json") {
    return refuse({"bad-value",
                   texts.say("query.bad-value",
                             {{"name", "--format"}, {"value", format}, {"expected", "table | csv | json"}}),
                   "format"},
                  Exit::usage);
  }
  const auto round = arguments.value("round");
  if (!round) return refuse({"usage", texts.say("query.round-required"), "round"}, Exit::usage);
  const auto snapshot = context.snapshot(arguments.value_or("release", ""));
  if (!snapshot) return refuse(snapshot.problem());
  const auto view = domain::view_audit(**snapshot, {*round, arguments.value_or("within", "51")});
  if (!view) return refuse(view.problem());
  if (format == "json") {
    std::cout << export_::audit_json(**snapshot, *view) << '\n';
  } else if (format == "csv") {
    std::cout << export_::audit_csv(**snapshot, *view);
  } else {
    std::cout << export_::audit_table(**snapshot, *view);
  }
  return Exit::done;
}

}  // namespace rasoat::app
