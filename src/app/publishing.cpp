// export: a report into a file, with its manifest beside it.

#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands.h"
#include "app/version.h"
#include "domain/ranking.h"
#include "flow/export_all.h"
#include "flow/publish_report.h"
#include "flow/write_file.h"

namespace rasoat::app {
namespace {

using domain::Problem;
using domain::Result;

Exit refuse(const Problem& problem) {
  std::cerr << "rasoat: " << problem.message.vi << " / " << problem.message.en << '\n';
  return problem.code == "usage" ? Exit::usage : Exit::input;
}

Problem wrong(Context& context, const std::string& option, const std::string& value,
              const std::string& expected) {
  return {"usage",
          context.rules()->texts.say("query.bad-value",
                                     {{"name", "--" + option}, {"value", value}, {"expected", expected}}),
          option};
}

Result<export_::ReportRequest> request_of(Context& context, const Arguments& arguments) {
  export_::ReportRequest request;
  request.report = arguments.word(0);
  const auto round = arguments.value("round");
  if (!round) return Problem{"usage", context.rules()->texts.say("query.round-required"), "round"};
  request.round = *round;
  const std::string format = arguments.value_or("format", arguments.has("blank-form") ? "xlsx" : "");
  const auto named = export_::format_named(format);
  if (!named) return wrong(context, "format", format, "xlsx | pdf | docx | csv | json | sdmx-csv | dhis2");
  request.format = *named;
  const std::string audience = arguments.value_or("audience", "official");
  const auto who = export_::audience_named(audience);
  if (!who) return wrong(context, "audience", audience, "official | public");
  request.audience = *who;
  if (const auto level = arguments.value("level")) {
    request.level = domain::level_named(*level);
    if (!request.level) return wrong(context, "level", *level, "province | district | commune");
  }
  if (const auto day = arguments.value("as-of")) {
    request.as_of = domain::Date::parse(*day);
    if (!request.as_of) return wrong(context, "as-of", *day, "YYYY-MM-DD");
  }
  const std::string language = arguments.value_or("language", "vi");
  if (language != "vi" && language != "en") return wrong(context, "language", language, "vi | en");
  request.language = language == "en" ? domain::Language::en : domain::Language::vi;
  request.within = arguments.value_or("within", request.within);
  request.indicator = arguments.value_or("indicator", request.indicator);
  request.group = arguments.value_or("group", "");
  request.partial = arguments.has("partial") ? domain::Partial::accept : domain::Partial::refuse;
  request.recipient = arguments.value_or("recipient", "");
  request.software = version();
  return request;
}

Result<flow::Publication> made(Context& context, const Arguments& arguments, const std::string& output) {
  flow::Tools& tools = context.tools();
  if (const auto path = arguments.value("manifest")) {
    std::ifstream file(*path, std::ios::binary);
    if (!file) throw GiveUp(*path + ": cannot be read");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return flow::publish_again(tools, text, version(), flow::system_person());
  }
  auto request = request_of(context, arguments);
  if (!request) return request.problem();
  if (!output.empty()) request->file_name = std::filesystem::path(output).filename().string();
  return flow::publish_report(tools, *request, arguments.value_or("release", ""), flow::system_person());
}

/// What a person wants to know at once: release, hash, who is missing, what does not agree.
void summarise(Context& context, const flow::Publication& publication) {
  const export_::ExportedReport& file = publication.file;
  std::cerr << "release " << publication.release << "\nsha256  " << file.sha256 << '\n';
  if (!file.missing.empty()) {
    std::cerr << "missing " << file.missing.size() << ':';
    for (const domain::AreaId area : file.missing)
      std::cerr << ' ' << context.rules()->areas.get(area).code.text();
    std::cerr << '\n';
  }
  for (const export_::Difference& difference : file.differences) {
    std::cerr << "differs " << context.rules()->areas.get(difference.area).code.text() << ' '
              << difference.code << ": " << difference.message.vi << '\n';
  }
}

/// The workbook that an office makes its own layout from.
Exit blank_form(Context& context, const Arguments& arguments, const std::string& output) {
  const auto request = request_of(context, arguments);
  if (!request) return refuse(request.problem());
  const auto snapshot = context.snapshot(arguments.value_or("release", ""));
  if (!snapshot) return refuse(snapshot.problem());
  const auto form = export_::blank_form(**snapshot, *request);
  if (!form) return refuse(form.problem());
  if (output.empty()) {
    std::cout << *form << std::flush;
  } else {
    flow::write_file(output, *form);
  }
  return Exit::done;
}

}  // namespace

namespace {

/// Everything, for those who take their data elsewhere.
Exit export_everything(Context& context, const Arguments& arguments) {
  if (!arguments.has("output")) {
    std::cerr << "rasoat export all [--personal] --output DIR\n";
    return Exit::usage;
  }
  const std::string folder = arguments.value_or("output", "");
  const auto personal =
      arguments.has("personal") ? flow::PersonalData::in_clear : flow::PersonalData::left_out;
  const auto all = flow::export_all(context.tools(), folder, personal, flow::system_person());
  if (!all) return refuse(all.problem());
  std::cout << folder << ": " << all->tables << " tables, " << all->rows << " rows, " << all->files
            << " files\n";
  return Exit::done;
}

}  // namespace

Exit export_command(Context& context, const Arguments& arguments) {
  if (arguments.words() == 1 && arguments.word(0) == "all") return export_everything(context, arguments);
  const std::string named = arguments.value_or("output", "-");
  const std::string output = named == "-" ? "" : named;
  if (arguments.words() == 0 && !arguments.has("manifest")) {
    return refuse({"usage", context.rules()->texts.say("report.name-required"), "report"});
  }
  if (arguments.has("blank-form")) return blank_form(context, arguments, output);
  const auto publication = made(context, arguments, output);
  if (!publication) return refuse(publication.problem());
  const export_::ExportedReport& file = publication->file;
  if (output.empty()) {
    std::cout << file.bytes << std::flush;
  } else {
    const std::filesystem::path path(output);
    flow::write_file(path, file.bytes);
    flow::write_file(path.string() + ".manifest.json", file.manifest);
    for (const export_::Companion& companion : file.companions)
      flow::write_file(path.parent_path() / companion.file_name, companion.bytes);
    std::cout << publication->release << '\n';
  }
  summarise(context, *publication);
  return Exit::done;
}

}  // namespace rasoat::app
