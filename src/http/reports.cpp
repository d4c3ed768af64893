// Reports made now, and the releases they can be made from again.

#include "domain/report_definition.h"
#include "export/export_report.h"
#include "export/json_out.h"
#include "flow/freeze_release.h"
#include "flow/publish_report.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "store/account.h"
#include "store/cube.h"

namespace rasoat::http {
namespace {

using domain::Problem;
using domain::Result;

Result<export_::ReportRequest> report_request(Service& service, const Request& request) {
  const auto query = rank_query(service, request);
  if (!query) return query.problem();
  export_::ReportRequest asked;
  asked.report = request.part("name");
  asked.round = query->round;
  asked.within = query->within;
  asked.level = query->level;
  asked.as_of = query->as_of;
  if (!query->indicator.empty()) asked.indicator = query->indicator;
  asked.group = query->group;
  asked.partial = query->partial;
  asked.software = service.version;
  const std::string format = request.parameter("format");
  const auto named = export_::format_named(format.empty() ? "json" : format);
  if (!named)
    return bad_value(service, "format", format, "xlsx | pdf | docx | csv | json | sdmx-csv | dhis2");
  asked.format = *named;
  if (const std::string audience = request.parameter("audience"); !audience.empty()) {
    const auto who = export_::audience_named(audience);
    if (!who) return bad_value(service, "audience", audience, "official | public");
    asked.audience = *who;
  }
  asked.recipient = request.parameter("recipient").substr(0, 200);
  asked.language = request.parameter("language") == "en" ? domain::Language::en : domain::Language::vi;
  return asked;
}

}  // namespace

Answer report_list(Service& service, const Request&) {
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const domain::ReportDefinition& report : service.tools.rules.reports) {
    out.begin_object().member("name", report.name).member("title", report.title).key("formats").begin_array();
    for (const std::string& format : report.formats) out.value(format);
    out.end_array().end_object();
  }
  out.end_array().key("next").null().end_object();
  return json(out.take());
}

Answer report(Service& service, const Request& request) {
  const auto asked = report_request(service, request);
  if (!asked) return asked.problem();
  const auto made =
      flow::publish_report(service.tools, *asked, request.parameter("release"), *request.person);
  if (!made) return made.problem();
  Response response;
  response.body = made->file.bytes;
  response.media_type = made->file.media_type;
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + made->file.file_name + "\"");
  response.headers.emplace_back("X-Rasoat-Sha256", made->file.sha256);
  response.headers.emplace_back("X-Rasoat-Release", made->release);
  return response;
}

Answer releases(Service& service, const Request&) {
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const store::Release& release : store::releases(service.tools.pool)) {
    std::string by = "system";
    if (number(release.made_by) != 0) {
      const auto account = store::find_account(service.tools.pool, release.made_by);
      by = account ? account->user : "?";
    }
    out.begin_object().member("name", release.name).member("made_at", release.made_at).member("made_by", by);
    out.member("note", release.note).end_object();
  }
  out.end_array().key("next").null().end_object();
  return json(out.take());
}

Answer freeze(Service& service, const Request& request) {
  const auto given = fields(service, request, {"name"});
  if (!given) return given.problem();
  const auto frozen =
      flow::freeze_release(service.tools, given->at(0), field_or(request, "note", ""), *request.person);
  if (!frozen) return frozen.problem();
  export_::JsonOut out;
  out.begin_object().member("name", given->at(0)).end_object();
  return json(out.take(), 201);
}

}  // namespace rasoat::http
