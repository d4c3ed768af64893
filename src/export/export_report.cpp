#include "export/export_report.h"

#include <algorithm>
#include <array>

#include "export/builders.h"
#include "export/form.h"
#include "export/manifest.h"
#include "export/suppress.h"
#include "export/writers.h"

namespace rasoat::export_ {
namespace {

using domain::Problem;
using domain::ReportDefinition;
using domain::Result;

struct FormatFacts {
  Format format;
  std::string_view name;
  std::string_view extension;
  std::string_view media_type;
};

constexpr std::array kFormats{
    FormatFacts{Format::xlsx, "xlsx", "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    FormatFacts{Format::pdf, "pdf", "pdf", "application/pdf"},
    FormatFacts{Format::docx, "docx", "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    FormatFacts{Format::csv, "csv", "csv", "text/csv; charset=utf-8"},
    FormatFacts{Format::json, "json", "json", "application/json"},
    FormatFacts{Format::sdmx_csv, "sdmx-csv", "csv", "application/vnd.sdmx.data+csv; version=2.0.0"},
    FormatFacts{Format::dhis2, "dhis2", "json", "application/json"}};

const FormatFacts& facts(Format format) {
  return *std::find_if(kFormats.begin(), kFormats.end(),
                       [&](const FormatFacts& each) { return each.format == format; });
}

Problem refuse(const domain::Snapshot& snapshot, std::string_view code, std::string_view place,
               const domain::TextArguments& arguments) {
  return {std::string(code), snapshot.rules->texts.say("query." + std::string(code), arguments),
          std::string(place)};
}

Result<Report> build(const BuildContext& context) {
  switch (context.definition.layout) {
    case ReportDefinition::Layout::area_table:
      return build_area_table(context);
    case ReportDefinition::Layout::ranking:
      return build_ranking(context);
    case ReportDefinition::Layout::brief:
      return build_brief(context);
    case ReportDefinition::Layout::programmes:
      return build_programmes(context);
    case ReportDefinition::Layout::criteria:
      return build_criteria(context);
    case ReportDefinition::Layout::audit:
      return build_audit(context);
  }
  throw std::logic_error("report without layout");
}

/// Every line that must be in the file: differences are printed, never hidden.
std::vector<std::string> lines_below(const Report& report, const Table& table, const domain::AreaBook& book) {
  std::vector<std::string> lines;
  for (const auto* list : {&table.notes, &report.endnotes}) {
    for (const domain::Text& note : *list) lines.push_back(domain::in(report.language, note));
  }
  for (const Difference& difference : report.differences)
    lines.push_back(book.get(difference.area).full_name + ": " +
                    domain::in(report.language, difference.message));
  return lines;
}

/// In the office's own workbook, where it has one that fits the columns of this round's standard.
Result<std::optional<std::string>> write_form(const Report& report, const ReportDefinition& definition,
                                              const domain::Rules& rules) {
  if (definition.form.empty()) return std::optional<std::string>();
  const auto form = Form::read(definition.form, rules.texts);
  if (!form) return form.problem();
  const Table& table = main_table(report);
  if (!form->fits(table)) return std::optional<std::string>();
  std::vector<std::string> notices;
  for (const domain::Text& notice : report.notices) notices.push_back(domain::in(report.language, notice));
  return std::optional(form->filled(report, table, notices, lines_below(report, table, rules.areas)));
}

std::string write(const Report& report, Format format, const domain::Texts& texts) {
  switch (format) {
    case Format::xlsx:
      return write_xlsx(report, texts);
    case Format::pdf:
      return write_pdf(report, texts);
    case Format::docx:
      return write_docx(report, texts);
    case Format::csv:
      return write_csv(report);
    case Format::json:
      return write_json(report);
    case Format::sdmx_csv:
      return write_sdmx_csv(report);
    case Format::dhis2:
      return write_dhis2(report);
  }
  throw std::logic_error("report without format");
}

std::int64_t rows_of(const Report& report) {
  std::int64_t rows = 0;
  for (const Block& block : report.blocks) {
    if (const Table* table = std::get_if<Table>(&block)) rows += static_cast<std::int64_t>(table->size());
  }
  return rows;
}

}  // namespace

std::string_view name(Format format) { return facts(format).name; }
std::string_view media_type(Format format) { return facts(format).media_type; }
std::string_view file_extension(Format format) { return facts(format).extension; }

std::optional<Format> format_named(std::string_view name) {
  for (const FormatFacts& each : kFormats) {
    if (each.name == name) return each.format;
  }
  return std::nullopt;
}

std::string_view name(Audience audience) { return audience == Audience::open ? "public" : "official"; }

std::optional<Audience> audience_named(std::string_view name) {
  if (name == "public") return Audience::open;
  if (name == "official") return Audience::official;
  return std::nullopt;
}

std::string usual_file_name(const ReportRequest& request) {
  const std::string_view form = request.format == Format::sdmx_csv ? ".sdmx"
                                : request.format == Format::dhis2  ? ".dhis2"
                                                                   : "";
  return "rasoat-" + request.report + "-" + request.round + "-" + request.within +
         (request.audience == Audience::open ? "-public" : "") + std::string(form) + "." +
         std::string(file_extension(request.format));
}

Result<ExportedReport> export_report(const domain::Snapshot& snapshot, const ReportRequest& request) {
  const ReportDefinition* definition = snapshot.rules->report(request.report);
  if (definition == nullptr)
    return refuse(snapshot, "report-unknown", "report", {{"report", request.report}});
  const std::string format(name(request.format));
  if (std::find(definition->formats.begin(), definition->formats.end(), format) ==
      definition->formats.end()) {
    return refuse(snapshot, "report-format", "format", {{"report", request.report}, {"format", format}});
  }
  domain::RankQuery asked = rank_query(request);
  // The round of a dated report is a day: that of the figures it is made of.
  if (definition->dated())
    asked.indicator = definition->layout == ReportDefinition::Layout::criteria ? "ntm.recognised_rate"
                                                                               : "disbursement.rate";
  const auto query = domain::resolve(snapshot, asked);
  if (!query) return query.problem();
  auto report = build(BuildContext{snapshot, request, *definition, *query});
  if (!report) return report.problem();
  if (request.audience == Audience::open) withhold_small_counts(*report, snapshot.rules->texts);
  ExportedReport exported;
  if (request.format == Format::xlsx) {
    const auto form = write_form(*report, *definition, *snapshot.rules);
    if (!form) return form.problem();
    exported.bytes = form->value_or("");
    if (*form) exported.form = "reports/" + definition->name + ".xlsx";
  }
  if (exported.form.empty()) exported.bytes = write(*report, request.format, snapshot.rules->texts);
  exported.sha256 = sha256_hex(exported.bytes);
  exported.media_type = media_type(request.format);
  exported.file_name = request.file_name.empty() ? usual_file_name(request) : request.file_name;
  if (request.format == Format::csv) {
    exported.companions.push_back(
        {exported.file_name + "-metadata.json", write_csvw(*report, exported.file_name)});
  }
  exported.rows = rows_of(*report);
  exported.differences = report->differences;
  exported.missing = report->missing;
  exported.manifest = manifest_of(snapshot, request, *report, exported);
  return exported;
}

Result<std::string> blank_form(const domain::Snapshot& snapshot, const ReportRequest& request) {
  const ReportDefinition* definition = snapshot.rules->report(request.report);
  if (definition == nullptr || definition->layout != ReportDefinition::Layout::area_table)
    return refuse(snapshot, "report-unknown", "report", {{"report", request.report}});
  const auto query = domain::resolve(snapshot, rank_query(request));
  if (!query) return query.problem();
  const auto report = build(BuildContext{snapshot, request, *definition, *query});
  if (!report) return report.problem();
  return write_blank_form(*report, snapshot.rules->texts);
}

}  // namespace rasoat::export_
