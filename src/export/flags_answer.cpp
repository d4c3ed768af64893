#include "export/answer_parts.h"
#include "export/answers.h"
#include "export/csv_out.h"
#include "export/text_table.h"

namespace rasoat::export_ {
namespace {

using domain::Area;
using domain::Flag;
using domain::FlagList;
using domain::Snapshot;

}  // namespace

std::string flag_id(const Snapshot& snapshot, const Flag& flag, std::string_view round, domain::Date as_of) {
  return std::string(round) + ":" + as_of.iso() + ":" + snapshot.rules->areas.get(flag.area).code.text() +
         ":" + flag.indicator.text() + ":" + flag.rule;
}

void write_flip(JsonOut& out, const Snapshot& snapshot, const domain::FlagFlip& flip,
                std::string_view round) {
  static constexpr std::string_view kWords[] = {"raised", "cleared", "severity"};
  out.begin_object().member("change", kWords[static_cast<std::size_t>(flip.what)]).key("severity_before");
  flip.severity_before.empty() ? out.null() : out.value(flip.severity_before);
  out.key("flag");
  const domain::Round* known = domain::find_round(snapshot.rounds, round);
  const auto day = known != nullptr ? std::optional(known->reference_date) : domain::Date::parse(round);
  write_flag(out, snapshot, flip.flag, day ? flag_id(snapshot, flip.flag, round, *day) : "");
  out.end_object();
}

std::string flags_json(const Snapshot& snapshot, const FlagList& list) {
  JsonOut out;
  out.begin_object().member("round", list.round.code.text()).member("level", domain::name(list.level));
  out.member("within", snapshot.rules->areas.get(list.within).code.text());
  out.member("as_of", list.as_of.iso());
  list.release.empty() ? out.key("release").null() : out.member("release", list.release);
  out.member("standard", list.round.standard.text()).member("synthetic", list.synthetic);
  out.key("items").begin_array();
  for (const Flag& flag : list.flags) {
    write_flag(out, snapshot, flag, flag_id(snapshot, flag, list.round.code.text(), list.as_of));
  }
  out.end_array().key("next").null();
  write_absences(out, list.absent);
  out.key("missing").begin_array();
  for (const domain::MissingRow& row : list.missing) write_missing(out, snapshot, row);
  out.end_array().end_object();
  return out.take();
}

std::string flags_csv(const Snapshot& snapshot, const FlagList& list) {
  CsvOut out;
  out.words({"rule", "severity", "area_code", "area", "indicator", "value", "benchmark_scope",
             "benchmark_period", "benchmark_value", "benchmark_source", "gap", "reason"});
  for (const Flag& flag : list.flags) {
    const Area& area = snapshot.rules->areas.get(flag.area);
    const domain::Indicator& indicator = *snapshot.rules->indicator(flag.indicator.text());
    out.text(flag.rule).text(flag.severity).text(area.code.text()).text(area.full_name);
    out.text(flag.indicator.text()).number(plain_value(indicator, flag.value));
    out.text(flag.benchmark->scope.text()).text(flag.benchmark->period);
    out.number(flag.benchmark->value ? plain_value(indicator, *flag.benchmark->value) : "");
    out.text(flag.benchmark->source).number(plain_value(indicator, flag.gap)).text(flag.reason().vi);
    out.end_record();
  }
  return out.take();
}

std::string flags_table(const Snapshot& snapshot, const FlagList& list) {
  const domain::Texts& texts = snapshot.rules->texts;
  const auto heading = [&](std::string_view key) { return texts.say("heading." + std::string(key)).vi; };
  TextTable table({{heading("severity")}, {heading("code")}, {heading("area")}, {heading("reason")}});
  for (const Flag& flag : list.flags) {
    const Area& area = snapshot.rules->areas.get(flag.area);
    table.row(
        {texts.say("severity." + flag.severity).vi, area.code.text(), area.full_name, flag.reason().vi});
  }
  std::string out = texts
                        .say("table.flags", {{"round", list.round.name.vi},
                                             {"area", snapshot.rules->areas.get(list.within).full_name},
                                             {"as_of", list.as_of.vietnamese()},
                                             {"count", std::to_string(list.flags.size())}})
                        .vi +
                    "\n";
  if (list.synthetic) out += texts.say("note.synthetic").vi + "\n";
  if (!list.flags.empty()) out += "\n" + table.text();
  std::string last;
  for (const domain::FlagAbsence& each : list.absent) {
    const std::string line = each.indicator.text() + ": " + each.reason.vi;
    if (line != last) out += line + "\n";
    last = line;
  }
  for (const domain::MissingRow& row : list.missing) {
    const Area& area = snapshot.rules->areas.get(row.area);
    out += area.code.text() + "  " + area.full_name + ": " + missing_message(snapshot, row).vi + "\n";
  }
  return out;
}

}  // namespace rasoat::export_
