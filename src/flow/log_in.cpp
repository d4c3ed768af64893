#include "flow/log_in.h"

#include <chrono>
#include <semaphore>

#include "access/delay.h"
#include "access/password_rules.h"
#include "access/passwords.h"
#include "access/totp.h"
#include "flow/keys.h"
#include "flow/make_account.h"
#include "store/attempt.h"
#include "store/journal.h"
#include "store/session.h"

namespace rasoat::flow {
namespace {

using domain::Problem;

std::int64_t seconds_of(const Tools& tools) {
  return std::chrono::duration_cast<std::chrono::seconds>(tools.clock().time_since_epoch()).count();
}

Problem refuse(const Tools& tools, const std::string& code, const domain::TextArguments& arguments = {},
               const std::string& place = "") {
  return {code, tools.rules.texts.say("http." + code, arguments), place};
}

void write_log(Tools& tools, const access::Person& by, const std::string& action,
               const std::string& details) {
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), by.account, action, "account " + by.user, details});
  });
}

/// One attempt at a secret. Each try of a password takes 64 MB and a tenth of a second, so only a few are
/// made at once; the others wait for their turn.
class Attempt {
 public:
  Attempt(Tools& tools, const std::string& user, const std::string& address)
      : tools_(tools), buckets_(buckets_of(user, address)) {
    turns().acquire();
    try {
      wait_ = store::begin_attempt(tools_.pool, buckets_, seconds_of(tools_));
    } catch (...) {
      turns().release();
      throw;
    }
  }
  ~Attempt() { turns().release(); }
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;

  std::optional<Problem> slowed() const {
    if (wait_ <= 0) return std::nullopt;
    const std::string seconds = std::to_string(wait_);
    return refuse(tools_, "sign-in-wait", {{"seconds", seconds}}, seconds);
  }
  void uncounted() { store::attempt_uncounted(tools_.pool, buckets_); }
  void succeeded() { store::attempt_succeeded(tools_.pool, buckets_); }

 private:
  static std::counting_semaphore<4>& turns() {
    static std::counting_semaphore<4> all(4);
    return all;
  }
  static std::vector<store::Bucket> buckets_of(const std::string& user, const std::string& address) {
    const auto bucket = [](std::string hash, const access::DelayRule& rule) {
      return store::Bucket{std::move(hash), rule.forget_seconds,
                           [rule](std::uint64_t failures) { return access::wait_after(rule, failures); }};
    };
    return {bucket(access::account_bucket(user, address), access::kAccountFromAddress),
            bucket(access::address_bucket(address), access::kAddress)};
  }

  Tools& tools_;
  std::vector<store::Bucket> buckets_;
  std::int64_t wait_ = 0;
};

/// A code of the factor in force, or one of the recovery codes; each counts once.
bool code_fits(Tools& tools, domain::AccountId account, const store::Factor& factor,
               const std::string& typed) {
  const std::string code = access::tidy_code(typed);
  if (code.size() != 6) return store::use_recovery_code(tools.pool, account, access::token_hash(code));
  const std::string secret = access::unseal(factor_key(tools), factor.secret_sealed);
  const auto step = access::totp_step(secret, code, seconds_of(tools), factor.last_step);
  return step && store::use_step(tools.pool, account, *step);
}

std::optional<std::string> weakness_code(const Tools& tools, const std::string& password,
                                         const std::string& user) {
  const auto weakness = access::weakness_of(password, user, tools.common_passwords);
  if (!weakness) return std::nullopt;
  switch (*weakness) {
    case access::Weakness::too_short:
      return "password-short";
    case access::Weakness::too_long:
      return "password-long";
    case access::Weakness::common:
      return "password-common";
    case access::Weakness::own_name:
      return "password-name";
  }
  return std::nullopt;
}

}  // namespace

bool must_enrol(const Tools& tools, const store::Account& account) {
  const std::string& wanted = tools.security.second_factor;
  if (account.demonstration || account.second_factor) return false;
  if (account.role == access::name(access::Role::exporter)) return false;
  return wanted == "all" || (wanted == "administrators" && account.role == access::name(access::Role::admin));
}

LoggedIn open_session(Tools& tools, const store::Account& account, const std::string& address,
                      const std::string& how) {
  LoggedIn result;
  result.person = person_of(tools, account).value();
  result.must_change = account.must_change && how == "password";
  result.must_enrol = must_enrol(tools, account) && how == "password";
  result.secret = access::random_token();
  const auto end = tools.clock().time_since_epoch() + std::chrono::hours(tools.security.session_hours);
  store::SignedIn session{
      account.id,  false,
      tools.now(), store::stamp(std::chrono::duration_cast<std::chrono::milliseconds>(end).count()),
      "",          ""};
  session.address = address;
  session.label = how;
  store::note_entry(tools.pool, account.id, tools.now());
  store::add_session(tools.pool, access::token_hash(result.secret), session, tools.now());
  write_log(tools, result.person, "session.open", how);
  return result;
}

