// Log-in, log-out, and the own password.

#include <algorithm>
#include <chrono>

#include "access/passwords.h"
#include "export/json_out.h"
#include "flow/make_account.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "http/problem.h"
#include "store/account.h"

namespace rasoat::http {
namespace {

using std::chrono::milliseconds;

milliseconds now_of(const Service& service) {
  return std::chrono::duration_cast<milliseconds>(service.tools.clock().time_since_epoch());
}

/// OURS: from the fifth wrong password on each further one doubles the wait, up to a quarter of an hour.
std::chrono::seconds wait_after(std::uint64_t failures) {
  constexpr std::uint64_t kFree = 5;
  constexpr std::int64_t kMost = 900;
  if (failures < kFree) return std::chrono::seconds(0);
  const auto doubled = failures - kFree < 10 ? std::int64_t{1} << (failures - kFree) : kMost;
  return std::chrono::seconds(std::min(doubled, kMost));
}

void write_person(Service& service, const Request& request, const access::Person& person,
                  export_::JsonOut& out) {
  const domain::AreaBook& book = service.tools.rules.areas;
  out.begin_object().member("user", person.user).member("role", access::name(person.role));
  out.key("areas").begin_array();
  for (const domain::AreaId id : person.areas) {
    const domain::Area& area = book.get(id);
    out.begin_object().member("code", area.code.text()).member("name", area.full_name);
    out.member("level", domain::name(area.level)).end_object();
  }
  out.end_array().key("kinds").begin_array();
  for (const domain::Kind kind : person.kinds) out.value(domain::name(kind));
  out.end_array().member("must_change_password", request.must_change_password).end_object();
}

std::string cookie(const Service& service, const std::string& secret, std::chrono::seconds age) {
  return "rasoat=" + secret + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(age.count()) +
         (service.tls ? "; Secure" : "");
}

}  // namespace

Answer sign_in(Service& service, const Request& request) {
  // OURS: a working day, and a new log-in on the next.
  constexpr auto kSession = std::chrono::hours(12);
  const auto given = fields(service, request, {"user", "password"});
  if (!given) return given.problem();
  const std::string& user = given->at(0);
  const std::string& password = given->at(1);
  const auto& texts = service.tools.rules.texts;
  auto account = store::find_account(service.tools.pool, user);
  if (account && account->last_failure) {
    const auto wait = wait_after(account->failures);
    if (*account->last_failure > store::stamp((now_of(service) - wait).count())) {
      Response response =
          problem(request, texts, 429, "sign-in-wait", {{"seconds", std::to_string(wait.count())}});
      response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
      return response;
    }
  }
  const bool usable = account && !account->disabled && flow::person_of(*account);
  const bool fits = access::password_fits(password, usable ? account->password_hash : "");
  if (!fits) {
    if (account) store::note_failure(service.tools.pool, account->id, service.tools.now());
    return problem(request, texts, 401, "sign-in-wrong");
  }
  store::note_entry(service.tools.pool, account->id, service.tools.now());
  const std::string secret = access::random_token();
  store::SignedIn session{account->id, false, service.tools.now(),
                          store::stamp((now_of(service) + kSession).count())};
  store::add_session(service.tools.pool, access::token_hash(secret), session, service.tools.now());
  export_::JsonOut out;
  Request signed_in = request;
  signed_in.must_change_password = account->must_change;
  write_person(service, signed_in, *flow::person_of(*account), out);
  Response response = json(out.take());
  response.headers.emplace_back("Set-Cookie", cookie(service, secret, kSession));
  return response;
}

Answer sign_out(Service& service, const Request& request) {
  store::end_session(service.tools.pool, access::token_hash(request.secret));
  service.sign_ins.forget();
  Response response;
  response.status = 204;
  response.headers.emplace_back("Set-Cookie", cookie(service, "", std::chrono::seconds(0)));
  return response;
}

Answer who_am_i(Service& service, const Request& request) {
  export_::JsonOut out;
  write_person(service, request, *request.person, out);
  return json(out.take());
}

Answer change_password(Service& service, const Request& request) {
  constexpr std::size_t kLeast = 12;
  const auto given = fields(service, request, {"old", "new"});
  if (!given) return given.problem();
  const auto& texts = service.tools.rules.texts;
  const auto account = store::find_account(service.tools.pool, request.person->account);
  if (!account || !access::password_fits(given->at(0), account->password_hash)) {
    if (account) store::note_failure(service.tools.pool, account->id, service.tools.now());
    return problem(request, texts, 401, "sign-in-wrong");
  }
  if (given->at(1).size() < kLeast || given->at(1) == given->at(0)) {
    return problem(request, texts, 422, "password-short", {{"least", std::to_string(kLeast)}});
  }
  // Ends every session of the account, this one too: the new password is for the next log-in.
  store::set_password(service.tools.pool, account->id, access::hash_password(given->at(1)), false);
  service.sign_ins.forget();
  Response response;
  response.status = 204;
  response.headers.emplace_back("Set-Cookie", cookie(service, "", std::chrono::seconds(0)));
  return response;
}

}  // namespace rasoat::http
