#include "export/protect.h"

#include <algorithm>
#include <set>

#include "domain/tally.h"
#include "export/suppress.h"
#include "export/writers.h"

namespace rasoat::export_ {
namespace {

using domain::Area;
using domain::AreaId;
using domain::Level;

/// The counts an indicator rests on: those over its line, else the poor.
std::vector<domain::Measure> counted_by(const domain::Indicator& indicator) {
  if (!indicator.numerator.empty()) return indicator.numerator;
  return {domain::measures::poor};
}

/// Province, districts and communes with one count each, as the official tables lay them out.
Table counts_of(const BuildContext& context, const domain::Layer& layer,
                const std::vector<domain::Measure>& measures) {
  const domain::Tallier tallier(*context.snapshot.boundaries, layer, context.query.as_of);
  const Area& within = *context.query.within;
  Table table;
  table.columns.resize(1);
  table.columns.front().quantity = "counted";
  const auto add = [&](const Area& area, RowKind kind) {
    const domain::Tally tally = tallier.tally(area.id, {measures, {}});
    const bool known = tally.absence == domain::Absence::none;
    table.rows.push_back(
        {.kind = kind, .area = area.id, .cells = {known ? Cell::count(tally.numerator) : Cell::none()}});
  };
  add(within, RowKind::total);
  std::vector<const Area*> districts;
  if (within.level < Level::district)
    districts = context.book().areas_at(Level::district, context.query.as_of, within.id);
  for (const Area* district : districts) add(*district, RowKind::subtotal);
  if (districts.empty()) districts.push_back(&within);
  for (const Area* district : districts) {
    table.rows.push_back({.kind = RowKind::heading, .area = district->id, .cells = {Cell::none()}});
    for (const Area* area : context.book().areas_at(Level::commune, context.query.as_of, district->id))
      if (area->id != district->id) add(*area, RowKind::body);
  }
  return table;
}

std::set<AreaId> withheld_in(const BuildContext& context, const domain::Indicator& indicator,
                             const domain::Round& round) {
  std::set<AreaId> withheld;
  const domain::Layer* layer = context.snapshot.cube.layer(round.code.text());
  if (layer == nullptr) return withheld;
  Report hidden;
  hidden.blocks.emplace_back(counts_of(context, *layer, counted_by(indicator)));
  withhold_small_counts(hidden, context.texts());
  for (const Row& row : main_table(hidden).rows) {
    if (row.area && row.cells.front().kind == Cell::Kind::withheld) withheld.insert(*row.area);
  }
  return withheld;
}

}  // namespace

std::vector<AreaId> protect(const BuildContext& context, domain::Ranking& ranking) {
  std::vector<AreaId> taken;
  if (ranking.indicator->dated()) return taken;
  const std::set<AreaId> now = withheld_in(context, *ranking.indicator, ranking.round);
  const domain::Round* before = domain::previous_round(context.snapshot.rounds, ranking.round);
  const std::set<AreaId> then =
      before == nullptr ? std::set<AreaId>() : withheld_in(context, *ranking.indicator, *before);
  for (const domain::RankRow& row : ranking.rows) {
    if (now.contains(row.area)) taken.push_back(row.area);
  }
  std::erase_if(ranking.rows, [&](const domain::RankRow& row) { return now.contains(row.area); });
  for (std::size_t at = 0; at < ranking.rows.size(); ++at) {
    domain::RankRow& row = ranking.rows[at];
    const bool shared = at > 0 && *ranking.rows[at - 1].figure.value == *row.figure.value;
    row.rank = shared ? ranking.rows[at - 1].rank : static_cast<std::int64_t>(at) + 1;
    if (!then.contains(row.area)) continue;
    row.previous.reset();
    row.change.reset();
    row.change_rank.reset();
  }
  return taken;
}

}  // namespace rasoat::export_
