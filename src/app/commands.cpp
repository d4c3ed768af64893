#include "app/commands.h"

#include <algorithm>
#include <iostream>

#include "app/version.h"

namespace rasoat::app {
namespace {

void print_help(std::ostream& out) {
  out << "rasoat " << version() << "\n\n";
  for (const Command& command : commands())
    out << "  rasoat " << command.name << ' ' << command.usage << '\n';
  out << "\n  --config FILE everywhere, or RASOAT_CONFIG; database address also RASOAT_DATABASE\n";
}

Exit misused(const Command* command, const domain::Problem& problem) {
  std::cerr << "rasoat: " << problem.message.vi << " / " << problem.message.en << '\n';
  if (command != nullptr) std::cerr << "rasoat " << command->name << ' ' << command->usage << '\n';
  return Exit::usage;
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> table{
      {"serve", "", {{}, {}, 0, 0}, serve_command},
      {"migrate", "", {{}, {}, 0, 0}, migrate_command},
      {"doctor", "[--format text|json]", {{"format"}, {}, 0, 0}, doctor_command},
      {"backup", "DIR", {{}, {}, 1, 1}, backup_command},
      {"restore", "DIR", {{}, {}, 1, 1}, restore_command},
      {"check",
       "KIND FILE [--round R] [--marked FILE] [--format text|json|csv]",
       {{"round", "format", "marked"}, {}, 2, 2},
       check_command},
      {"import",
       "KIND FILE [--round R] [--approve] [--accept-shrink] [--format text|json]",
       {{"round", "format"}, {"approve", "accept-shrink"}, 2, 2},
       import_command},
      {"rank",
       "INDICATOR --round R [--level L] [--within A] [--as-of DATE] [--group G] [--order best|worst] "
       "[--partial] "
       "[--release N] [--format table|csv|json]",
       {{"round", "level", "within", "as-of", "group", "order", "release", "plan-year", "format"},
        {"partial"},
        1,
        1},
       rank_command},
      {"flags",
       "--round R [--level L] [--within A] [--as-of DATE] [--release N] [--format table|csv|json]",
       {{"round", "level", "within", "as-of", "release", "plan-year", "format"}, {"partial"}, 0, 0},
       flags_command},
      {"audit",
       "--round R [--within A] [--release N] [--format table|csv|json]",
       {{"round", "within", "release", "format"}, {}, 0, 0},
       audit_command},
      {"area", "CODE [--as-of DATE] [--format text|json]", {{"as-of", "format"}, {}, 1, 1}, area_command},
      {"export",
       "REPORT --round R [--release N] --format xlsx|pdf|docx|csv|json|sdmx-csv|dhis2 --output FILE "
       "[--within A] "
       "[--level L] [--as-of DATE] [--indicator I] [--group G] [--audience official|public] [--language "
       "vi|en] "
       "[--partial] [--recipient WHO] | --manifest FILE --output FILE | TABLE --round R --blank-form "
       "--output FILE | all [--personal] --output DIR",
       {{"round", "release", "format", "output", "within", "level", "as-of", "indicator", "group", "audience",
         "language", "manifest", "recipient"},
        {"partial", "blank-form", "personal"},
        0,
        1},
       export_command},
      {"rules",
       "check DIR [--format table|csv|json] | propose DIR --decision NO --date DATE --user ADMIN | activate "
       "DIR --user ADMIN",
       {{"format", "decision", "date", "user"}, {}, 2, 2},
       rules_command},
      {"schedule", "list | run NAME | due | set FILE | remove NAME", {{}, {}, 1, 2}, schedule_command},
      {"user",
       "add NAME --role R [--areas A,B] | import FILE | disable NAME | passwd NAME | list",
       {{"role", "areas", "kinds"}, {}, 1, 2},
       user_command},
      {"key", "rotate | shares | recover FILE | destroy ROUND | retention", {{}, {}, 1, 2}, key_command},
      {"demo", "[--no-data] --accounts FILE", {{"accounts"}, {"no-data"}, 0, 0}, demo_command},
  };
  return table;
}

Exit run(std::vector<std::string> words) {
  std::string config;
  for (auto word = words.begin(); word != words.end();) {
    if (*word == "--config" && std::next(word) != words.end()) {
      config = *std::next(word);
      word = words.erase(word, word + 2);
    } else if (word->rfind("--config=", 0) == 0) {
      config = word->substr(9);
      word = words.erase(word);
    } else {
      ++word;
    }
  }
  if (words.empty() || words.front() == "--help" || words.front() == "help") {
    print_help(words.empty() ? std::cerr : std::cout);
    return words.empty() ? Exit::usage : Exit::done;
  }
  if (words.front() == "--version") {
    std::cout << "rasoat " << version() << '\n';
    return Exit::done;
  }
  const auto& table = commands();
  const auto command = std::find_if(table.begin(), table.end(),
                                    [&](const Command& each) { return each.name == words.front(); });
  if (command == table.end()) {
    return misused(nullptr, {"usage",
                             {"Không có lệnh “" + words.front() + "”; xem rasoat --help.",
                              "No command \"" + words.front() + "\"; see rasoat --help."},
                             ""});
  }
  words.erase(words.begin());
  const auto arguments = Arguments::parse(words, command->accepts);
  if (!arguments) return misused(&*command, arguments.problem());
  Context context(config);
  return command->action(context, *arguments);
}

}  // namespace rasoat::app
