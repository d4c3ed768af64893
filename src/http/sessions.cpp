// Sessions and tokens: seen and ended, by their owner or an administrator.

#include "access/passwords.h"
#include "export/json_out.h"
#include "flow/make_account.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "http/problem.h"
#include "store/journal.h"
#include "store/session.h"

namespace rasoat::http {
namespace {

using domain::Problem;

constexpr std::size_t kName = 16;  // digits of the hash by which people name a session

Response done() {
  Response response;
  response.status = 204;
  return response;
}

Problem unknown(const Service& service) {
  return {"session-unknown", service.tools.rules.texts.say("http.session-unknown"), "id"};
}

Response list(Service& service, const Request& request, domain::AccountId account) {
  const std::string own = access::token_hash(request.secret);
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const store::SignedIn& session :
       store::sessions_of(service.tools.pool, account, service.tools.now())) {
    out.begin_object().member("id", session.secret_hash.substr(0, kName));
    out.member("kind", session.token ? "token" : "session").member("current", session.secret_hash == own);
    out.member("made_at", session.made_at)
        .member("seen_at", session.seen_at)
        .member("ends_at", session.ends_at);
    out.member("address", session.address).member("label", session.label).member("reports", session.reports);
    out.end_object();
  }
  out.end_array().key("next").null().end_object();
  return json(out.take());
}

domain::Result<store::Account> account_of(Service& service, const Request& request) {
  auto account = store::find_account(service.tools.pool, request.part("user"));
  if (account) return std::move(*account);
  return Problem{"user-unknown",
                 service.tools.rules.texts.say("account.user-unknown", {{"value", request.part("user")}}),
                 "user"};
}

void write_log(Service& service, const Request& request, const std::string& user) {
  store::in_transaction(service.tools.pool, [&](store::Session& session) {
    store::append_log(session,
                      {service.tools.now(), request.person->account, "session.end", "account " + user, ""});
  });
  service.sign_ins.forget();
}

}  // namespace

Answer own_sessions(Service& service, const Request& request) {
  return list(service, request, request.person->account);
}

Answer end_own_session(Service& service, const Request& request) {
  if (request.token) return problem(request, service.tools.rules.texts, 403, "forbidden");
  if (!store::end_session_named(service.tools.pool, request.person->account, request.part("id")))
    return unknown(service);
  write_log(service, request, request.person->user);
  return done();
}

Answer sessions_of(Service& service, const Request& request) {
  const auto account = account_of(service, request);
  if (!account) return account.problem();
  return list(service, request, account->id);
}

Answer end_sessions_of(Service& service, const Request& request) {
  const auto account = account_of(service, request);
  if (!account) return account.problem();
  store::end_sessions(service.tools.pool, account->id);
  write_log(service, request, account->user);
  return done();
}

Answer end_session_of(Service& service, const Request& request) {
  const auto account = account_of(service, request);
  if (!account) return account.problem();
  if (!store::end_session_named(service.tools.pool, account->id, request.part("id"))) return unknown(service);
  write_log(service, request, account->user);
  return done();
}

Answer add_token(Service& service, const Request& request) {
  flow::NewToken token;
  token.user = request.part("user");
  token.label = field_or(request, "label", "");
  token.reports = field_or(request, "reports", "");
  const std::string days = field_or(request, "days", "");
  if (days.size() > 4 || days.find_first_not_of("0123456789") != std::string::npos)
    return bad_value(service, "days", days, "1–" + std::to_string(service.tools.security.token_days));
  token.days = days.empty() ? 0 : std::stoll(days);
  const auto secret = flow::make_token(service.tools, token, *request.person);
  if (!secret) return secret.problem();
  export_::JsonOut out;
  out.begin_object().member("user", token.user).member("token", *secret).end_object();
  return json(out.take(), 201);
}

}  // namespace rasoat::http
