// Schedules, what they made, and letting it go.

#include <algorithm>

#include "config/json_file.h"
#include "config/load_schedule.h"
#include "export/json_out.h"
#include "flow/keep_schedule.h"
#include "flow/run_report.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "http/problem.h"
#include "store/report_run.h"
#include "store/schedule.h"

namespace rasoat::http {
namespace {

using domain::Problem;
using domain::Result;
using export_::JsonOut;

std::string time_or_null(const std::optional<std::string>& stamp) {
  return stamp ? '"' + flow::vietnam_time(flow::seconds_of(*stamp)) + '"' : "null";
}

void write_schedule(const Service& service, const store::KeptSchedule& kept, JsonOut& out) {
  const flow::Tools& tools = service.tools;
  const auto schedule = config::read_schedule(kept.definition);
  std::optional<std::int64_t> next;
  if (schedule && schedule->enabled)
    next = domain::next_due(schedule->when, tools.rules.calendar, flow::seconds_now(tools));
  out.begin_object().member("name", kept.name).member("enabled", schedule && schedule->enabled);
  out.key("next_due");
  next ? out.value(flow::vietnam_time(*next)) : out.null();
  out.key("last_due").raw(time_or_null(kept.last_due)).key("changed_at").raw(time_or_null(kept.changed_at));
  out.key("definition").raw(kept.definition).end_object();
}

void write_files(const std::vector<store::ReportFile>& files, JsonOut& out) {
  out.key("files").begin_array();
  for (const store::ReportFile& file : files) {
    out.begin_object().member("position", file.position).member("name", file.name);
    out.member("media_type", file.media_type).member("bytes", file.bytes).member("sha256", file.sha256);
    out.member("rows", file.rows).end_object();
  }
  out.end_array();
}

void write_deliveries(const std::vector<store::ReportDelivery>& deliveries, JsonOut& out) {
  out.key("deliveries").begin_array();
  for (const store::ReportDelivery& each : deliveries) {
    out.begin_object()
        .member("to", each.way)
        .member("target", each.target)
        .member("recipients", each.recipients);
    out.member("state", each.state).member("attempts", each.attempts).member("error", each.error);
    out.member("message_id", each.message_id)
        .key("delivered_at")
        .raw(time_or_null(each.delivered_at))
        .end_object();
  }
  out.end_array();
}

void write_run(const Service& service, const store::ReportRun& run, JsonOut& out) {
  out.begin_object().member("id", run.id).key("schedule");
  run.schedule.empty() ? out.null() : out.value(run.schedule);
  out.key("due_at").raw(time_or_null(run.due_at)).member("state", run.state).member("attempts", run.attempts);
  out.member("release", run.release).member("round", run.round).member("missing", run.missing);
  out.key("alarm");
  if (run.alarm.empty()) {
    out.null();
  } else {
    out.begin_object().member("code", run.alarm);
    out.member("message", service.tools.rules.texts.say("alarm." + run.alarm)).end_object();
  }
  out.member("error", run.error).member("asked_by", run.asked_by).member("released_by", run.released_by);
  out.key("made_at").raw(time_or_null(run.made_at)).key("done_at").raw(time_or_null(run.done_at));
  out.key("signed").begin_object().member("number", run.signed_number).member("sha256", run.signed_sha256);
  out.end_object();
  write_files(store::files_of(service.tools.pool, run.id), out);
  write_deliveries(store::deliveries_of(service.tools.pool, run.id), out);
  out.end_object();
}

/// A token for some reports sees only what was made of those.
bool token_reads_run(const Service& service, const Request& request, std::uint64_t run) {
  if (request.token_reports.empty()) return true;
  const auto files = store::files_of(service.tools.pool, run);
  return !files.empty() && std::all_of(files.begin(), files.end(), [&](const store::ReportFile& file) {
    config::Problems problems;
    auto manifest = config::JsonObject::parse(file.manifest, "manifest", problems);
    return token_reads(request, manifest.object("request").text("report"));
  });
}

Result<store::ReportRun> run_named(Service& service, const Request& request) {
  const std::string& text = request.part("id");
  const bool number =
      !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
  auto run = number ? store::find_run(service.tools.pool, std::stoull(text)) : std::nullopt;
  if (!run || !token_reads_run(service, request, run->id))
    return Problem{"run-unknown", service.tools.rules.texts.say("schedule.run-unknown", {{"run", text}}),
                   "id"};
  return std::move(*run);
}

Response one_schedule(Service& service, const std::string& name, int status) {
  JsonOut out;
  const auto kept = store::find_schedule(service.tools.pool, name);
  if (kept) write_schedule(service, *kept, out);
  return json(kept ? out.take() : "{}", status);
}

}  // namespace

Answer schedules(Service& service, const Request&) {
  JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const store::KeptSchedule& kept : store::schedules(service.tools.pool))
    write_schedule(service, kept, out);
  out.end_array().key("next").null().end_object();
  return json(out.take());
}

