#include <algorithm>

#include "export/builders.h"

namespace rasoat::export_ {
namespace {

constexpr std::size_t kNamesOnPageOne = 25;

domain::Text joined_names(const BuildContext& context, const std::vector<domain::AreaId>& areas) {
  std::string names;
  for (std::size_t i = 0; i < areas.size() && i < kNamesOnPageOne; ++i) {
    names += (names.empty() ? "" : ", ") + context.book().get(areas[i]).full_name;
  }
  domain::Text words{names, names};
  if (areas.size() > kNamesOnPageOne) {
    const domain::Text more =
        context.texts().say("report.and-more", {{"count", std::to_string(areas.size() - kNamesOnPageOne)}});
    words.vi += more.vi;
    words.en += more.en;
  }
  return words;
}

}  // namespace

Report begin_report(const BuildContext& context) {
  const domain::Round& round = context.query.round;
  Report report;
  report.name = context.definition.name;
  report.citation = context.definition.citation;
  report.landscape = context.definition.landscape;
  report.language = context.request.language;
  report.title = context.definition.title;
  report.round = round.code.text();
  report.standard = round.standard.text();
  report.within = context.query.within->code.text();
  report.release = context.snapshot.release;
  report.reference_date = round.reference_date;
  report.as_of = context.query.as_of;
  report.created = context.request.created.value_or(round.reference_date.days_since_1970() * 86400LL);
  const auto subtitle = [&](const std::string& round_name) {
    const char* key = context.definition.dated() ? "report.subtitle-dated" : "report.subtitle";
    return context.texts().say(key, {{"area", context.query.within->full_name},
                                     {"round", round_name},
                                     {"as_of", context.query.as_of.vietnamese()}});
  };
  report.subtitle = {subtitle(round.name.vi).vi, subtitle(round.name.en).en};
  if (report.release.empty()) {
    report.endnotes.push_back(context.texts().say("report.source-live", {{"citation", report.citation}}));
  } else {
    report.endnotes.push_back(context.texts().say(
        "report.source-release", {{"release", report.release}, {"citation", report.citation}}));
  }
  return report;
}

domain::RankQuery rank_query(const ReportRequest& request) {
  domain::RankQuery query;
  query.indicator = request.indicator;
  query.round = request.round;
  query.level = request.level;
  query.within = request.within;
  query.as_of = request.as_of;
  query.group = request.group;
  query.partial = request.partial;
  return query;
}

std::optional<domain::Text> missing_notice(const BuildContext& context, std::int64_t expected,
                                           const std::vector<domain::AreaId>& missing) {
  if (missing.empty()) return std::nullopt;
  const domain::Text names = joined_names(context, missing);
  const std::string reported = std::to_string(expected - static_cast<std::int64_t>(missing.size()));
  const auto say = [&](const std::string& list) {
    return context.texts().say(
        "report.missing", {{"reported", reported}, {"expected", std::to_string(expected)}, {"names", list}});
  };
  return domain::Text{say(names.vi).vi, say(names.en).en};
}

void append_differences(const BuildContext& context, Report& report) {
  if (report.differences.empty()) return;
  report.notices.push_back(
      context.texts().say("report.differences", {{"count", std::to_string(report.differences.size())}}));
  Table table;
  table.id = "differences";
  table.title = context.texts().say("report.differences-title");
  const auto column = [&](std::string name, std::string_view key, double width) {
    return Column{.name = std::move(name),
                  .heading = context.texts().say(key),
                  .number = {},
                  .group = {},
                  .type = ColumnType::text,
                  .shown = ShownTo::all,
                  .unit = {},
                  .width = width,
                  .quantity = {}};
  };
  table.columns = {column("area_code", "heading.code", 8), column("area", "heading.area", 28),
                   column("check", "heading.check", 22), column("difference", "heading.difference", 90)};
  for (const Difference& difference : report.differences) {
    const domain::Area& area = context.book().get(difference.area);
    table.rows.push_back(
        {.kind = RowKind::body,
         .area = difference.area,
         .cells = {Cell::text(area.code.text()), Cell::text(area.full_name), Cell::text(difference.code),
                   Cell::text(domain::in(report.language, difference.message))}});
  }
  report.blocks.emplace_back(std::move(table));
}

}  // namespace rasoat::export_
