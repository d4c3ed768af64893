// Health, readiness and the description of the interface.

#include "http/answers.h"
#include "http/endpoints.h"
#include "http/interface.h"
#include "http/problem.h"
#include "store/migrate.h"

namespace rasoat::http {

Answer healthy(Service&, const Request&) { return json("{\"status\":\"ok\"}"); }

Answer ready(Service& service, const Request& request) {
  bool all = false;
  try {
    all = store::migrated(service.tools.pool) && service.tools.live.ready();
  } catch (const std::exception& error) {
    service.tools.log(domain::LogLevel::warning, "not-ready", std::string("what=\"") + error.what() + '"');
  }
  if (!all) {
    Response response = problem(request, service.tools.rules.texts, 503, "unavailable");
    response.headers.emplace_back("Retry-After", "5");
    return response;
  }
  return json("{\"status\":\"ready\"}");
}

Answer openapi(Service& service, const Request&) {
  static const std::string document = interface_document(service.version);
  return json(document);
}

}  // namespace rasoat::http
