#include "domain/ranking.h"

#include <algorithm>
#include <unordered_map>

#include "domain/period.h"

namespace rasoat::domain {
namespace {

/// Districts ended with the reform of 1 July 2025 (202/2025/QH15); asked for later they are refused.
const Date kDistrictsEnded = Date::known("2025-07-01");

Problem refuse(const Snapshot& snapshot, std::string_view code, std::string_view place,
               TextArguments arguments) {
  return {std::string(code), snapshot.rules->texts.say("query." + std::string(code), arguments),
          std::string(place)};
}

/// Shares ranks among equal exact values and skips the next (1, 2, 2, 4). `better` orders two positions.
template <typename Row, typename Value, typename Set>
void number_rows(std::vector<Row*>& rows, Better better, Value value, Set set) {
  std::stable_sort(rows.begin(), rows.end(), [&](const Row* a, const Row* b) {
    return better == Better::lower ? value(*a) < value(*b) : value(*a) > value(*b);
  });
  std::int64_t rank = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || value(*rows[i]) != value(*rows[i - 1])) rank = static_cast<std::int64_t>(i) + 1;
    set(*rows[i], rank);
  }
}

/// Values of the round before on the query's boundaries, with their ranks there.
struct Before {
  std::optional<Round> round;
  bool same_standard = false;
  struct Value {
    Figure figure;
    std::int64_t rank = 0;
  };
  std::unordered_map<std::uint32_t, Value> values;
};

Before read_before(const Snapshot& snapshot, const Indicator& indicator, const ResolvedQuery& query,
                   std::optional<int> plan_year) {
  Before before;
  before.round = period_before(snapshot.rounds, snapshot.rules->programmes, indicator, query.round);
  if (!before.round) return before;
  before.same_standard = before.round->standard == query.round.standard;
  // A plan year asked for is compared with the plan of the year before it.
  if (plan_year) plan_year = *plan_year - 1;
  const FigureReader reader(snapshot, *before.round, query.as_of, plan_year);
  std::vector<Before::Value*> ranked;
  before.values.reserve(query.areas.size());
  for (const Area* area : query.areas) {
    auto& place = before.values[number(area->id)];
    place.figure = reader.figure(indicator, area->id);
    if (place.figure.value && place.figure.absence == Absence::none) ranked.push_back(&place);
  }
  number_rows(
      ranked, indicator.better, [](const Before::Value& value) { return *value.figure.value; },
      [](Before::Value& value, std::int64_t rank) { value.rank = rank; });
  return before;
}

void add_previous(const Before& before, RankRow& row) {
  if (!before.round) {
    row.change_absent = "no-previous";
    return;
  }
  const Before::Value& then = before.values.at(number(row.area));
  if (!before.same_standard) {
    // Never subtract across standards (contract section 4); the value of then is shown where there is one.
    row.change_absent = "standard";
    if (then.figure.value && then.figure.absence == Absence::none)
      row.previous = PreviousValue{before.round->code, then.rank, then.figure.value};
    return;
  }
  if (!then.figure.value) {
    row.change_absent =
        then.figure.reason.empty() ? std::string(name(then.figure.absence)) : then.figure.reason;
    return;
  }
  if (then.figure.absence != Absence::none) {
    row.change_absent = name(then.figure.absence);
    return;
  }
  row.previous = PreviousValue{before.round->code, then.rank, then.figure.value};
  if (row.figure.partial()) {
    row.change_absent = "partial";
    return;
  }
  row.change = *row.figure.value - *then.figure.value;
}

/// The comparisons of a query, each looked up once.
class Comparisons {
 public:
  Comparisons(const FigureReader& reader, const Indicator& indicator)
      : reader_(reader), indicator_(indicator) {}

  const Comparison* of(const Area* scope) {
    if (scope == nullptr) return nullptr;
    const auto found = kept_.find(scope->code.text());
    if (found != kept_.end()) return &found->second;
    return &kept_.emplace(scope->code.text(), compare_with(reader_, indicator_, *scope)).first->second;
  }
  std::map<std::string, Comparison> take() { return std::move(kept_); }

