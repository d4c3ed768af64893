#include "flow/publish_report.h"

#include "config/json_file.h"
#include "flow/freeze_release.h"
#include "store/cube.h"
#include "store/report_run.h"

namespace rasoat::flow {
namespace {

using domain::Problem;
using domain::Result;

struct Wanted {
  export_::ReportRequest request;
  std::string release;
};

/// The request of a manifest. Its file's name and the rest of it are read as far as they are needed.
std::optional<Wanted> read_manifest(const std::string& text) {
  config::Problems problems;
  config::JsonObject file = config::JsonObject::parse(text, "manifest", problems);
  if (!problems.none()) return std::nullopt;
  Wanted wanted;
  export_::ReportRequest& request = wanted.request;
  config::JsonObject asked = file.object("request");
  request.report = asked.text("report");
  request.round = asked.text("round");
  request.within = asked.text("within");
  request.indicator = asked.text("indicator");
  request.group = asked.text("group");
  request.partial = asked.flag("partial") ? domain::Partial::accept : domain::Partial::refuse;
  request.created = asked.integer("created");
  request.file_name = file.text("file");
  wanted.release = file.text("release");
  const auto format = export_::format_named(asked.text("format"));
  const auto audience = export_::audience_named(asked.text("audience"));
  const auto as_of = domain::Date::parse(asked.text("as_of"));
  const std::string level = asked.text_or("level", "");
  if (!level.empty()) request.level = domain::level_named(level);
  request.language = asked.text("language") == "en" ? domain::Language::en : domain::Language::vi;
  export_::Earlier earlier{file.text("software"), file.text("sha256"), {}};
  for (auto& [name, hash] : file.object("rules").members()) earlier.rules.emplace(name, hash);
  if (!problems.none() || !format || !audience || !as_of) return std::nullopt;
  request.format = *format;
  request.audience = *audience;
  request.as_of = as_of;
  request.earlier = std::move(earlier);
  return wanted;
}

/// Who had what made, for GET /exports and the log.
void record(Tools& tools, const Publication& publication, const export_::ReportRequest& request,
            const access::Person& by) {
  const export_::ExportedReport& file = publication.file;
  store::ReportRun run;
  run.due_at = tools.now();
  run.definition = "{}";
  run.release = publication.release;
  run.round = request.round;
  run.missing = file.missing.size();
  const store::ReportFile kept{0,
                               file.file_name,
                               file.media_type,
                               file.bytes.size(),
                               file.sha256,
                               static_cast<std::uint64_t>(file.rows),
                               file.manifest};
  std::string audience(export_::name(request.audience));
  if (!request.recipient.empty()) audience += " to " + request.recipient;
  store::record_export(tools.pool, run, kept, by.account, audience);
}

}  // namespace

Result<Publication> publish_report(Tools& tools, const export_::ReportRequest& request,
                                   const std::string& release, const access::Person& by) {
  Publication publication;
  publication.frozen_now = release.empty();
  publication.release = release.empty() ? freeze_automatic(tools, by) : release;
  const auto snapshot = tools.live.release(publication.release);
  if (!snapshot) return snapshot.problem();
  auto exported = export_::export_report(**snapshot, request);
  if (!exported) return exported.problem();
  publication.file = std::move(*exported);
  record(tools, publication, request, by);
  return publication;
}

Result<export_::ExportedReport> report_of_manifest(const Tools& tools, const std::string& manifest) {
  auto wanted = read_manifest(manifest);
  if (!wanted) return Problem{"manifest", tools.rules.texts.say("report.manifest"), "manifest"};
  wanted->request.software = tools.software;
  const auto snapshot = tools.live.release(wanted->release);
  if (!snapshot) return snapshot.problem();
  return export_::export_report(**snapshot, wanted->request);
}

Result<Publication> publish_again(Tools& tools, const std::string& manifest, const std::string& software,
                                  const access::Person& by) {
  auto wanted = read_manifest(manifest);
  if (!wanted) return Problem{"manifest", tools.rules.texts.say("report.manifest"), "manifest"};
  wanted->request.software = software;
  // The name of an automatic release tells its contents: on another machine with the same files it is made
  // here.
  if (wanted->release.rfind("auto-", 0) == 0 && !store::release_exists(tools.pool, wanted->release)) {
    freeze_automatic(tools, by);
  }
  return publish_report(tools, wanted->request, wanted->release, by);
}

}  // namespace rasoat::flow
