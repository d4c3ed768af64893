#include "flow/make_account.h"

#include "access/passwords.h"
#include "store/journal.h"

namespace rasoat::flow {
namespace {

domain::Problem refuse(const Tools& tools, std::string_view code, const std::string& value) {
  return {std::string(code), tools.rules.texts.say("account." + std::string(code), {{"value", value}}),
          value};
}

void write_log(Tools& tools, const access::Person& by, std::string action, const std::string& user) {
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), by.account, action, "account " + user, ""});
  });
}

/// The newest unit a code named: officers are made for the units they work in now, also for former ones.
const domain::Area* unit(const Tools& tools, const std::string& code) {
  const domain::Date today = domain::today(tools.clock);
  if (const domain::Area* now = tools.rules.areas.find(code, today)) return now;
  const auto versions = tools.rules.areas.versions(code);
  return versions.empty() ? nullptr : versions.back();
}

/// OURS: a machine's token lasts a year and is made anew by an administrator.
void add_token(Tools& tools, domain::AccountId id, const std::string& token) {
  const auto end = tools.clock() + std::chrono::hours(24 * 365);
  const auto ends = std::chrono::duration_cast<std::chrono::milliseconds>(end.time_since_epoch());
  store::add_session(tools.pool, access::token_hash(token),
                     {id, true, tools.now(), store::stamp(ends.count())}, tools.now());
}

}  // namespace

domain::Result<MadeAccount> make_account(Tools& tools, const NewAccount& account, const access::Person& by) {
  const auto role = access::role_named(account.role);
  if (!role) return refuse(tools, "role-unknown", account.role);
  store::Account made;
  made.user = account.user;
  made.role = account.role;
  made.kinds = account.kinds;
  for (const std::string& code : account.areas) {
    const domain::Area* area = unit(tools, code);
    if (area == nullptr) return refuse(tools, "area-unknown", code);
    made.areas.push_back(area->id);
  }
  const bool scoped = *role == access::Role::officer || *role == access::Role::reviewer;
  if (scoped && made.areas.empty()) return refuse(tools, "area-required", account.user);
  const bool token = *role == access::Role::exporter;
  const std::string secret = token ? access::random_token() : access::random_password();
  // An exporter has no password that could be typed: its hash fits nothing.
  made.password_hash = token ? "" : access::hash_password(secret);
  made.must_change = !token && account.must_change;
  const auto id = store::add_account(tools.pool, made, tools.now());
  if (!id) return refuse(tools, "user-taken", account.user);
  if (token) add_token(tools, *id, secret);
  write_log(tools, by, "account.make", account.user);
  return MadeAccount{*id, secret};
}

domain::Result<std::string> reset_password(Tools& tools, const std::string& user, const access::Person& by,
                                           NextLogIn next) {
  const auto account = store::find_account(tools.pool, user);
  if (!account) return refuse(tools, "user-unknown", user);
  const bool token = account->role == access::name(access::Role::exporter);
  std::string secret = token ? access::random_token() : access::random_password();
  store::set_password(tools.pool, account->id, token ? "" : access::hash_password(secret),
                      !token && next == NextLogIn::change);
  if (token) add_token(tools, account->id, secret);
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

std::optional<access::Person> person_of(const store::Account& account) {
  const auto role = access::role_named(account.role);
  if (!role || account.disabled) return std::nullopt;
  access::Person person{account.id, account.user, *role, account.areas, {}};
  std::string_view kinds = account.kinds;
  while (!kinds.empty()) {
    const auto comma = kinds.find(',');
    if (const auto kind = domain::kind_named(kinds.substr(0, comma))) person.kinds.push_back(*kind);
    kinds.remove_prefix(comma == std::string_view::npos ? kinds.size() : comma + 1);
  }
  return person;
}

}  // namespace rasoat::flow
