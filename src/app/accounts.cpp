// user and demo: accounts, and the demonstration with its accounts.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

#include "app/commands.h"
#include "config/load_demonstration.h"
#include "flow/make_account.h"
#include "flow/seed_demonstration.h"

namespace rasoat::app {
namespace {

Exit refuse(const domain::Problem& problem) {
  std::cerr << "rasoat: " << problem.message.vi << " / " << problem.message.en << '\n';
  return Exit::input;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, ',');) {
    if (!part.empty() && part != "-") all.push_back(part);
  }
  return all;
}

/// One line an account: `user role areas password`.
void write_line(std::ostream& out, const flow::NewAccount& account, const std::string& password) {
  std::string areas;
  for (const std::string& area : account.areas) areas += (areas.empty() ? "" : ",") + area;
  out << account.user << ' ' << account.role << ' ' << (areas.empty() ? "-" : areas) << ' ' << password
      << '\n';
}

Exit add(Context& context, const flow::NewAccount& account) {
  const auto made = flow::make_account(context.tools(), account, flow::system_person());
  if (!made) return refuse(made.problem());
  write_line(std::cout, account, made->password);
  return Exit::done;
}

/// Lines `user role areas [kinds]`, areas comma-separated, `-` for none; every line is tried.
Exit import_accounts(Context& context, const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    std::cerr << "rasoat: cannot open " << path << '\n';
    return Exit::system;
  }
  Exit exit = Exit::done;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    flow::NewAccount account;
    std::string areas;
    if (!(words >> account.user >> account.role >> areas) || account.user.front() == '#') continue;
    words >> account.kinds;
    account.areas = split(areas);
    if (add(context, account) != Exit::done) exit = Exit::input;
  }
  return exit;
}

Exit list(Context& context) {
  for (const store::Account& account : store::list_accounts(context.pool())) {
    std::string areas;
    for (const domain::AreaId area : account.areas) {
      areas += (areas.empty() ? "" : ",") + context.rules()->areas.get(area).code.text();
    }
    std::cout << account.user << ' ' << account.role << ' ' << (areas.empty() ? "-" : areas)
              << (account.disabled ? " disabled" : "") << '\n';
  }
  return Exit::done;
}

}  // namespace

Exit user_command(Context& context, const Arguments& arguments) {
  const std::string& action = arguments.word(0);
  const std::string name = arguments.words() > 1 ? arguments.word(1) : "";
  if (action == "list") return list(context);
  if (name.empty() || (action == "add" && !arguments.has("role"))) {
    std::cerr
        << "rasoat user add NAME --role R [--areas A,B] | import FILE | disable NAME | passwd NAME | list\n";
    return Exit::usage;
  }
  if (action == "add") {
    return add(context, {name, arguments.value_or("role", ""), split(arguments.value_or("areas", "")),
                         arguments.value_or("kinds", ""), true});
  }
  if (action == "import") return import_accounts(context, name);
  if (action == "disable") {
    const auto done = flow::disable_account(context.tools(), name, flow::system_person());
    return done ? Exit::done : refuse(done.problem());
  }
  if (action == "passwd") {
    const auto password = flow::reset_password(context.tools(), name, flow::system_person());
    if (!password) return refuse(password.problem());
    std::cout << *password << '\n';
    return Exit::done;
  }
  std::cerr << "rasoat: no such action: " << action << '\n';
  return Exit::usage;
}

namespace {

/// The lines of an accounts file by user; none where there is no file yet.
std::map<std::string, std::string> lines_by_user(const std::string& path) {
  std::map<std::string, std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines[line.substr(0, line.find(' '))] = line + "\n";
  return lines;
}

/// Makes an account and gives its line. Where it was made by a run that did not get to its end, the line of
/// then is kept, or the account gets a new password.
domain::Result<std::string> line_of(Context& context, const flow::NewAccount& account,
                                    const std::map<std::string, std::string>& before) {
  const auto made = flow::make_account(context.tools(), account, flow::system_person());
  std::string password;
  if (made) {
    password = made->password;
  } else if (made.problem().code != "user-taken") {
    return made.problem();
  } else if (const auto known = before.find(account.user); known != before.end()) {
    return known->second;
  } else {
    const auto next = account.must_change ? flow::NextLogIn::change : flow::NextLogIn::keep;
    const auto again = flow::reset_password(context.tools(), account.user, flow::system_person(), next);
    if (!again) return again.problem();
    password = *again;
  }
  std::ostringstream line;
  write_line(line, account, password);
  return line.str();
}

/// Whole or not at all, and never readable by others.
void write_secret(const std::string& path, const std::string& text) {
  const std::string aside = path + ".new";
  const int handle = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (handle < 0) throw GiveUp("cannot write " + aside);
  ::close(handle);
  std::filesystem::permissions(aside,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream out(aside, std::ios::app);
  out << text << std::flush;
  if (!out) throw GiveUp("cannot write " + aside);
  std::filesystem::rename(aside, path);
}

}  // namespace

Exit demo_command(Context& context, const Arguments& arguments) {
  const std::string path =
      arguments.value_or("accounts", (context.settings().data_directory / "accounts.txt").string());
  std::vector<flow::NewAccount> accounts{{"admin", "admin", {}, "", arguments.has("no-data")}};
  if (!arguments.has("no-data")) {
    // Demonstration accounts need no change at first log-in.
    accounts.insert(accounts.end(), {{"admin2", "admin", {}, "", false},
                                     {"manager", "manager", {}, "", false},
                                     {"reporter", "reporter", {}, "", false},
                                     {"officer", "officer", {"51"}, "", false},
                                     {"reviewer", "reviewer", {"51"}, "", false},
                                     {"officer525", "officer", {"525"}, "", false},
                                     {"exporter", "exporter", {}, "", false}});
  }
  const auto before = lines_by_user(path);
  std::string lines;
  for (const flow::NewAccount& account : accounts) {
    const auto line = line_of(context, account, before);
    if (!line) return refuse(line.problem());
    lines += *line;
  }
  write_secret(path, lines);
  if (arguments.has("no-data")) return Exit::done;
  const auto loaded = config::load_demonstration(context.settings().rules_directory / "demo");
  for (const domain::Problem& problem : loaded.problems) refuse(problem);
  if (!loaded.plan) return Exit::system;
  const auto seeded =
      flow::seed_demonstration(context.tools(), *loaded.plan, context.settings().rules_directory / "demo");
  if (!seeded) return refuse(seeded.problem());
  std::cerr << "rasoat: " << *seeded << " demonstration files loaded\n";
  return Exit::done;
}

}  // namespace rasoat::app
