// Log-in at an identity provider, beside passwords: out by a redirect, back by another.

#include "flow/provider_visit.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "http/problem.h"
#include "http/session_cookie.h"

namespace rasoat::http {
namespace {

/// Lax, since the browser comes back from another site; it opens nothing by itself.
std::string visit_cookie(const Request& request, const std::string& browser, int seconds) {
  return "rasoat-visit=" + browser +
         "; Path=/api/v1/session/provider; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) +
         (request.secure ? "; Secure" : "");
}

Response redirect(const std::string& to) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location", to);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

Answer go_to_provider(Service& service, const Request& request) {
  const auto visit = flow::begin_provider_visit(service.tools);
  if (!visit) return visit.problem();
  Response response = redirect(visit->address);
  response.headers.emplace_back("Set-Cookie", visit_cookie(request, visit->browser, 600));
  return response;
}

Answer come_from_provider(Service& service, const Request& request) {
  const auto entered =
      flow::end_provider_visit(service.tools, {request.parameter("code"), request.parameter("state"),
                                               cookie_of(request, "rasoat-visit"), request.address});
  if (!entered) return entered.problem();
  Response response = redirect("/");
  response.cookies = {
      session_cookie(request, entered->secret, std::chrono::hours(service.tools.security.session_hours)),
      visit_cookie(request, "", 0)};
  return response;
}

}  // namespace rasoat::http
