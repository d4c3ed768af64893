#include <algorithm>

#include "export/answer_parts.h"
#include "export/answers.h"
#include "export/audit_answers.h"
#include "export/text_table.h"

namespace rasoat::export_ {
namespace {

using domain::Area;
using domain::Date;
using domain::Figure;
using domain::FigureReader;
using domain::Indicator;
using domain::Round;
using domain::Snapshot;

std::vector<const Round*> by_date(const Snapshot& snapshot) {
  std::vector<const Round*> rounds;
  for (const Round& round : snapshot.rounds) rounds.push_back(&round);
  std::stable_sort(rounds.begin(), rounds.end(),
                   [](const Round* a, const Round* b) { return a->reference_date < b->reference_date; });
  return rounds;
}

bool has_figures(const FigureReader& reader, const Area& area) {
  const auto& indicators = reader.snapshot().rules->indicators;
  return std::any_of(indicators.begin(), indicators.end(), [&](const Indicator& indicator) {
    // Rows with a date of their own are found on any later day; they do not make a round.
    return !indicator.dated() && reader.figure(indicator, area.id).value.has_value();
  });
}

/// The newest round in which the area has any figure, or null.
const Round* newest_with_figures(const Snapshot& snapshot, const Area& area, Date as_of) {
  const auto rounds = by_date(snapshot);
  for (auto round = rounds.rbegin(); round != rounds.rend(); ++round) {
    if (has_figures(FigureReader(snapshot, **round, as_of), area)) return *round;
  }
  return nullptr;
}

void write_figure(JsonOut& out, const Indicator& indicator, const Round& round, const Figure& figure) {
  out.member("round", round.code.text()).member("standard", round.standard.text());
  write_maybe(out, "value", indicator, figure.value);
  write_parts(out, indicator, figure);
  write_coverage(out, figure.coverage);
  out.member("partial", figure.partial()).member("basis", domain::name(figure.basis));
  write_published(out, figure);
  out.member("synthetic", figure.synthetic);
  if (indicator.dated()) write_dates(out, figure);
}

void write_area(JsonOut& out, const Snapshot& snapshot, const Area& area) {
  out.member("code", area.code.text()).member("name", area.name).member("full_name", area.full_name);
  out.member("level", domain::name(area.level)).member("kind", area.kind);
  out.key("setting");
  area.setting ? out.value(domain::name(*area.setting)) : out.null();
  out.key("parent");
  area.parent ? out.value(snapshot.rules->areas.get(*area.parent).code.text()) : out.null();
  out.member("valid_from", area.valid_from.iso()).key("valid_to");
  area.valid_to ? out.value(area.valid_to->iso()) : out.null();
}

void write_unit(JsonOut& out, const Snapshot& snapshot, domain::AreaId id) {
  const Area& area = snapshot.rules->areas.get(id);
  out.begin_object().member("code", area.code.text()).member("name", area.full_name);
  out.member("valid_from", area.valid_from.iso()).key("valid_to");
  (area.valid_to ? out.value(area.valid_to->iso()) : out.null()).end_object();
}

void write_changes(JsonOut& out, const Snapshot& snapshot, std::string_view name,
                   const std::vector<domain::AreaChange>& changes) {
  out.key(name).begin_array();
  for (const domain::AreaChange& change : changes) {
    out.begin_object().key("from");
    write_unit(out, snapshot, change.from);
    out.key("to");
    write_unit(out, snapshot, change.to);
    out.member("effective", change.effective.iso()).member("whole", change.whole);
    out.member("instrument", change.instrument).end_object();
  }
  out.end_array();
}

void write_lineage(JsonOut& out, const Snapshot& snapshot, const Area& area) {
  const domain::AreaBook& book = snapshot.rules->areas;
  out.key("lineage").begin_object().key("versions").begin_array();
  for (const Area* version : book.versions(area.code.text())) {
    out.begin_object();
    write_area(out, snapshot, *version);
    out.end_object();
  }
  out.end_array();
  write_changes(out, snapshot, "before", book.changes_into(area.id));
  write_changes(out, snapshot, "after", book.changes_from(area.id));
  out.end_object();
}

std::vector<domain::Flag> flags_in(const FigureReader& reader, const Area& area) {
  std::vector<domain::Flag> all;
  const domain::AreaBook& book = reader.snapshot().rules->areas;
  for (const Indicator& indicator : reader.snapshot().rules->indicators) {
    const Figure figure = reader.figure(indicator, area.id);
    if (!figure.value || figure.partial()) continue;
    const auto compared = [&](domain::Level level) -> std::shared_ptr<const domain::Comparison> {
      const Area* scope = level < area.level ? book.ancestor(area.id, level) : nullptr;
      if (scope == nullptr) return nullptr;
      return std::make_shared<const domain::Comparison>(domain::compare_with(reader, indicator, *scope));
    };
    const auto flags = domain::flags_of(reader, indicator, area, figure, compared(domain::Level::country),
                                        compared(domain::Level::region));
    all.insert(all.end(), flags.begin(), flags.end());
  }
  return all;
}

void write_history(JsonOut& out, const Snapshot& snapshot, const Area& area, Date as_of) {
  out.key("history").begin_array();
  const Round* before = nullptr;
  for (const Round* round : by_date(snapshot)) {
    const FigureReader reader(snapshot, *round, as_of);
    // Two rounds of one day differ in their standard only, which figures with a date do not have.
    const bool same_day = before != nullptr && before->reference_date == round->reference_date;
    before = round;
    for (const Indicator& indicator : snapshot.rules->indicators) {
      if (indicator.dated() && same_day) continue;
      const Figure figure = reader.figure(indicator, area.id);
      if (!figure.value) continue;
      out.begin_object().member("indicator", indicator.code.text());
      write_figure(out, indicator, *round, figure);
      out.end_object();
    }
  }
  out.end_array();
}

}  // namespace

std::string area_json(const Snapshot& snapshot, const Area& area, Date as_of) {
  JsonOut out;
  out.begin_object();
  write_area(out, snapshot, area);
  out.member("as_of", as_of.iso());
  const Round* round = newest_with_figures(snapshot, area, as_of);
  out.key("round");
  round == nullptr ? out.null() : out.value(round->code.text());
  out.key("indicators").begin_array();
  std::vector<domain::Flag> flags;
  if (round != nullptr) {
    const FigureReader reader(snapshot, *round, as_of);
    for (const Indicator& indicator : snapshot.rules->indicators) {
      const Figure figure = reader.figure(indicator, area.id);
      if (!figure.value) continue;
      out.begin_object().key("indicator");
      write_indicator(out, indicator);
      write_figure(out, indicator, *round, figure);
      out.end_object();
    }
    flags = flags_in(reader, area);
  }
  out.end_array().key("flags").begin_array();
  for (const domain::Flag& flag : flags) {
    write_flag(out, snapshot, flag, flag_id(snapshot, flag, round->code.text(), as_of));
  }
  out.end_array();
  write_credibility(
      out, snapshot,
      round == nullptr ? domain::Credibility{} : domain::credibility_of(snapshot, *round, area.id));
  write_history(out, snapshot, area, as_of);
  write_lineage(out, snapshot, area);
  out.end_object();
  return out.take();
}

std::string area_table(const Snapshot& snapshot, const Area& area, Date as_of) {
  const domain::AreaBook& book = snapshot.rules->areas;
  const domain::Texts& texts = snapshot.rules->texts;
  std::string out = area.code.text() + "  " + area.full_name + "\n";
  out +=
      texts
          .say("table.area", {{"from", area.valid_from.vietnamese()},
                              {"to", area.valid_to ? area.valid_to->vietnamese() : texts.say("date.open").vi},
                              {"parent", area.parent ? book.get(*area.parent).full_name : "–"}})
          .vi +
      "\n";
  const auto lines = [&](const std::vector<domain::AreaChange>& changes) {
    for (const domain::AreaChange& change : changes) {
      out += "  " + change.effective.vietnamese() + "  " + book.get(change.from).full_name + " → " +
             book.get(change.to).full_name + "  " + change.instrument + "\n";
    }
  };
  lines(book.changes_into(area.id));
  lines(book.changes_from(area.id));
  const Round* round = newest_with_figures(snapshot, area, as_of);
  if (round == nullptr) return out + texts.say("missing.no-data").vi + "\n";
  const FigureReader reader(snapshot, *round, as_of);
  using Align = TextTable::Align;
  const auto heading = [&](std::string_view key) { return texts.say("heading." + std::string(key)).vi; };
  TextTable table({{heading("indicator"), Align::left},
                   {heading("value"), Align::right},
                   {heading("unit"), Align::left},
                   {heading("numerator"), Align::right},
                   {heading("denominator"), Align::right}});
  for (const Indicator& indicator : snapshot.rules->indicators) {
    const Figure figure = reader.figure(indicator, area.id);
    if (!figure.value) continue;
    table.row({indicator.name.vi, read_value(indicator, *figure.value),
               texts.say("unit." + indicator.unit).vi, read_part(indicator, figure.numerator),
               read_part(indicator, figure.denominator)});
  }
  out += "\n" + round->name.vi + "\n" + table.text();
  for (const domain::Flag& flag : flags_in(reader, area)) {
    out += texts.say("severity." + flag.severity).vi + ": " + flag.reason().vi + "\n";
  }
  return out;
}

std::string areas_json(const Snapshot& snapshot, std::span<const Area* const> areas, std::string_view next) {
  JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const Area* area : areas) {
    out.begin_object();
    write_area(out, snapshot, *area);
    out.end_object();
  }
  out.end_array().key("next");
  (next.empty() ? out.null() : out.value(next)).end_object();
  return out.take();
}

}  // namespace rasoat::export_