domain::Result<LoggedIn> log_in(Tools& tools, const Entry& entry) {
  Attempt attempt(tools, entry.user, entry.address);
  if (auto slowed = attempt.slowed()) return *slowed;
  const auto account = store::find_account(tools.pool, entry.user);
  const bool usable = account && person_of(tools, *account);
  if (!access::password_fits(entry.password, usable ? account->password_hash : "")) {
    return refuse(tools, "sign-in-wrong");
  }
  const auto factor = store::find_factor(tools.pool, account->id);
  if (factor && factor->confirmed) {
    if (entry.code.empty()) {
      attempt.uncounted();  // the wrong codes of before still count
      return refuse(tools, "code-required");
    }
    if (!code_fits(tools, account->id, *factor, entry.code)) return refuse(tools, "code-wrong");
  }
  attempt.succeeded();
  return open_session(tools, *account, entry.address, "password");
}

domain::Outcome change_password(Tools& tools, const access::Person& person, const std::string& old_password,
                                const std::string& new_password, const std::string& address) {
  Attempt attempt(tools, person.user, address);
  if (auto slowed = attempt.slowed()) return *slowed;
  const auto account = store::find_account(tools.pool, person.account);
  if (!access::password_fits(old_password, account ? account->password_hash : "")) {
    return refuse(tools, "sign-in-wrong");
  }
  attempt.succeeded();
  if (new_password == old_password) return refuse(tools, "password-same");
  if (const auto code = weakness_code(tools, new_password, person.user)) {
    return refuse(tools, *code, {{"least", std::to_string(access::kLeastLength)}});
  }
  store::set_password(tools.pool, account->id, access::hash_password(new_password), false);
  write_log(tools, person, "account.password", "by the account itself");
  return domain::Done{};
}

domain::Result<NewFactor> begin_factor(Tools& tools, const access::Person& person,
                                       const std::string& password, const std::string& address) {
  Attempt attempt(tools, person.user, address);
  if (auto slowed = attempt.slowed()) return *slowed;
  const auto account = store::find_account(tools.pool, person.account);
  if (!access::password_fits(password, account ? account->password_hash : ""))
    return refuse(tools, "sign-in-wrong");
  attempt.succeeded();
  if (account->second_factor) return refuse(tools, "factor-exists");
  const std::string secret = access::totp_secret();
  store::begin_factor(tools.pool, person.account, access::seal(factor_key(tools), secret));
  return NewFactor{access::base32(secret), access::totp_address(secret, person.user, "rasoat")};
}

domain::Result<std::vector<std::string>> confirm_factor(Tools& tools, const access::Person& person,
                                                        const std::string& code, const std::string& address) {
  Attempt attempt(tools, person.user, address);
  if (auto slowed = attempt.slowed()) return *slowed;
  const auto factor = store::find_factor(tools.pool, person.account);
  if (!factor || factor->confirmed || access::tidy_code(code).size() != 6 ||
      !code_fits(tools, person.account, *factor, code)) {
    return refuse(tools, "code-wrong");
  }
  attempt.succeeded();
  auto codes = access::recovery_codes();
  std::vector<std::string> hashes;
  for (const std::string& each : codes) hashes.push_back(access::token_hash(access::tidy_code(each)));
  store::confirm_factor(tools.pool, person.account, hashes);
  write_log(tools, person, "account.factor", "begun");
  return codes;
}

domain::Outcome remove_factor(Tools& tools, const access::Person& person, const std::string& code,
                              const std::string& address) {
  Attempt attempt(tools, person.user, address);
  if (auto slowed = attempt.slowed()) return *slowed;
  const auto factor = store::find_factor(tools.pool, person.account);
  if (!factor || !factor->confirmed || !code_fits(tools, person.account, *factor, code))
    return refuse(tools, "code-wrong");
  attempt.succeeded();
  store::remove_factor(tools.pool, person.account);
  write_log(tools, person, "account.factor", "removed");
  return domain::Done{};
}

domain::Outcome reset_factor(Tools& tools, const std::string& user, const access::Person& by) {
  const auto account = store::find_account(tools.pool, user);
  if (!account)
    return Problem{"user-unknown", tools.rules.texts.say("account.user-unknown", {{"value", user}}), user};
  store::remove_factor(tools.pool, account->id);
  store::end_sessions(tools.pool, account->id);
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), by.account, "account.factor", "account " + user, "removed"});
  });
  return domain::Done{};
}

}  // namespace rasoat::flow
