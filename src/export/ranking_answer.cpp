#include "domain/flag_list.h"
#include "export/answer_parts.h"
#include "export/answers.h"
#include "export/audit_answers.h"
#include "export/csv_out.h"
#include "export/text_table.h"

namespace rasoat::export_ {
namespace {

using domain::Area;
using domain::Exact;
using domain::Level;
using domain::Ranking;
using domain::RankRow;
using domain::Snapshot;

void write_interval(JsonOut& out, const std::optional<domain::Interval>& interval) {
  out.key("interval");
  if (!interval) {
    out.null();
    return;
  }
  out.begin_array().raw(domain::percent_hundredths(interval->low).plain());
  out.raw(domain::percent_hundredths(interval->high).plain()).end_array();
}

void write_previous(JsonOut& out, const domain::Indicator& indicator, const RankRow& row) {
  out.key("previous");
  if (!row.previous) {
    out.null();
    return;
  }
  out.begin_object().member("round", row.previous->round.text()).member("rank", row.previous->rank);
  write_maybe(out, "value", indicator, row.previous->value);
  out.end_object();
}

void write_change(JsonOut& out, const Snapshot& snapshot, const Ranking& ranking, const RankRow& row) {
  write_maybe(out, "change", *ranking.indicator, row.change);
  if (!row.change) {
    const domain::Text words = snapshot.rules->texts.say("change." + row.change_absent);
    out.key("change_reason").begin_object().member("code", row.change_absent);
    out.member("vi", words.vi).member("en", words.en).end_object();
  }
  out.member("change_rank", row.change_rank);
}

void write_gaps(JsonOut& out, const Ranking& ranking, const RankRow& row,
                const std::vector<std::string>& scopes) {
  const bool none = ranking.indicator->form == domain::Form::count;
  out.key("gap");
  if (none) {
    out.null().key("to_benchmark").null();
    return;
  }
  out.begin_object();
  for (const std::string& scope : scopes) {
    const auto found = row.gap.find(scope);
    if (found != row.gap.end()) write_maybe(out, scope, *ranking.indicator, found->second);
  }
  out.end_object().key("to_benchmark").begin_object();
  for (const std::string& scope : scopes) {
    const auto found = row.to_benchmark.find(scope);
    if (found != row.to_benchmark.end()) out.member(scope, found->second);
  }
  out.end_object();
}

void write_row(JsonOut& out, const Snapshot& snapshot, const Ranking& ranking, const RankRow& row,
               const std::vector<std::string>& scopes) {
  const Area& area = snapshot.rules->areas.get(row.area);
  out.begin_object().member("rank", row.rank);
  out.key("area").begin_object().member("code", area.code.text());
  out.member("name", area.full_name).end_object();
  write_maybe(out, "value", *ranking.indicator, row.figure.value);
  write_parts(out, *ranking.indicator, row.figure);
  write_interval(out, row.interval);
  write_previous(out, *ranking.indicator, row);
  write_change(out, snapshot, ranking, row);
  write_gaps(out, ranking, row, scopes);
  write_coverage(out, row.figure.coverage);
  out.member("basis", domain::name(row.figure.basis));
  write_published(out, row.figure);
  out.member("synthetic", row.figure.synthetic);
  write_dates(out, row.figure);
  // Over the whole country the lists are too many to be audited while somebody waits.
  const bool near = snapshot.rules->areas.get(ranking.within).level >= Level::province;
  write_credibility(out, snapshot,
                    near ? domain::credibility_of(snapshot, ranking.round, row.area) : domain::Credibility{});
  out.key("flags").begin_array();
  for (const domain::Flag& flag : row.flags) {
    write_flag(out, snapshot, flag, flag_id(snapshot, flag, ranking.round.code.text(), ranking.as_of));
  }
  out.end_array().end_object();
}

void write_head(JsonOut& out, const Snapshot& snapshot, const Ranking& ranking) {
  out.key("indicator");
  write_indicator(out, *ranking.indicator);
  out.member("round", ranking.round.code.text()).member("level", domain::name(ranking.level));
  out.member("within", snapshot.rules->areas.get(ranking.within).code.text());
  out.member("as_of", ranking.as_of.iso());
  ranking.release.empty() ? out.key("release").null() : out.member("release", ranking.release);
  out.key("standard");
  ranking.round.standard.empty() ? out.null() : out.value(ranking.round.standard.text());
  if (ranking.plan_year) out.member("plan_year", *ranking.plan_year);
  ranking.group.empty() ? out.key("group").null() : out.member("group", ranking.group);
  out.member("synthetic", ranking.synthetic);
}

void write_total(JsonOut& out, const Ranking& ranking) {
  if (!ranking.group_total) return;
  const domain::Figure& total = *ranking.group_total;
  out.key("total").begin_object();
  write_maybe(out, "value", *ranking.indicator, total.value);
  write_parts(out, *ranking.indicator, total);
  write_coverage(out, total.coverage);
  out.member("synthetic", total.synthetic).end_object();
}

/// The gap of a row to the scope of one level, for CSV.
std::string gap_text(const Snapshot& snapshot, const Ranking& ranking, const RankRow& row, Level level) {
  for (const auto& [scope, gap] : row.gap) {
    const Area* area = snapshot.rules->areas.find(scope, ranking.as_of);
    if (area != nullptr && area->level == level && gap) return plain_value(*ranking.indicator, *gap);
  }
  return "";
}

template <typename T>
std::string text_of(const std::optional<T>& maybe) {
  return maybe ? std::to_string(*maybe) : "";
}

std::string signed_value(const domain::Indicator& indicator, const std::optional<Exact>& value) {
  if (!value) return "";
  if (indicator.form != domain::Form::count) return value->rounded().signed_vietnamese();
  const std::string text = read_value(indicator, *value);
  return *value > Exact() ? "+" + text : text;
}

std::string rules_of(const RankRow& row) {
  std::string rules;
  for (const domain::Flag& flag : row.flags) rules += (rules.empty() ? "" : ";") + flag.rule;
  return rules;
}

}  // namespace

std::string ranking_json(const Snapshot& snapshot, const Ranking& ranking) {
  const std::vector<std::string> scopes = scopes_in_order(snapshot, ranking);
  JsonOut out;
  out.begin_object();
  write_head(out, snapshot, ranking);
  out.key("benchmarks").begin_object();
  for (const std::string& scope : scopes) {
    out.key(scope);
    write_comparison(out, ranking.benchmarks.at(scope), *ranking.indicator);
  }
  out.end_object().key("rows").begin_array();
  for (const RankRow& row : ranking.rows) write_row(out, snapshot, ranking, row, scopes);
  out.end_array().key("missing").begin_array();
  for (const domain::MissingRow& row : ranking.missing) write_missing(out, snapshot, row);
  out.end_array();
  write_total(out, ranking);
  write_absences(out, domain::absent_flags(snapshot, ranking));
  out.key("notes").begin_array();
  for (const domain::Text& note : domain::revisit_notes(snapshot, ranking.round, ranking.within))
    out.value(note);
  out.end_array().end_object();
  return out.take();
}

std::string ranking_csv(const Snapshot& snapshot, const Ranking& ranking) {
  CsvOut out;
  out.words({"rank", "area_code", "area", "value", "numerator", "denominator", "previous", "change",
             "change_rank", "gap_country", "gap_region", "gap_province", "flags", "basis", "synthetic"});
  const domain::Indicator& indicator = *ranking.indicator;
  for (const RankRow& row : ranking.rows) {
    const Area& area = snapshot.rules->areas.get(row.area);
    out.number(std::to_string(row.rank)).text(area.code.text()).text(area.full_name);
    out.number(plain_value(indicator, *row.figure.value));
    out.number(plain_part(indicator, row.figure.numerator));
    out.number(plain_part(indicator, row.figure.denominator));
    const bool previous = row.previous && row.previous->value;
    out.number(previous ? plain_value(indicator, *row.previous->value) : "");
    out.number(row.change ? plain_value(indicator, *row.change) : "");
    out.number(text_of(row.change_rank));
    for (const Level level : {Level::country, Level::region, Level::province}) {
      out.number(gap_text(snapshot, ranking, row, level));
    }
    out.text(rules_of(row)).text(domain::name(row.figure.basis)).number(row.figure.synthetic ? "1" : "0");
    out.end_record();
  }
  return out.take();
}

std::string ranking_table(const Snapshot& snapshot, const Ranking& ranking) {
  const domain::Texts& texts = snapshot.rules->texts;
  const domain::Indicator& indicator = *ranking.indicator;
  const auto heading = [&](std::string_view key) { return texts.say("heading." + std::string(key)).vi; };
  using Align = TextTable::Align;
  TextTable table({{heading("rank"), Align::right},
                   {heading("code"), Align::left},
                   {heading("area"), Align::left},
                   {heading("value") + " (" + texts.say("unit." + indicator.unit).vi + ")", Align::right},
                   {heading("numerator"), Align::right},
                   {heading("denominator"), Align::right},
                   {heading("previous"), Align::right},
                   {heading("change"), Align::right},
                   {heading("flags"), Align::left}});
  for (const RankRow& row : ranking.rows) {
    const Area& area = snapshot.rules->areas.get(row.area);
    const bool previous = row.previous && row.previous->value;
    table.row({std::to_string(row.rank), area.code.text(), area.full_name,
               read_value(indicator, *row.figure.value), read_part(indicator, row.figure.numerator),
               read_part(indicator, row.figure.denominator),
               previous ? read_value(indicator, *row.previous->value) : "",
               signed_value(indicator, row.change), rules_of(row)});
  }
  std::string out = texts
                        .say("table.ranking", {{"indicator", indicator.name.vi},
                                               {"round", ranking.round.name.vi},
                                               {"area", snapshot.rules->areas.get(ranking.within).full_name},
                                               {"as_of", ranking.as_of.vietnamese()}})
                        .vi +
                    "\n";
  if (ranking.synthetic) out += texts.say("note.synthetic").vi + "\n";
  for (const std::string& scope : scopes_in_order(snapshot, ranking)) {
    const domain::Comparison& comparison = ranking.benchmarks.at(scope);
    if (!comparison.value) {
      out += comparison.reason.vi + "\n";
      continue;
    }
    const Area* area = snapshot.rules->areas.find(scope, ranking.as_of);
    const std::string source =
        comparison.source == "computed" ? texts.say("source.computed").vi : comparison.source;
    out += (area == nullptr ? scope : area->full_name) + ": " + read_value(indicator, *comparison.value) +
           " (" + comparison.period + ", " + source + ")\n";
    if (!comparison.own_period) out += comparison.reason.vi + "\n";
  }
  out += "\n" + table.text();
  for (const domain::MissingRow& row : ranking.missing) {
    const Area& area = snapshot.rules->areas.get(row.area);
    out += area.code.text() + "  " + area.full_name + ": " + missing_message(snapshot, row).vi + "\n";
  }
  return out;
}

}  // namespace rasoat::export_