 private:
  const FigureReader& reader_;
  const Indicator& indicator_;
  std::map<std::string, Comparison> kept_;
};

void compare(const FigureReader& reader, const Indicator& indicator, Comparisons& comparisons, RankRow& row) {
  const AreaBook& book = reader.snapshot().rules->areas;
  const Level level = book.get(row.area).level;
  const auto above = [&](Level scope) { return scope < level ? book.ancestor(row.area, scope) : nullptr; };
  const Comparison* country = comparisons.of(above(Level::country));
  const Comparison* region = comparisons.of(above(Level::region));
  const Comparison* province = comparisons.of(above(Level::province));
  row.flags = flags_of(reader, indicator, row.area, row.figure, country, region);
  if (indicator.form == Form::count) return;
  for (const Comparison* scope : {country, region, province}) {
    if (scope == nullptr) continue;
    auto& gap = row.gap[scope->scope.text()];
    if (!scope->own_period || !scope->value) continue;
    gap = *row.figure.value - *scope->value;
    const bool countable =
        indicator.form == Form::rate && indicator.better == Better::lower && row.figure.numerator;
    if (countable && scope != province) {
      row.to_benchmark[scope->scope.text()] =
          fewest_to_reach(*row.figure.numerator, *row.figure.denominator, *scope->value);
    }
  }
}

std::string reason_of(const Figure& figure) {
  return figure.reason.empty() ? std::string(name(figure.absence)) : figure.reason;
}

void order_rows(Ranking& ranking, Order order) {
  std::vector<RankRow*> all;
  std::vector<RankRow*> changed;
  for (RankRow& row : ranking.rows) {
    all.push_back(&row);
    if (row.change) changed.push_back(&row);
  }
  const Better better = ranking.indicator->better;
  number_rows(
      all, better, [](const RankRow& row) { return *row.figure.value; },
      [](RankRow& row, std::int64_t rank) { row.rank = rank; });
  number_rows(
      changed, better, [](const RankRow& row) { return *row.change; },
      [](RankRow& row, std::int64_t rank) { row.change_rank = rank; });
  std::stable_sort(ranking.rows.begin(), ranking.rows.end(), [&](const RankRow& a, const RankRow& b) {
    return order == Order::best ? a.rank < b.rank : a.rank > b.rank;
  });
}

/// The group as one area: numerators and denominators added, never rates.
std::optional<Figure> total_of(const std::vector<RankRow>& rows, const Indicator& indicator) {
  if (rows.empty() ||
      (indicator.form != Form::rate && indicator.form != Form::mean && indicator.form != Form::count)) {
    return std::nullopt;
  }
  Figure total;
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  Exact sum;
  for (const RankRow& row : rows) {
    sum = sum + *row.figure.value;
    total.synthetic = total.synthetic || row.figure.synthetic;
    total.coverage.reported += row.figure.coverage.reported;
    total.coverage.expected += row.figure.coverage.expected;
    if (indicator.form == Form::count) continue;
    if (!row.figure.numerator) return std::nullopt;
    numerator += *row.figure.numerator;
    denominator += *row.figure.denominator;
  }
  if (indicator.form == Form::count) {
    total.value = sum;
    return total;
  }
  total.numerator = numerator;
  total.denominator = denominator;
  total.value = Exact::ratio(Wide{indicator.form == Form::rate ? 100 : 1} * numerator, denominator);
  return total;
}

}  // namespace

namespace {

/// The round a query names; a day is one for an indicator of a dated kind, or where none is named.
std::optional<Round> round_of(const Snapshot& snapshot, const Indicator* indicator, const std::string& code) {
  const Round* round = find_round(snapshot.rounds, code);
  const bool dated = indicator != nullptr && indicator->dated();
  if (round != nullptr && !dated) return *round;
  if (indicator != nullptr && !dated) return std::nullopt;
  return dated_period(snapshot.rounds, snapshot.rules->programmes,
                      indicator == nullptr ? Indicator{} : *indicator, code);
}

}  // namespace

