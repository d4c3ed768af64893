#include "flow/make_account.h"

#include <algorithm>
#include <chrono>

#include "access/passwords.h"
#include "store/journal.h"
#include "store/session.h"

namespace rasoat::flow {
namespace {

domain::Problem refuse(const Tools& tools, std::string_view code, const std::string& value) {
  return {std::string(code), tools.rules.texts.say("account." + std::string(code), {{"value", value}}),
          value};
}

void write_log(Tools& tools, const access::Person& by, std::string action, const std::string& user,
               const std::string& details = "") {
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), by.account, action, "account " + user, details});
  });
}

/// The newest unit a code named: officers are made for the units they work in now, also for former ones.
const domain::Area* unit(const Tools& tools, const std::string& code) {
  const domain::Date today = domain::today(tools.clock);
  if (const domain::Area* now = tools.rules.areas.find(code, today)) return now;
  const auto versions = tools.rules.areas.versions(code);
  return versions.empty() ? nullptr : versions.back();
}

std::string stamp_after(const Tools& tools, std::chrono::milliseconds time) {
  const auto end = tools.clock().time_since_epoch() + time;
  return store::stamp(std::chrono::duration_cast<std::chrono::milliseconds>(end).count());
}

void add_token(Tools& tools, domain::AccountId id, const std::string& token, std::int64_t days,
               const std::string& label, const std::string& reports) {
  store::SignedIn session{id, true, tools.now(), stamp_after(tools, std::chrono::hours(24 * days)), "", ""};
  session.label = label;
  session.reports = reports;
  store::add_session(tools.pool, access::token_hash(token), session, tools.now());
}

/// Letters, digits and `._-@`: a name that stands in a line of a file, in an address and in a log as it is.
bool usable_name(const std::string& user) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == '@';
  };
  return user.size() >= 2 && user.size() <= 64 && std::all_of(user.begin(), user.end(), fits) &&
         user != "system";
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const auto comma = text.find(',');
    if (comma != 0) all.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return all;
}

/// The account, when this person may give it a new password.
domain::Result<store::Account> resettable(const Tools& tools, const std::string& user,
                                          const access::Person& by) {
  auto account = store::find_account(tools.pool, user);
  if (!account) return refuse(tools, "user-unknown", user);
  if (by.role == access::Role::admin) return std::move(*account);
  const bool officer = account->role == access::name(access::Role::officer) && !account->disabled;
  const bool inside = std::all_of(account->areas.begin(), account->areas.end(), [&](domain::AreaId area) {
    return access::in_scope(by, area, tools.rules.areas);
  });
  if (!officer || !inside) return refuse(tools, "user-unknown", user);
  return std::move(*account);
}

}  // namespace

domain::Result<store::Account> plan_account(const Tools& tools, const NewAccount& account) {
  if (!usable_name(account.user)) return refuse(tools, "user-invalid", account.user);
  const auto role = access::role_named(account.role);
  if (!role) return refuse(tools, "role-unknown", account.role);
  store::Account made;
  made.user = account.user;
  made.role = account.role;
  made.kinds = account.kinds;
  for (const std::string& kind : split(account.kinds)) {
    if (!domain::kind_named(kind)) return refuse(tools, "kind-unknown", kind);
  }
  for (const std::string& code : account.areas) {
    const domain::Area* area = unit(tools, code);
    if (area == nullptr) return refuse(tools, "area-unknown", code);
    if (std::find(made.areas.begin(), made.areas.end(), area->id) == made.areas.end())
      made.areas.push_back(area->id);
  }
  const bool scoped = *role == access::Role::officer || *role == access::Role::reviewer;
  if (scoped && made.areas.empty()) return refuse(tools, "area-required", account.user);
  if (!scoped && !made.areas.empty()) return refuse(tools, "area-useless", account.role);
  made.must_change = *role != access::Role::exporter && account.must_change;
  made.demonstration = !account.must_change;
  return made;
}

