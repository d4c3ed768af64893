// Health, readiness, metrics and the description of the interface.

#include <set>

#include "export/json_out.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "http/problem.h"
#include "http/routes.h"
#include "store/migrate.h"
#include "store/report_run.h"

namespace rasoat::http {
namespace {

/// `{id}` parts and query parameters of one route.
void write_parameters(const Route& route, export_::JsonOut& out) {
  out.key("parameters").begin_array();
  std::string_view pattern = route.pattern;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1)) {
    const auto close = pattern.find('}', open);
    out.begin_object().member("name", pattern.substr(open + 1, close - open - 1)).member("in", "path");
    out.member("required", true)
        .key("schema")
        .begin_object()
        .member("type", "string")
        .end_object()
        .end_object();
  }
  std::string_view names = route.parameters;
  while (!names.empty()) {
    const auto end = names.find(' ');
    out.begin_object().member("name", names.substr(0, end)).member("in", "query");
    out.key("schema").begin_object().member("type", "string").end_object().end_object();
    names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
  }
  out.end_array();
}

void write_body(const Route& route, export_::JsonOut& out) {
  if (route.body == Body::none) return;
  out.key("requestBody").begin_object().member("required", true).key("content").begin_object();
  if (route.body == Body::json) {
    out.key("application/json").begin_object().end_object();
  } else {
    out.key("text/csv").begin_object().end_object();
    out.key("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").begin_object().end_object();
    out.key("multipart/form-data").begin_object().end_object();
  }
  out.end_object().end_object();
}

std::string lower(std::string_view method) {
  std::string text(method);
  for (char& c : text) c = static_cast<char>(c - 'A' + 'a');
  return text;
}

void write_operation(const Route& route, export_::JsonOut& out) {
  out.key(lower(route.method)).begin_object().member("summary", route.summary);
  write_parameters(route, out);
  write_body(route, out);
  if (route.right == access::Right::open) out.key("security").begin_array().end_array();
  out.key("responses").begin_object().key("default").begin_object();
  out.member("description", "The answer, or application/problem+json (RFC 9457)").end_object().end_object();
  out.end_object();
}

}  // namespace

Answer healthy(Service&, const Request&) { return json("{\"status\":\"ok\"}"); }

Answer ready(Service& service, const Request& request) {
  bool all = false;
  try {
    all = store::migrated(service.tools.pool) && service.tools.live.ready();
  } catch (const std::exception& error) {
    service.tools.log(domain::LogLevel::warning, "not-ready", error.what());
  }
  if (!all) {
    Response response = problem(request, service.tools.rules.texts, 503, "unavailable");
    response.headers.emplace_back("Retry-After", "5");
    return response;
  }
  return json("{\"status\":\"ready\"}");
}

Answer metrics(Service& service, const Request&) {
  const Counters& counters = service.counters;
  std::string text;
  const auto line = [&](const std::string& name, const std::string& type, std::uint64_t value) {
    text += "# TYPE " + name + " " + type + "\n" + name + " " + std::to_string(value) + "\n";
  };
  text += "# TYPE rasoat_build_info gauge\nrasoat_build_info{version=\"" + service.version + "\"} 1\n";
  line("rasoat_http_requests_total", "counter", counters.requests);
  line("rasoat_http_client_errors_total", "counter", counters.client_errors);
  line("rasoat_http_server_errors_total", "counter", counters.server_errors);
  line("rasoat_http_microseconds_total", "counter", counters.microseconds);
  line("rasoat_uploads_total", "counter", counters.uploads);
  for (const auto& [name, value] : service.gauges()) {
    const bool total = name.size() > 6 && name.substr(name.size() - 6) == "_total";
    line(name, total ? "counter" : "gauge", static_cast<std::uint64_t>(value));
  }
  const store::RunCounts runs = store::run_counts(service.tools.pool);
  line("rasoat_report_runs_done_total", "counter", static_cast<std::uint64_t>(runs.done));
  line("rasoat_report_runs_open", "gauge", static_cast<std::uint64_t>(runs.open));
  line("rasoat_report_runs_held", "gauge", static_cast<std::uint64_t>(runs.held));
  line("rasoat_report_runs_failed", "gauge", static_cast<std::uint64_t>(runs.failed));
  line("rasoat_report_alarms", "gauge", static_cast<std::uint64_t>(runs.alarms));
  line("rasoat_cube_version", "gauge", service.tools.live.now()->version);
  Response response = json(std::move(text));
  response.media_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

Answer openapi(Service& service, const Request&) {
  export_::JsonOut out;
  out.begin_object().member("openapi", "3.1.0").key("info").begin_object();
  out.member("title", "rasoat").member("version", service.version).end_object();
  out.key("security").begin_array();
  out.begin_object().key("session").begin_array().end_array().end_object();
  out.begin_object().key("token").begin_array().end_array().end_object();
  out.end_array();
  out.key("components").begin_object().key("securitySchemes").begin_object();
  out.key("session").begin_object().member("type", "apiKey").member("in", "cookie").member("name", "rasoat");
  out.end_object().key("token").begin_object().member("type", "http").member("scheme", "bearer").end_object();
  out.end_object().end_object().key("paths").begin_object();
  std::set<std::string_view> written;
  for (const Route& route : routes()) {
    if (!written.insert(route.pattern).second) continue;
    out.key(route.pattern).begin_object();
    for (const Route& same : routes()) {
      if (same.pattern == route.pattern) write_operation(same, out);
    }
    out.end_object();
  }
  out.end_object().end_object();
  return json(out.take());
}

}  // namespace rasoat::http