Answer add_schedule(Service& service, const Request& request) {
  const auto made = flow::add_schedule(service.tools, request.body, *request.person);
  if (!made) return made.problem();
  return one_schedule(service, made->name, 201);
}

Answer change_schedule(Service& service, const Request& request) {
  const auto made = flow::change_schedule(service.tools, request.part("name"), request.body, *request.person);
  if (!made) return made.problem();
  return one_schedule(service, made->name, 200);
}

Answer remove_schedule(Service& service, const Request& request) {
  const auto gone = flow::remove_schedule(service.tools, request.part("name"), *request.person);
  if (!gone) return gone.problem();
  return json("{}");
}

Answer run_schedule(Service& service, const Request& request) {
  const auto kept = store::find_schedule(service.tools.pool, request.part("name"));
  const auto schedule = config::read_schedule(kept ? kept->definition : "{}");
  if (schedule && !token_reads(request, schedule->report))
    return problem(request, service.tools.rules.texts, 403, "forbidden");
  const auto run = flow::enter_by_hand(service.tools, request.part("name"), *request.person);
  if (!run) return run.problem();
  JsonOut out;
  out.begin_object().member("id", *run).end_object();
  return json(out.take(), 202);
}

Answer exports(Service& service, const Request& request) {
  const auto page = page_of(service, request);
  if (!page) return page.problem();
  const bool alarms = request.parameter("alarms") == "1";
  const auto runs = alarms ? store::open_alarms(service.tools.pool)
                           : store::runs(service.tools.pool, page->cursor, page->limit);
  JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const store::ReportRun& run : runs) {
    if (token_reads_run(service, request, run.id)) write_run(service, run, out);
  }
  const bool more = !alarms && runs.size() == page->limit;
  out.end_array().key("next");
  more ? out.value(std::to_string(runs.back().id)) : out.null();
  out.end_object();
  return json(out.take());
}

Answer export_run(Service& service, const Request& request) {
  const auto run = run_named(service, request);
  if (!run) return run.problem();
  JsonOut out;
  write_run(service, *run, out);
  return json(out.take());
}

Answer export_file(Service& service, const Request& request) {
  const auto run = run_named(service, request);
  if (!run) return run.problem();
  const bool manifest = request.part("what") == "manifest";
  for (const store::ReportFile& file : store::files_of(service.tools.pool, run->id)) {
    if (std::to_string(file.position) != request.part("position")) continue;
    if (manifest) return json(file.manifest);
    const auto bytes = flow::bytes_of(service.tools, file);
    if (!bytes) return bytes.problem();
    Response response;
    response.body = *bytes;
    response.media_type = file.media_type;
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file.name + "\"");
    response.headers.emplace_back("X-Rasoat-Sha256", file.sha256);
    return response;
  }
  return Problem{"run-unknown",
                 service.tools.rules.texts.say("schedule.run-unknown", {{"run", request.part("position")}}),
                 "position"};
}

Answer release_export(Service& service, const Request& request) {
  const auto run = run_named(service, request);
  if (!run) return run.problem();
  const auto released = flow::release_run(service.tools, run->id, *request.person);
  if (!released) return released.problem();
  return export_run(service, request);
}

Answer signed_export(Service& service, const Request& request) {
  const auto run = run_named(service, request);
  if (!run) return run.problem();
  const auto bytes = flow::signed_bytes(service.tools, *run);
  if (!bytes) return bytes.problem();
  Response response;
  response.body = *bytes;
  response.media_type = bytes->rfind("%PDF", 0) == 0 ? "application/pdf" : "application/octet-stream";
  const std::string ending = response.media_type == "application/pdf" ? ".pdf" : "";
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"signed-" + std::to_string(run->id) + ending + "\"");
  response.headers.emplace_back("X-Rasoat-Sha256", run->signed_sha256);
  return response;
}

Answer sign_export(Service& service, const Request& request) {
  const auto run = run_named(service, request);
  if (!run) return run.problem();
  const std::string number = request.parameter("number");
  if (number.empty() || number.size() > 120) return bad_value(service, "number", number, "1–120");
  flow::attach_signed(service.tools, run->id, number, request.file, *request.person);
  return export_run(service, request);
}

}  // namespace rasoat::http