domain::Result<MadeAccount> make_account(Tools& tools, const NewAccount& account, const access::Person& by) {
  auto made = plan_account(tools, account);
  if (!made) return made.problem();
  const bool token = account.role == access::name(access::Role::exporter);
  const std::string secret = token ? access::random_token() : access::random_password();
  // An exporter has no password that could be typed: its hash fits nothing.
  made->password_hash = token ? "" : access::hash_password(secret);
  const auto id = store::add_account(tools.pool, *made, tools.now());
  if (!id) return refuse(tools, "user-taken", account.user);
  if (token) add_token(tools, *id, secret, tools.security.token_days, "", "");
  write_log(tools, by, "account.make", account.user, account.role);
  return MadeAccount{*id, secret};
}

domain::Result<std::string> reset_password(Tools& tools, const std::string& user, const access::Person& by,
                                           NextLogIn next) {
  const auto account = resettable(tools, user, by);
  if (!account) return account.problem();
  const bool token = account->role == access::name(access::Role::exporter);
  std::string secret = token ? access::random_token() : access::random_password();
  store::set_password(tools.pool, account->id, token ? "" : access::hash_password(secret),
                      !token && next == NextLogIn::change);
  store::renew_account(tools.pool, account->id, tools.now());
  if (token) add_token(tools, account->id, secret, tools.security.token_days, "", "");
  write_log(tools, by, "account.password", user);
  return secret;
}

domain::Outcome disable_account(Tools& tools, const std::string& user, const access::Person& by) {
  const auto account = store::find_account(tools.pool, user);
  if (!account) return refuse(tools, "user-unknown", user);
  store::disable_account(tools.pool, account->id);
  write_log(tools, by, "account.disable", user);
  return domain::Done{};
}

domain::Outcome enable_account(Tools& tools, const std::string& user, const access::Person& by) {
  const auto account = store::find_account(tools.pool, user);
  if (!account) return refuse(tools, "user-unknown", user);
  store::enable_account(tools.pool, account->id, tools.now());
  write_log(tools, by, "account.enable", user);
  return domain::Done{};
}

domain::Outcome bind_account(Tools& tools, const std::string& user, const std::string& subject,
                             const access::Person& by) {
  const auto account = store::find_account(tools.pool, user);
  if (!account) return refuse(tools, "user-unknown", user);
  if (subject.size() > 200 || !store::set_subject(tools.pool, account->id, subject, tools.now()))
    return refuse(tools, "subject-taken", user);
  write_log(tools, by, subject.empty() ? "account.unbind" : "account.bind", user);
  return domain::Done{};
}

domain::Result<std::string> make_token(Tools& tools, const NewToken& token, const access::Person& by) {
  const auto account = store::find_account(tools.pool, token.user);
  if (!account) return refuse(tools, "user-unknown", token.user);
  if (account->role != access::name(access::Role::exporter)) return refuse(tools, "not-exporter", token.user);
  for (const std::string& report : split(token.reports)) {
    if (tools.rules.report(report) == nullptr) return refuse(tools, "report-unknown", report);
  }
  const std::int64_t days = token.days == 0 ? tools.security.token_days : token.days;
  if (days < 1 || days > tools.security.token_days || token.reports.size() > 400)
    return refuse(tools, "bad-days", std::to_string(tools.security.token_days));
  std::string secret = access::random_token();
  add_token(tools, account->id, secret, days, token.label.substr(0, 80), token.reports);
  write_log(tools, by, "account.token", token.user, token.reports);
  return secret;
}

bool lapsed(const Tools& tools, const store::Account& account) {
  // A machine's tokens end by their own date.
  const bool exempt = account.demonstration || account.role == access::name(access::Role::exporter);
  if (exempt || tools.security.lapse_days == 0) return false;
  return account.active_at < stamp_after(tools, -std::chrono::hours(24 * tools.security.lapse_days));
}

std::optional<access::Person> person_of(const Tools& tools, const store::Account& account) {
  const auto role = access::role_named(account.role);
  if (!role || account.disabled || lapsed(tools, account)) return std::nullopt;
  access::Person person{account.id, account.user, *role, account.areas, {}};
  for (const std::string& name : split(account.kinds)) {
    if (const auto kind = domain::kind_named(name)) person.kinds.push_back(*kind);
  }
  return person;
}

}  // namespace rasoat::flow
