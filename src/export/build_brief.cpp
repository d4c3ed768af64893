// The province's brief: two pages of key figures, ranking, map and flags. Every sentence is built from
// figures of the snapshot; none is written by hand.

#include <algorithm>

#include "export/answer_parts.h"
#include "export/builders.h"
#include "export/ranking_blocks.h"

namespace rasoat::export_ {
namespace {

using domain::Exact;
using domain::Figure;
using domain::Indicator;
using domain::Level;
using domain::Ranking;
using domain::RankRow;
using domain::Text;

constexpr std::size_t kRowsOfTable = 13;
constexpr std::size_t kAreasNamed = 5;  // the worst, in words; all stand in the ranking
constexpr int kShades = 4;

/// Says one sentence in both languages, where an argument itself has two forms.
class Speaker {
 public:
  explicit Speaker(const domain::Texts& texts) : texts_(texts) {}
  Speaker& with(std::string_view key, const Text& words) {
    vi_.emplace_back(key, words.vi);
    en_.emplace_back(key, words.en);
    return *this;
  }
  Speaker& with(std::string_view key, const std::string& words) { return with(key, Text{words, words}); }
  Text say(std::string_view key) const { return {texts_.say(key, vi_).vi, texts_.say(key, en_).en}; }

 private:
  const domain::Texts& texts_;
  domain::TextArguments vi_;
  domain::TextArguments en_;
};

std::string magnitude(const Exact& change) {
  domain::Hundredths value = change.rounded();
  if (value.count < 0) value.count = -value.count;
  return value.vietnamese();
}

Paragraph paragraph(Paragraph::Style style, Text words) { return {style, std::move(words)}; }

/// "Tỷ lệ hộ nghèo: 6,13 % (1.234 trên 20.131 hộ), giảm 1,67 điểm % so với kỳ 2022."
std::optional<Text> key_figure(const BuildContext& context, const std::string& code) {
  const Indicator* indicator = context.snapshot.rules->indicator(code);
  if (indicator == nullptr) return std::nullopt;
  domain::RankQuery query;
  query.indicator = code;
  query.round = context.request.round;
  query.level = context.query.within->level;
  query.within = context.request.within;
  query.as_of = context.query.as_of;
  query.partial = context.request.partial;
  const auto ranking = domain::rank(context.snapshot, query);
  if (!ranking || ranking->rows.empty()) return std::nullopt;
  const RankRow& row = ranking->rows.front();
  Speaker speaker(context.texts());
  speaker.with("indicator", indicator->name).with("value", read_value(*indicator, *row.figure.value));
  if (row.figure.numerator) {
    speaker.with("numerator", read_count(*row.figure.numerator));
    speaker.with("denominator", read_count(*row.figure.denominator));
  }
  Text sentence = speaker.say(row.figure.numerator ? "brief.figure-of" : "brief.figure");
  if (row.change) {
    Speaker change(context.texts());
    change.with("points", magnitude(*row.change)).with("round", row.previous->round.text());
    change.with("previous", read_value(*indicator, *row.previous->value));
    const bool same = row.change->rounded().count == 0;
    const Text more = change.say(same ? "brief.same" : *row.change < Exact() ? "brief.down" : "brief.up");
    return Text{sentence.vi + more.vi, sentence.en + more.en};
  }
  const Text why = context.texts().say("change." + row.change_absent);
  return Text{sentence.vi + ". " + why.vi, sentence.en + ". " + why.en};
}

/// "Cả nước 2,93 %, Bắc Trung Bộ và … 3,83 % (Quyết định …)."
std::optional<Text> averages(const BuildContext& context, const Ranking& ranking) {
  Text list;
  for (const std::string& scope : scopes_in_order(context.snapshot, ranking)) {
    const domain::Comparison& comparison = ranking.benchmarks.at(scope);
    const domain::Area* area = context.book().find(scope, ranking.as_of);
    if (!comparison.value || !comparison.own_period || area == nullptr || area->level > Level::region)
      continue;
    const std::string one =
        area->full_name + " " + read_value(*ranking.indicator, *comparison.value) + "\u00a0%";
    list.vi += (list.vi.empty() ? "" : "; ") + one;
  }
  if (list.vi.empty()) return std::nullopt;
  return Speaker(context.texts()).with("list", list.vi).say("brief.averages");
}

std::size_t flagged(const Ranking& ranking, std::string_view rule) {
  return static_cast<std::size_t>(
      std::count_if(ranking.rows.begin(), ranking.rows.end(), [&](const RankRow& row) {
        return std::any_of(row.flags.begin(), row.flags.end(),
                           [&](const domain::Flag& flag) { return flag.rule == rule; });
      }));
}

void add_key_figures(const BuildContext& context, const Ranking& ranking, Report& report) {
  using Style = Paragraph::Style;
  report.blocks.emplace_back(paragraph(Style::heading, context.texts().say("brief.heading-figures")));
  const auto bullet = [&](const std::optional<Text>& words) {
    if (words) report.blocks.emplace_back(paragraph(Style::bullet, *words));
  };
  for (const char* code :
       {"poverty.rate", "poverty.near_rate", "poverty.multidimensional_rate", "poverty.minority_rate"}) {
    bullet(key_figure(context, code));
  }
  bullet(averages(context, ranking));
  const auto named = [&](const RankRow& row) {
    return context.book().get(row.area).full_name + " (" + read_value(*ranking.indicator, *row.figure.value) +
           " %)";
  };
  const auto [low, high] = std::minmax_element(
      ranking.rows.begin(), ranking.rows.end(),
      [](const RankRow& a, const RankRow& b) { return *a.figure.value < *b.figure.value; });
  bullet(Speaker(context.texts()).with("high", named(*high)).with("low", named(*low)).say("brief.range"));
  Speaker counted(context.texts());
  counted.with("country", std::to_string(flagged(ranking, "above-country")));
  counted.with("region", std::to_string(flagged(ranking, "above-region")));
  counted.with("all", std::to_string(ranking.rows.size()));
  const bool comparable =
      std::any_of(ranking.benchmarks.begin(), ranking.benchmarks.end(),
                  [](const auto& each) { return each.second.own_period && each.second.value; });
  if (comparable) bullet(counted.say("brief.above"));
  const auto best = std::find_if(ranking.rows.begin(), ranking.rows.end(),
                                 [](const RankRow& row) { return row.change_rank == 1; });
  if (best != ranking.rows.end() && *best->change < Exact()) {
    bullet(Speaker(context.texts())
               .with("area", context.book().get(best->area).full_name)
               .with("points", magnitude(*best->change))
               .say("brief.most-improved"));
  }
}

/// The ranking with the columns that fit a portrait page; of many areas the worst.
Table short_table(const BuildContext& context, const Ranking& ranking) {
  Table table = ranking_table(context, ranking);
  for (Column& column : table.columns) {
    const bool kept = column.name == "rank" || column.name == "area" || column.name == "value" ||
                      column.name == "numerator" || column.name == "denominator" || column.name == "change" ||
                      column.name == "gap_country" || column.name == "flag_words";
    if (!kept && column.shown != ShownTo::machines) column.shown = ShownTo::machines;
  }
  table.title = context.texts().say("brief.table", {{"indicator", ranking.indicator->name.vi}});
  table.title.en = context.texts().say("brief.table", {{"indicator", ranking.indicator->name.en}}).en;
  if (table.rows.size() > kRowsOfTable) {
    table.notes.push_back(context.texts().say(
        "brief.worst-only",
        {{"shown", std::to_string(kRowsOfTable)}, {"all", std::to_string(table.rows.size())}}));
    table.rows.erase(table.rows.begin(), table.rows.end() - kRowsOfTable);
  }
  return table;
}

/// "9,23 − 5,00 = +4,23 điểm % so với Toàn quốc; …": each flag shows its sum.
Text sums_of(const BuildContext& context, const Ranking& ranking, const RankRow& row) {
  Text sums;
  for (const domain::Flag& flag : row.flags) {
    const domain::Area* scope = context.book().find(flag.benchmark->scope.text(), ranking.as_of);
    Speaker speaker(context.texts());
    speaker.with("value", read_value(*ranking.indicator, flag.value));
    speaker.with("benchmark", read_value(*ranking.indicator, *flag.benchmark->value));
    speaker.with("gap", flag.gap.rounded().signed_vietnamese());
    const bool above = scope != nullptr && scope->level <= Level::region;
    const std::string plain = scope == nullptr ? flag.benchmark->scope.text() : scope->full_name;
    speaker.with("scope", above ? context.texts().say("scope." + std::string(domain::name(scope->level)))
                                : Text{plain, plain});
    const Text sum = speaker.say("brief.sum");
    sums.vi += (sums.vi.empty() ? "" : "; ") + sum.vi;
    sums.en += (sums.en.empty() ? "" : "; ") + sum.en;
  }
  return sums;
}

void add_flags(const BuildContext& context, const Ranking& ranking, Report& report) {
  using Style = Paragraph::Style;
  report.blocks.emplace_back(paragraph(Style::heading, context.texts().say("brief.heading-flags")));
  std::size_t shown = 0;
  for (auto row = ranking.rows.rbegin(); row != ranking.rows.rend() && shown < kAreasNamed; ++row) {
    if (row->flags.empty()) continue;
    Speaker line(context.texts());
    line.with("area", context.book().get(row->area).full_name);
    line.with("severity", context.texts().say("severity." + row->flags.front().severity));
    line.with("sums", sums_of(context, ranking, *row));
    const Text words = line.say("brief.flagged");
    report.blocks.emplace_back(paragraph(Style::bullet, words));
    ++shown;
  }
  const auto all = static_cast<std::size_t>(std::count_if(
      ranking.rows.begin(), ranking.rows.end(), [](const RankRow& row) { return !row.flags.empty(); }));
  if (all > shown) {
    report.blocks.emplace_back(paragraph(
        Style::body, context.texts().say("brief.more-flags", {{"count", std::to_string(all - shown)}})));
  }
  if (shown == 0) report.blocks.emplace_back(paragraph(Style::body, context.texts().say("brief.no-flags")));
}

}  // namespace

MapDrawing ranking_map(const BuildContext& context, const Ranking& ranking) {
  MapDrawing map;
  map.title = ranking.indicator->name;
  map.no_figure = domain::in(context.request.language, context.texts().say("map.no-figure"));
  // Classes with about the same number of areas, from the lowest value to the highest.
  std::vector<const RankRow*> sorted;
  for (const RankRow& row : ranking.rows) sorted.push_back(&row);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const RankRow* a, const RankRow* b) { return *a->figure.value < *b->figure.value; });
  std::map<std::string, int> shades;
  for (int shade = 0; shade < kShades && !sorted.empty(); ++shade) {
    const std::size_t from = sorted.size() * static_cast<std::size_t>(shade) / kShades;
    const std::size_t to = sorted.size() * static_cast<std::size_t>(shade + 1) / kShades;
    if (from == to) continue;
    for (std::size_t i = from; i < to; ++i) {
      shades[context.book().get(sorted[i]->area).code.text()] = static_cast<int>(map.legend.size());
    }
    map.legend.push_back(read_value(*ranking.indicator, *sorted[from]->figure.value) + " – " +
                         read_value(*ranking.indicator, *sorted[to - 1]->figure.value));
  }
  for (const domain::MapLayer& layer : context.snapshot.rules->maps) {
    if (layer.level != ranking.level || !layer.valid_on(ranking.as_of)) continue;
    for (const domain::MapShape& shape : layer.shapes) {
      const domain::Area* area = context.book().find(shape.code, ranking.as_of);
      if (area == nullptr || !context.book().is_within(area->id, ranking.within)) continue;
      const auto found = shades.find(shape.code);
      map.units.push_back(
          {&shape, area->name, found == shades.end() ? std::nullopt : std::optional<int>(found->second)});
    }
  }
  return map;
}

domain::Result<Report> build_brief(const BuildContext& context) {
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
  add_ranking_notices(context, *ranking, report);
  add_key_figures(context, *ranking, report);
  report.blocks.emplace_back(
      Paragraph{Paragraph::Style::heading, context.texts().say("brief.heading-ranking")});
  Table table = short_table(context, *ranking);
  if (note) table.notes.push_back(*note);
  report.blocks.emplace_back(std::move(table));
  report.blocks.emplace_back(PageBreak{});
  report.blocks.emplace_back(Paragraph{Paragraph::Style::heading, context.texts().say("brief.heading-map")});
  MapDrawing map = ranking_map(context, *ranking);
  if (!map.units.empty()) report.blocks.emplace_back(std::move(map));
  report.blocks.emplace_back(ranking_chart(context, *ranking, kRowsOfTable));
  add_flags(context, *ranking, report);
  report.endnotes.push_back(context.texts().say(
      "brief.trace", {{"round", report.round}, {"release", report.release.empty() ? "–" : report.release}}));
  return report;
}

}  // namespace rasoat::export_
