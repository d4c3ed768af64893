#include "flow/make_run.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "access/digest.h"
#include "domain/period.h"
#include "export/export_report.h"
#include "flow/deliver_export.h"
#include "flow/freeze_release.h"
#include "flow/keep_schedule.h"
#include "flow/publish_report.h"
#include "flow/run_report.h"
#include "flow/write_file.h"

namespace rasoat::flow {
namespace {

using domain::Level;
using domain::Problem;
using domain::Result;
using domain::Schedule;

/// The newest day with figures of a dated report, not after the day the run is due.
std::string latest_day(const domain::Snapshot& snapshot, const domain::ReportDefinition& report,
                       domain::Date due) {
  std::optional<domain::Date> newest;
  const auto look = [&](const auto& rows) {
    for (const auto& row : rows) {
      if (row.as_of <= due && (!newest || *newest < row.as_of)) newest = row.as_of;
    }
  };
  const domain::DatedRows& rows = snapshot.dated->rows();
  report.layout == domain::ReportDefinition::Layout::criteria ? look(rows.criteria) : look(rows.money);
  return newest ? newest->iso() : "";
}

/// The newest round that has figures; where several share the date, of the later standard.
std::string latest_round(const domain::Snapshot& snapshot) {
  const domain::Round* newest = nullptr;
  for (const domain::Round& round : snapshot.rounds) {
    if (snapshot.cube.layer(round.code.text()) == nullptr) continue;
    const bool later = newest == nullptr || newest->reference_date < round.reference_date ||
                       (newest->reference_date == round.reference_date && newest->standard < round.standard);
    if (later) newest = &round;
  }
  return newest == nullptr ? "" : newest->code.text();
}

/// The areas named, and those inside them where one file each is wanted.
std::vector<std::string> areas_of(const domain::Snapshot& snapshot, const Schedule& schedule,
                                  const std::string& round) {
  std::vector<std::string> all = schedule.areas;
  if (schedule.each.empty()) return all;
  const domain::Date day = domain::period_day(snapshot.rounds, round).value_or(domain::Date());
  const Level level = domain::level_named(schedule.each).value_or(Level::district);
  for (const std::string& code : schedule.areas) {
    const domain::Area* area = snapshot.rules->areas.find(code, day);
    if (area == nullptr) continue;
    for (const domain::Area* inside : snapshot.rules->areas.areas_at(level, day, area->id))
      all.push_back(inside->code.text());
  }
  return all;
}

/// `202512010700-rasoat-table-1-2025-51.xlsx`: the due time makes the name of a run's file its own.
std::string file_name(const store::ReportRun& run, const export_::ReportRequest& request) {
  std::string due;
  for (const char c : vietnam_time(seconds_of(run.due_at)).substr(0, 19)) {
    if (c >= '0' && c <= '9') due += c;
  }
  if (due.substr(12) == "00") due.resize(12);  // seconds only where a person asked in between
  return due + "-" + run.schedule + "-" + export_::usual_file_name(request);
}

export_::ReportRequest request_of(const Tools& tools, const Schedule& schedule, const std::string& round) {
  export_::ReportRequest request;
  request.report = schedule.report;
  request.round = round;
  request.indicator = schedule.indicator;
  request.audience = export_::audience_named(schedule.audience).value_or(export_::Audience::official);
  request.language = schedule.english ? domain::Language::en : domain::Language::vi;
  request.partial = domain::Partial::accept;
  request.software = tools.software;
  return request;
}

store::ReportFile kept(const Tools& tools, const export_::ExportedReport& report, std::uint64_t position) {
  const auto place = file_place(tools, report.sha256);
  std::filesystem::create_directories(place.parent_path());
  write_file(place, report.bytes);
  return {position,          report.file_name,
          report.media_type, report.bytes.size(),
          report.sha256,     static_cast<std::uint64_t>(report.rows),
          report.manifest};
}

std::vector<store::ReportDelivery> deliveries_of(const Tools& tools, const store::ReportRun& run,
                                                 const Schedule& schedule) {
  std::vector<store::ReportDelivery> all;
  for (const domain::Dispatch& dispatch : schedule.deliver) {
    store::ReportDelivery delivery;
    delivery.position = all.size();
    delivery.way = name(dispatch.way);
    delivery.target = dispatch.target;
    for (const std::string& recipient : dispatch.recipients)
      delivery.recipients += (delivery.recipients.empty() ? "" : " ") + recipient;
    delivery.message_id = "run-" + std::to_string(run.id) + "-" + std::to_string(delivery.position) + "-" +
                          std::to_string(seconds_of(run.due_at)) + "@" + tools.delivery.site;
    all.push_back(std::move(delivery));
  }
  return all;
}

}  // namespace

std::filesystem::path file_place(const Tools& tools, const std::string& sha256) {
  return tools.data_directory / "exports" / sha256;
}

Result<MadeRun> make_run(Tools& tools, const store::ReportRun& run, const Schedule& schedule) {
  MadeRun made;
  made.release = schedule.release.empty() ? freeze_automatic(tools, system_person()) : schedule.release;
  const auto snapshot = tools.live.release(made.release);
  if (!snapshot) return snapshot.problem();
  const domain::ReportDefinition* report = tools.rules.report(schedule.report);
  const bool dated = report != nullptr && report->dated();
  made.round = schedule.round != "latest" ? schedule.round
               : dated ? latest_day(**snapshot, *report, domain::vietnam_day(seconds_of(run.due_at)))
                       : latest_round(**snapshot);
  if (made.round.empty())
    return Problem{"report-empty", tools.rules.texts.say("schedule.no-figures"), "round"};
  std::set<domain::AreaId> missing;
  for (const std::string& area : areas_of(**snapshot, schedule, made.round)) {
    for (const std::string& format : schedule.formats) {
      export_::ReportRequest request = request_of(tools, schedule, made.round);
      request.within = area;
      request.format = export_::format_named(format).value();
      request.file_name = file_name(run, request);
      const auto exported = export_::export_report(**snapshot, request);
      if (!exported) return exported.problem();
      missing.insert(exported->missing.begin(), exported->missing.end());
      made.files.push_back(kept(tools, *exported, made.files.size()));
    }
  }
  made.missing = missing.size();
  made.deliveries = deliveries_of(tools, run, schedule);
  return made;
}

Result<std::string> bytes_of(Tools& tools, const store::ReportFile& file) {
  const auto place = file_place(tools, file.sha256);
  if (std::ifstream there{place, std::ios::binary}) {
    std::string bytes{std::istreambuf_iterator<char>(there), {}};
    access::Sha256 hash;
    hash.take(bytes);
    if (hash.hex() == file.sha256) return bytes;
  }
  // Made by an instance with another folder, or lost since: the manifest holds what is needed.
  auto again = publish_again(tools, file.manifest, tools.software, system_person());
  if (!again) return again.problem();
  if (again->file.sha256 != file.sha256)
    return Problem{"run-file", tools.rules.texts.say("schedule.other-bytes", {{"file", file.name}}), "file"};
  std::filesystem::create_directories(place.parent_path());
  write_file(place, again->file.bytes);
  return std::move(again->file.bytes);
}

}  // namespace rasoat::flow
