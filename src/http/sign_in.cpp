// Log-in, log-out, and the own password.

#include <algorithm>
#include <chrono>

#include "access/passwords.h"
#include "export/json_out.h"
#include "flow/log_in.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "http/problem.h"
#include "http/session_cookie.h"
#include "store/session.h"

namespace rasoat::http {
namespace {

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
  out.end_array().member("must_change_password", request.must_change_password);
  out.member("second_factor_required", request.must_enrol).end_object();
}

/// A Problem of the flow; who has to wait is told how long.
Response refused(const Request& request, const domain::Problem& what) {
  Response response = problem(request, what);
  if (response.status == 429) response.headers.emplace_back("Retry-After", what.place);
  return response;
}

Response signed_out(const Request& request) {
  Response response;
  response.status = 204;
  response.cookies = {session_cookie(request, "", std::chrono::seconds(0))};
  return response;
}

}  // namespace

std::string session_cookie(const Request& request, const std::string& secret, std::chrono::seconds age) {
  return "rasoat=" + secret + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(age.count()) +
         (request.secure ? "; Secure" : "");
}

std::string cookie_of(const Request& request, std::string_view name) {
  const std::string header = request.header("Cookie");
  std::string_view cookies = header;
  while (!cookies.empty()) {
    auto one = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookies.size(), one.size() + 1));
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    if (one.size() > name.size() && one.substr(0, name.size()) == name && one[name.size()] == '=')
      return std::string(one.substr(name.size() + 1));
  }
  return {};
}

Answer sign_in(Service& service, const Request& request) {
  const auto given = fields(service, request, {"user", "password"});
  if (!given) return given.problem();
  const auto entered = flow::log_in(
      service.tools, {given->at(0), given->at(1), field_or(request, "code", ""), request.address});
  if (!entered) return refused(request, entered.problem());
  export_::JsonOut out;
  Request signed_in = request;
  signed_in.must_change_password = entered->must_change;
  signed_in.must_enrol = entered->must_enrol;
  write_person(service, signed_in, entered->person, out);
  Response response = json(out.take());
  response.cookies = {
      session_cookie(request, entered->secret, std::chrono::hours(service.tools.security.session_hours))};
  return response;
}

Answer sign_out(Service& service, const Request& request) {
  // A machine's token is no session: an administrator revokes it.
  if (request.token) return problem(request, service.tools.rules.texts, 403, "forbidden");
  store::end_session(service.tools.pool, access::token_hash(request.secret));
  service.sign_ins.forget();
  return signed_out(request);
}

Answer who_am_i(Service& service, const Request& request) {
  export_::JsonOut out;
  write_person(service, request, *request.person, out);
  return json(out.take());
}

Answer change_password(Service& service, const Request& request) {
  const auto given = fields(service, request, {"old", "new"});
  if (!given) return given.problem();
  const auto changed =
      flow::change_password(service.tools, *request.person, given->at(0), given->at(1), request.address);
  if (!changed) return refused(request, changed.problem());
  // Every session of the account has ended, this one too: the new password is for the next log-in.
  service.sign_ins.forget();
  return signed_out(request);
}

Answer begin_factor(Service& service, const Request& request) {
  const auto given = fields(service, request, {"password"});
  if (!given) return given.problem();
  const auto begun = flow::begin_factor(service.tools, *request.person, given->at(0), request.address);
  if (!begun) return refused(request, begun.problem());
  export_::JsonOut out;
  out.begin_object().member("secret", begun->secret).member("address", begun->address).end_object();
  return json(out.take(), 201);
}

Answer confirm_factor(Service& service, const Request& request) {
  const auto given = fields(service, request, {"code"});
  if (!given) return given.problem();
  const auto codes = flow::confirm_factor(service.tools, *request.person, given->at(0), request.address);
  if (!codes) return refused(request, codes.problem());
  service.sign_ins.forget();
  export_::JsonOut out;
  out.begin_object().key("recovery_codes").begin_array();
  for (const std::string& code : *codes) out.value(code);
  out.end_array().end_object();
  return json(out.take());
}

Answer remove_factor(Service& service, const Request& request) {
  const auto given = fields(service, request, {"code"});
  if (!given) return given.problem();
  const auto removed = flow::remove_factor(service.tools, *request.person, given->at(0), request.address);
  if (!removed) return refused(request, removed.problem());
  service.sign_ins.forget();
  Response response;
  response.status = 204;
  return response;
}

}  // namespace rasoat::http
