#include "export/chance_answer.h"

#include <fmt/format.h>

#include "export/answer_parts.h"

namespace rasoat::export_ {
namespace {

void write_number(JsonOut& out, std::string_view name, const std::optional<double>& value, double scale,
                  int decimals) {
  out.key(name);
  value ? out.raw(fmt::format("{:.{}f}", *value * scale, decimals)) : out.null();
}

void write_change(JsonOut& out, const std::optional<domain::Change>& change) {
  out.key("change");
  if (!change) {
    out.null();
    return;
  }
  out.begin_object();
  write_number(out, "points", change->points, 1, 2);
  write_number(out, "points_a_year", change->points_a_year, 1, 2);
  write_number(out, "per_cent", change->relative, 100, 2);
  write_number(out, "per_cent_a_year", change->relative_a_year, 100, 2);
  out.end_object();
}

void write_catching_up(JsonOut& out, const domain::Texts& texts, const domain::CatchingUp& years) {
  out.key("catching_up").begin_object();
  write_number(out, "linear", years.linear, 1, 1);
  write_number(out, "constant_rate", years.constant_rate, 1, 1);
  write_number(out, "logistic", years.logistic, 1, 1);
  if (!years.absent.empty()) {
    const domain::Text words = texts.say("catching-up." + std::string(years.absent));
    out.key("refused")
        .begin_object()
        .member("code", years.absent)
        .member("vi", words.vi)
        .member("en", words.en);
    out.end_object();
  }
  out.end_object();
}

void write_note(JsonOut& out, const domain::Snapshot& snapshot, const domain::RankRow& row,
                const domain::ChanceNote& note) {
  static constexpr std::string_view kStanding[] = {"inside", "unusual", "very-unusual"};
  const domain::Area& area = snapshot.rules->areas.get(note.area);
  out.begin_object()
      .key("area")
      .begin_object()
      .member("code", area.code.text())
      .member("name", area.full_name);
  out.end_object().member("rank", row.rank).key("ranks");
  if (note.ranks) {
    out.begin_array().value(note.ranks->low).value(note.ranks->high).end_array();
  } else {
    out.null();
  }
  out.key("limits");
  if (note.limits) {
    out.begin_array().raw(domain::percent_hundredths(note.limits->low).plain());
    out.raw(domain::percent_hundredths(note.limits->high).plain()).end_array();
  } else {
    out.null();
  }
  out.key("standing");
  note.standing ? out.value(kStanding[static_cast<std::size_t>(*note.standing)]) : out.null();
  write_change(out, note.change);
  write_catching_up(out, snapshot.rules->texts, note.catching_up);
  out.end_object();
}

}  // namespace

std::string chance_json(const domain::Snapshot& snapshot, const domain::Ranking& ranking,
                        const domain::ChanceNotes& notes) {
  JsonOut out;
  out.begin_object().key("indicator");
  write_indicator(out, *ranking.indicator);
  out.member("round", ranking.round.code.text()).member("level", domain::name(ranking.level));
  out.member("within", snapshot.rules->areas.get(ranking.within).code.text())
      .member("as_of", ranking.as_of.iso());
  out.key("release");
  ranking.release.empty() ? out.null() : out.value(ranking.release);
  out.key("rounds").begin_array();
  for (const std::string& round : notes.rounds) out.value(round);
  out.end_array().member("synthetic", ranking.synthetic);
  write_number(out, "pooled", notes.funnel ? std::optional(notes.funnel->pooled) : std::nullopt, 100, 2);
  write_number(out, "dispersion", notes.funnel ? std::optional(notes.funnel->dispersion) : std::nullopt, 1,
               2);
  out.key("refused");
  if (notes.refused.empty()) {
    out.null();
  } else {
    const domain::Text words = snapshot.rules->texts.say("chance." + std::string(notes.refused));
    out.begin_object()
        .member("code", notes.refused)
        .member("vi", words.vi)
        .member("en", words.en)
        .end_object();
  }
  out.key("rows").begin_array();
  for (std::size_t i = 0; i < notes.notes.size(); ++i)
    write_note(out, snapshot, ranking.rows[i], notes.notes[i]);
  out.end_array().end_object();
  return out.take();
}

}  // namespace rasoat::export_
