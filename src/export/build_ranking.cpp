#include <algorithm>

#include "domain/audit_book.h"
#include "export/answer_parts.h"
#include "export/builders.h"
#include "export/protect.h"
#include "export/ranking_blocks.h"

namespace rasoat::export_ {
namespace {

using domain::Exact;
using domain::Level;
using domain::Ranking;
using domain::RankRow;

Column column(const BuildContext& context, std::string name, std::string_view key, ColumnType type,
              double width, ShownTo shown = ShownTo::all) {
  Column made;
  made.name = std::move(name);
  made.heading = context.texts().say(key);
  made.type = type;
  made.width = width;
  made.shown = shown;
  return made;
}

Cell value_cell(const domain::Indicator& indicator, const std::optional<Exact>& value) {
  if (!value) return Cell::none();
  if (indicator.form != domain::Form::count) return Cell::decimal(value->rounded());
  return Cell::count(value->whole().value());
}

Cell count_cell(const std::optional<std::int64_t>& count) {
  return count ? Cell::count(*count) : Cell::none();
}

/// Numerator or denominator: households, communes, or money.
Cell part_cell(const domain::Indicator& indicator, const std::optional<std::int64_t>& part) {
  if (!part) return Cell::none();
  return indicator.money() ? Cell::money(*part) : Cell::count(*part);
}

std::optional<Exact> gap_of(const BuildContext& context, const Ranking& ranking, const RankRow& row,
                            Level level) {
  for (const auto& [scope, gap] : row.gap) {
    const domain::Area* area = context.book().find(scope, ranking.as_of);
    if (area != nullptr && area->level == level) return gap;
  }
  return std::nullopt;
}

Row table_row(const BuildContext& context, const Ranking& ranking, const RankRow& row) {
  const domain::Area& area = context.book().get(row.area);
  const domain::Indicator& indicator = *ranking.indicator;
  std::string rules;
  for (const domain::Flag& flag : row.flags) rules += (rules.empty() ? "" : ";") + flag.rule;
  Row made{.kind = RowKind::body, .area = row.area, .cells = {}};
  made.cells = {Cell::count(row.rank),
                Cell::text(area.code.text()),
                Cell::text(area.full_name),
                value_cell(indicator, row.figure.value),
                part_cell(indicator, row.figure.numerator),
                part_cell(indicator, row.figure.denominator),
                value_cell(indicator, row.previous ? row.previous->value : std::nullopt),
                value_cell(indicator, row.change),
                count_cell(row.change_rank),
                value_cell(indicator, gap_of(context, ranking, row, Level::country)),
                value_cell(indicator, gap_of(context, ranking, row, Level::region)),
                value_cell(indicator, gap_of(context, ranking, row, Level::province)),
                Cell::text(rules),
                Cell::text(flag_words(context, row)),
                Cell::text(std::string(domain::name(row.figure.basis))),
                Cell::count(row.figure.synthetic ? 1 : 0)};
  return made;
}

}  // namespace

std::string flag_words(const BuildContext& context, const RankRow& row) {
  if (row.flags.empty()) return "";
  const auto& texts = context.texts();
  std::string words;
  for (const domain::Flag& flag : row.flags) {
    words +=
        (words.empty() ? "" : ", ") + domain::in(context.request.language, texts.say("short." + flag.rule));
  }
  return domain::in(context.request.language, texts.say("severity." + row.flags.front().severity)) + " (" +
         words + ")";
}

Table ranking_table(const BuildContext& context, const Ranking& ranking) {
  Table table;
  table.id = "ranking";
  const domain::Text unit = context.texts().say("unit." + ranking.indicator->unit);
  const bool counted = ranking.indicator->form == domain::Form::count;
  const ColumnType value_type = counted ? ColumnType::count : ColumnType::decimal;
  table.columns = {
      column(context, "rank", "heading.rank", ColumnType::count, 6),
      column(context, "area_code", "heading.code", ColumnType::text, 7),
      column(context, "area", "heading.area", ColumnType::text, 26),
      column(context, "value", "heading.value", value_type, 10),
      column(context, "numerator", "heading.numerator", ColumnType::count, 10),
      column(context, "denominator", "heading.denominator", ColumnType::count, 10),
      column(context, "previous", "heading.previous", value_type, 10),
      column(context, "change", "heading.change", value_type, 10),
      column(context, "change_rank", "heading.change-rank", ColumnType::count, 9),
      column(context, "gap_country", "heading.gap-country", value_type, 11),
      column(context, "gap_region", "heading.gap-region", value_type, 11),
      column(context, "gap_province", "heading.gap-province", value_type, 11),
      column(context, "flags", "heading.flags", ColumnType::text, 20, ShownTo::machines),
      column(context, "flag_words", "heading.flags", ColumnType::text, 34, ShownTo::people),
      column(context, "basis", "heading.basis", ColumnType::text, 9, ShownTo::machines),
      column(context, "synthetic", "heading.synthetic", ColumnType::count, 9, ShownTo::machines)};
  table.columns[3].heading.vi = ranking.indicator->name.vi + " (" + unit.vi + ")";
  table.columns[3].heading.en = ranking.indicator->name.en + " (" + unit.en + ")";
  table.columns[3].unit = ranking.indicator->unit == "%" ? "PCT" : counted ? "HH" : "PT";
  if (ranking.indicator->form == domain::Form::rate) {
    const bool money = ranking.indicator->money();
    for (const std::size_t part : {4, 5}) {
      table.columns[part].unit = money ? "VND_MN" : ranking.indicator->dated() ? "AREA" : "HH";
      if (money) table.columns[part].type = ColumnType::money;
      if (money) table.columns[part].width = 14;
    }
  }
  // "Hộ nghèo" and "Tổng số hộ" say more than numerator and denominator.
  const auto named = [&](Column& heading, const std::vector<domain::Measure>& measures) {
    if (measures.size() != 1) return;
    const std::string key = "measure." + domain::name(measures.front());
    if (context.texts().has(key)) heading.heading = context.texts().say(key);
  };
  named(table.columns[4], ranking.indicator->numerator);
  named(table.columns[5], ranking.indicator->denominator);
  for (const RankRow& row : ranking.rows) table.rows.push_back(table_row(context, ranking, row));
  align_money(table);
  return table;
}

BarChart ranking_chart(const BuildContext& context, const Ranking& ranking, std::size_t most) {
  BarChart chart;
  chart.title = ranking.indicator->name;
  chart.unit = domain::in(context.request.language, context.texts().say("unit." + ranking.indicator->unit));
  const std::size_t first = ranking.rows.size() > most ? ranking.rows.size() - most : 0;
  if (first > 0) {
    const domain::Text part = context.texts().say(
        "report.chart-part", {{"count", std::to_string(most)}, {"all", std::to_string(ranking.rows.size())}});
    chart.title = {chart.title.vi + part.vi, chart.title.en + part.en};
  }
  for (std::size_t i = first; i < ranking.rows.size(); ++i) {
    const RankRow& row = ranking.rows[i];
    chart.bars.push_back({context.book().get(row.area).name, row.figure.value->rounded(),
                          row.flags.empty()      ? 0
                          : row.flags.size() > 1 ? 2
                                                 : 1});
  }
  for (const std::string& scope : scopes_in_order(context.snapshot, ranking)) {
    const domain::Comparison& comparison = ranking.benchmarks.at(scope);
    const domain::Area* area = context.book().find(scope, ranking.as_of);
    if (!comparison.value || !comparison.own_period || area == nullptr) continue;
    chart.lines.push_back(
        {area->level == Level::region ? area->name : area->full_name, comparison.value->rounded()});
  }
  return chart;
}

void add_ranking_notices(const BuildContext& context, const Ranking& ranking, Report& report) {
  for (const domain::MissingRow& row : ranking.missing) report.missing.push_back(row.area);
  const auto expected = static_cast<std::int64_t>(ranking.rows.size() + ranking.missing.size());
  if (const auto notice = missing_notice(context, expected, report.missing))
    report.notices.push_back(*notice);
  if (ranking.synthetic) report.notices.push_back(context.texts().say("note.synthetic"));
  for (domain::Text& note : domain::revisit_notes(context.snapshot, ranking.round, ranking.within))
    report.notices.push_back(std::move(note));
  for (const std::string& scope : scopes_in_order(context.snapshot, ranking)) {
    const domain::Comparison& comparison = ranking.benchmarks.at(scope);
    if (!comparison.own_period) report.notices.push_back(comparison.reason);
    if (!comparison.value || comparison.source == "computed") continue;
    const domain::Area* area = context.book().find(scope, ranking.as_of);
    report.endnotes.push_back(
        context.texts().say(comparison.provisional ? "report.benchmark-provisional" : "report.benchmark",
                            {{"area", area == nullptr ? scope : area->full_name},
                             {"value", read_value(*ranking.indicator, *comparison.value)},
                             {"period", comparison.period},
                             {"source", comparison.source}}));
  }
}

std::optional<domain::Text> protected_note(const BuildContext& context, domain::Ranking& ranking) {
  if (context.request.audience != Audience::open) return std::nullopt;
  const auto taken = protect(context, ranking);
  if (taken.empty()) return std::nullopt;
  std::string names;
  for (const domain::AreaId area : taken)
    names += (names.empty() ? "" : ", ") + context.book().get(area).full_name;
  return context.texts().say("report.protected", {{"names", names}});
}

domain::Result<Report> build_ranking(const BuildContext& context) {
  auto ranking = domain::rank(context.snapshot, rank_query(context.request));
  if (!ranking) return ranking.problem();
  const auto note = protected_note(context, *ranking);
  if (ranking->rows.empty()) {
    return domain::Problem{"report-empty",
                           context.texts().say("report.empty", {{"round", ranking->round.code.text()},
                                                                {"area", context.query.within->full_name}}),
                           "round"};
  }
  Report report = begin_report(context);
  const domain::Text& name = ranking->indicator->name;
  report.title = context.texts().say("report.ranking-title", {{"indicator", name.vi}});
  report.title.en = context.texts().say("report.ranking-title", {{"indicator", name.en}}).en;
  add_ranking_notices(context, *ranking, report);
  Table table = ranking_table(context, *ranking);
  table.title = report.title;
  if (note) table.notes.push_back(*note);
  report.blocks.emplace_back(std::move(table));
  report.blocks.emplace_back(ranking_chart(context, *ranking, 40));
  return report;
}

}  // namespace rasoat::export_