Result<ResolvedQuery> resolve(const Snapshot& snapshot, const RankQuery& query) {
  ResolvedQuery resolved;
  const Indicator* indicator = snapshot.rules->indicator(query.indicator);
  const auto round = round_of(snapshot, indicator, query.round);
  if (!round) return refuse(snapshot, "round-unknown", "round", {{"round", query.round}});
  resolved.round = *round;
  resolved.as_of = query.as_of.value_or(resolved.round.reference_date);
  const bool districts = resolved.as_of < kDistrictsEnded;
  resolved.level = query.level.value_or(districts ? Level::district : Level::commune);
  if (resolved.level == Level::district && !districts) {
    return refuse(snapshot, "districts-ended", "level",
                  {{"hint", "as_of=2025-06-30"}, {"as_of", resolved.as_of.iso()}});
  }
  const AreaBook& book = snapshot.rules->areas;
  resolved.within = book.find(query.within, resolved.as_of);
  if (resolved.within == nullptr) {
    return refuse(snapshot, "area-unknown", "within",
                  {{"area", query.within}, {"as_of", resolved.as_of.iso()}});
  }
  if (resolved.level < resolved.within->level) {
    return refuse(snapshot, "level-above", "level",
                  {{"level", std::string(name(resolved.level))}, {"area", resolved.within->full_name}});
  }
  resolved.areas = book.areas_at(resolved.level, resolved.as_of, resolved.within->id);
  if (query.group.empty()) return resolved;
  const AreaGroup* group = book.group(query.group);
  if (group == nullptr) return refuse(snapshot, "group-unknown", "group", {{"group", query.group}});
  std::erase_if(resolved.areas, [&](const Area* area) {
    return std::none_of(group->members.begin(), group->members.end(), [&](const AreaGroup::Member& member) {
      return member.area == area->id && member.valid_from <= resolved.as_of &&
             (!member.valid_to || resolved.as_of <= *member.valid_to);
    });
  });
  if (resolved.areas.empty()) {
    return refuse(snapshot, "group-empty", "group",
                  {{"group", query.group}, {"level", std::string(name(resolved.level))}});
  }
  return resolved;
}

Result<Ranking> rank(const Snapshot& snapshot, const RankQuery& query) {
  const Indicator* indicator = snapshot.rules->indicator(query.indicator);
  if (indicator == nullptr)
    return refuse(snapshot, "indicator-unknown", "indicator", {{"indicator", query.indicator}});
  const auto resolved = resolve(snapshot, query);
  if (!resolved) return resolved.problem();
  Ranking ranking;
  ranking.indicator = indicator;
  ranking.round = resolved->round;
  ranking.level = resolved->level;
  ranking.within = resolved->within->id;
  ranking.as_of = resolved->as_of;
  ranking.group = query.group;
  ranking.release = snapshot.release;
  const FigureReader reader(snapshot, resolved->round, resolved->as_of, query.plan_year);
  if (indicator->money()) ranking.plan_year = reader.plan_year();
  const Before before = read_before(snapshot, *indicator, *resolved, query.plan_year);
  Comparisons comparisons(reader, *indicator);
  for (const Area* area : resolved->areas) {
    Figure figure = reader.figure(*indicator, area->id);
    const bool shown = figure.value && (!figure.partial() || query.partial == Partial::accept);
    if (!shown) {
      const std::string reason = reason_of(figure);
      ranking.missing.push_back({area->id, std::move(figure), reason});
      continue;
    }
    RankRow row;
    row.area = area->id;
    row.figure = std::move(figure);
    if (indicator->form == Form::rate && !indicator->money() && row.figure.numerator) {
      row.interval = wilson(*row.figure.numerator, *row.figure.denominator, kZ975);
    }
    add_previous(before, row);
    compare(reader, *indicator, comparisons, row);
    ranking.synthetic = ranking.synthetic || row.figure.synthetic;
    ranking.rows.push_back(std::move(row));
  }
  order_rows(ranking, query.order);
  if (!query.group.empty()) ranking.group_total = total_of(ranking.rows, *indicator);
  ranking.benchmarks = comparisons.take();
  return ranking;
}

}  // namespace rasoat::domain
