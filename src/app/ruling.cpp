// rules: what edited rules would change, and how they come into force: proposed by one administrator under a
// decision, put in force by another.

#include <iostream>

#include <termios.h>
#include <unistd.h>

#include "app/commands.h"
#include "config/load_rules.h"
#include "export/csv_out.h"
#include "export/json_out.h"
#include "export/text_table.h"
#include "flow/change_rules.h"

namespace rasoat::app {
namespace {

Exit refuse(const domain::Problem& problem) {
  std::cerr << "rasoat: " << problem.message.vi << " / " << problem.message.en << '\n';
  return Exit::input;
}

/// The rules as they would be, or nothing with every problem printed.
std::shared_ptr<const domain::Rules> edited_rules(Context& context, const std::string& folder) {
  auto loaded = config::load_rules(context.settings().rules_directory, folder);
  for (const domain::Problem& problem : loaded.problems)
    std::cerr << "rasoat: " << problem.place << ": " << problem.message.en << '\n';
  if (!loaded.rules) return nullptr;
  return std::make_shared<const domain::Rules>(std::move(*loaded.rules));
}

void print_table(const std::vector<flow::RuleEffect>& effects) {
  for (const flow::RuleEffect& effect : effects) {
    std::cout << effect.what << "  " << effect.subject << (effect.round.empty() ? "" : "  " + effect.round)
              << (effect.area.empty() ? "" : "  " + effect.area) << "  "
              << (effect.before.empty() ? "-" : effect.before) << " -> "
              << (effect.after.empty() ? "-" : effect.after) << '\n';
  }
  std::cout << effects.size() << '\n';
}

void print_csv(const std::vector<flow::RuleEffect>& effects) {
  export_::CsvOut out;
  out.words({"what", "subject", "round", "area_code", "before", "after"});
  for (const flow::RuleEffect& effect : effects) {
    out.text(effect.what).text(effect.subject).text(effect.round).text(effect.area);
    out.text(effect.before).text(effect.after).end_record();
  }
  std::cout << out.take();
}

void print_json(const std::vector<flow::RuleEffect>& effects) {
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const flow::RuleEffect& effect : effects) {
    out.begin_object().member("what", effect.what).member("subject", effect.subject);
    out.member("round", effect.round).member("area", effect.area);
    out.member("before", effect.before).member("after", effect.after).end_object();
  }
  out.end_array().end_object();
  std::cout << out.take() << '\n';
}

Exit check(Context& context, const std::shared_ptr<const domain::Rules>& edited, const std::string& format) {
  const auto boundaries = std::make_shared<const domain::Boundaries>(edited->areas);
  const auto effects = flow::compare_rules(context.tools(), edited, boundaries);
  if (format == "json") {
    print_json(effects);
  } else if (format == "csv") {
    print_csv(effects);
  } else {
    print_table(effects);
  }
  return Exit::done;
}

/// A line from standard input, unseen on a terminal.
std::string read_password(const std::string& user) {
  const bool terminal = ::isatty(STDIN_FILENO) == 1;
  termios kept{};
  if (terminal) {
    ::tcgetattr(STDIN_FILENO, &kept);
    termios silent = kept;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    std::cerr << user << ": ";
  }
  std::string password;
  std::getline(std::cin, password);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &kept);
    std::cerr << '\n';
  }
  return password;
}

}  // namespace

Exit rules_command(Context& context, const Arguments& arguments) {
  const std::string& action = arguments.word(0);
  const std::string format = arguments.value_or("format", "table");
  const bool known = action == "check" || action == "propose" || action == "activate";
  const auto date = domain::Date::parse(arguments.value_or("date", ""));
  if (!known || (action != "check" && !arguments.has("user")) ||
      (action == "propose" && (!arguments.has("decision") || !date)) ||
      (format != "table" && format != "csv" && format != "json")) {
    std::cerr << "rasoat rules check DIR [--format table|csv|json] | propose DIR --decision NO --date DATE "
                 "--user ADMIN | activate DIR --user ADMIN\n";
    return Exit::usage;
  }
  const std::string& folder = arguments.word(1);
  if (!std::filesystem::is_directory(folder)) throw GiveUp(folder + ": no folder");
  const auto edited = edited_rules(context, folder);
  if (!edited) return Exit::input;
  if (action == "check") return check(context, edited, format);
  flow::Tools& tools = context.tools();
  const std::string user = arguments.value_or("user", "");
  const auto by = flow::administrator(tools, user, read_password(user));
  if (!by) return refuse(by.problem());
  const auto done = action == "propose"
                        ? flow::propose_rules(tools, *edited, arguments.value_or("decision", ""), *date, *by)
                        : flow::activate_rules(tools, *edited, folder, *by);
  if (!done) return refuse(done.problem());
  std::cout << flow::hash_of_rules(*edited) << '\n';
  return Exit::done;
}

}  // namespace rasoat::app
