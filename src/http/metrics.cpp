// Counters and gauges in the text form of Prometheus. Nothing in them is about a person or a place.

#include <chrono>
#include <fstream>
#include <string>

#include <unistd.h>

#include "http/answers.h"
#include "http/endpoints.h"
#include "store/report_run.h"
#include "store/upload.h"

namespace rasoat::http {
namespace {

/// Families of metrics, each with its type and what it means.
class Exposition {
 public:
  void family(const std::string& name, const std::string& type, const std::string& help) {
    text_ += "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
    name_ = name;
  }
  void sample(const std::string& labels, std::uint64_t value) {
    text_ += name_ + labels + " " + std::to_string(value) + "\n";
  }
  void one(const std::string& name, const std::string& type, const std::string& help, std::uint64_t value) {
    family(name, type, help);
    sample("", value);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::string name_;
};

std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t size = 0, resident = 0;
  file >> size >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void write_requests(Service& service, Exposition& out) {
  const Counters& counters = service.counters;
  out.one("rasoat_http_requests_total", "counter", "Requests answered", counters.requests);
  out.one("rasoat_http_client_errors_total", "counter", "Answers with a status of 400 to 499",
          counters.client_errors);
  out.one("rasoat_http_server_errors_total", "counter", "Answers with a status of 500 and above",
          counters.server_errors);
  out.one("rasoat_http_microseconds_total", "counter", "Time spent on all answers", counters.microseconds);
  for (const Gauge& gauge : service.gauges())
    out.one(gauge.name, gauge.type, gauge.help, static_cast<std::uint64_t>(gauge.value));
}

void write_uploads(Service& service, Exposition& out) {
  const auto counts = store::upload_counts(service.tools.pool);
  out.one("rasoat_uploads_total", "counter", "Files received since the start", service.counters.uploads);
  out.family("rasoat_uploads", "gauge", "Files kept, by state");
  for (const auto& each : counts) out.sample("{state=\"" + each.state + "\"}", each.uploads);
  std::uint64_t errors = 0, warnings = 0;
  for (const auto& each : counts) {
    errors += each.errors;
    warnings += each.warnings;
  }
  out.family("rasoat_findings", "gauge", "Findings of all files kept, by severity");
  out.sample("{severity=\"error\"}", errors);
  out.sample("{severity=\"warning\"}", warnings);
}

void write_runs(Service& service, Exposition& out) {
  const store::RunCounts runs = store::run_counts(service.tools.pool);
  const auto whole = [](std::int64_t value) { return static_cast<std::uint64_t>(value); };
  out.one("rasoat_report_runs_done_total", "counter", "Reports made and delivered", whole(runs.done));
  out.one("rasoat_report_runs_open", "gauge", "Reports that are due and not done", whole(runs.open));
  out.one("rasoat_report_runs_late", "gauge", "Of those, the ones that are late", whole(runs.late));
  out.one("rasoat_report_runs_held", "gauge", "Reports that wait for a reporter", whole(runs.held));
  out.one("rasoat_report_runs_failed", "gauge", "Reports given up", whole(runs.failed));
  out.one("rasoat_report_alarms", "gauge", "Alarms that no later run has ended", whole(runs.alarms));
}

}  // namespace

Answer metrics(Service& service, const Request&) {
  Exposition out;
  out.family("rasoat_build_info", "gauge", "The version that runs");
  out.sample("{version=\"" + service.version + "\"}", 1);
  write_requests(service, out);
  // What stands in the database comes last and tells how long it took. Without one this is answered by 503.
  const auto began = std::chrono::steady_clock::now();
  write_uploads(service, out);
  write_runs(service, out);
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
  out.one("rasoat_database_microseconds", "gauge", "Time the database took for these figures",
          static_cast<std::uint64_t>(took.count()));
  out.one("rasoat_cube_version", "gauge", "Version of the figures that readers see",
          service.tools.live.now()->version);
  const flow::LiveSnapshot::Age age = service.tools.live.age();
  out.one("rasoat_cube_age_seconds", "gauge", "Since the figures last moved",
          static_cast<std::uint64_t>(age.made.count()));
  out.one("rasoat_cube_looked_seconds", "gauge", "Since the database was last asked whether they have",
          static_cast<std::uint64_t>(age.looked.count()));
  out.one("process_resident_memory_bytes", "gauge", "Memory held", resident_bytes());
  Response response = json(out.take());
  response.media_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

}  // namespace rasoat::http
