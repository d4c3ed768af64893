#include "domain/ranking.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <iterator>
#include <memory>

#include "domain/period.h"

namespace rasoat::domain {
namespace {

/// Districts ended with the reform of 1 July 2025 (202/2025/QH15); asked for later they are refused.
const Date kDistrictsEnded = Date::known("2025-07-01");

Problem refuse(const Snapshot& snapshot, std::string_view code, std::string_view place,
               const TextArguments& arguments) {
  return {std::string(code), snapshot.rules->texts.say("query." + std::string(code), arguments),
          std::string(place)};
}

/// A value to rank, beside the place it came from: sorted together, so that the rows themselves need not be
/// touched.
struct Ranked {
  Ranked(const Exact& exact, std::size_t place) : value(exact), index(place), near(exact.approximate()) {}
  Exact value;
  std::size_t index;
  double near;
};

/// The exact order. Values that are far apart are told apart by their approximations, which are good to some
/// 15 digits: most of a sort's comparisons need no exact product.
bool less(const Ranked& a, const Ranked& b) {
  constexpr double kFar = 1e-12;
  if (std::abs(a.near - b.near) > kFar * (std::abs(a.near) + std::abs(b.near))) return a.near < b.near;
  return a.value < b.value;
}

/// Shares ranks among equal exact values and skips the next (1, 2, 2, 4): `set(index, rank)`. Afterwards the
/// values are in order, the best first.
template <typename Set>
void number_rows(std::vector<Ranked>& rows, Better better, Set set) {
  std::stable_sort(rows.begin(), rows.end(), [&](const Ranked& a, const Ranked& b) {
    return better == Better::lower ? less(a, b) : less(b, a);
  });
  std::int64_t rank = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || rows[i].value != rows[i - 1].value) rank = static_cast<std::int64_t>(i) + 1;
    set(rows[i].index, rank);
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
  std::vector<Value> values;  ///< in the order of the query's areas
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
  std::vector<Ranked> ranked;
  before.values.reserve(query.areas.size());
  for (const Area* area : query.areas) {
    Before::Value& place = before.values.emplace_back();
    place.figure = reader.figure(indicator, *area);
    if (place.figure.value && place.figure.absence == Absence::none)
      ranked.emplace_back(*place.figure.value, before.values.size() - 1);
  }
  number_rows(ranked, indicator.better,
              [&](std::size_t index, std::int64_t rank) { before.values[index].rank = rank; });
  return before;
}

void add_previous(const Before& before, std::size_t index, RankRow& row) {
  if (!before.round) {
    row.change_absent = "no-previous";
    return;
  }
  const Before::Value& then = before.values.at(index);
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

/// The comparisons of a query, each made once.
class Comparisons {
 public:
  Comparisons(const FigureReader& reader, const Indicator& indicator)
      : reader_(reader), indicator_(indicator) {}

  using Shared = std::shared_ptr<const Comparison>;
  struct Scope {
    const Area* area = nullptr;  // of the area book, whose codes rows refer to
    Shared comparison;
  };
  struct Above {
    Scope country, region, province;
  };
  /// What lies above an area. Areas come in order of their place, so that it is mostly the same as for the
  /// last one.
  const Above& above(const Area& area) {
    const AreaBook& book = reader_.snapshot().rules->areas;
    const auto parent = area.parent;
    if (parent == parent_) return above_;
    parent_ = parent;
    above_ = {};
    for (auto at = parent; at;) {
      const Area& scope = book.get(*at);
      at = scope.parent;
      if (scope.level == Level::country) above_.country = {&scope, of(scope)};
      if (scope.level == Level::region) above_.region = {&scope, of(scope)};
      if (scope.level == Level::province) above_.province = {&scope, of(scope)};
    }
    return above_;
  }
  std::map<std::string, Comparison> all() const {
    std::map<std::string, Comparison> by_code;
    for (const auto& [scope, comparison] : kept_) by_code.emplace(scope->code.text(), *comparison);
    return by_code;
  }

 private:
  const Shared& of(const Area& scope) {
    auto at =
        std::find_if(kept_.begin(), kept_.end(), [&](const auto& each) { return each.first == &scope; });
    if (at == kept_.end()) {
      kept_.emplace_back(&scope,
                         std::make_shared<const Comparison>(compare_with(reader_, indicator_, scope)));
      at = std::prev(kept_.end());
    }
    return at->second;
  }

  const FigureReader& reader_;
  const Indicator& indicator_;
  std::vector<std::pair<const Area*, Shared>> kept_;
  std::optional<AreaId> parent_;
  Above above_;
};

void compare(const FigureReader& reader, const Indicator& indicator, const Area& area,
             Comparisons& comparisons, RankRow& row) {
  const auto& [country, region, province] = comparisons.above(area);
  row.flags = flags_of(reader, indicator, area, row.figure, country.comparison, region.comparison);
  if (indicator.form == Form::count) return;
  for (const auto* each : {&country, &region, &province}) {
    if (each->area == nullptr) continue;
    const std::string& scope = each->area->code.text();
    const Comparison& comparison = *each->comparison;
    auto& gap = row.gap[scope];
    if (!comparison.own_period || !comparison.value) continue;
    gap = *row.figure.value - *comparison.value;
    const bool countable =
        indicator.form == Form::rate && indicator.better == Better::lower && row.figure.numerator;
    if (countable && each != &province) {
      row.to_benchmark[scope] =
          fewest_to_reach(*row.figure.numerator, *row.figure.denominator, *comparison.value);
    }
  }
}

std::string reason_of(const Figure& figure) {
  return figure.reason.empty() ? std::string(name(figure.absence)) : figure.reason;
}

void order_rows(Ranking& ranking, Order order) {
  std::vector<RankRow>& rows = ranking.rows;
  std::vector<Ranked> all;
  std::vector<Ranked> changed;
  all.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    all.emplace_back(*rows[i].figure.value, i);
    if (rows[i].change) changed.emplace_back(*rows[i].change, i);
  }
  const Better better = ranking.indicator->better;
  number_rows(all, better, [&](std::size_t index, std::int64_t rank) { rows[index].rank = rank; });
  number_rows(changed, better, [&](std::size_t index, std::int64_t rank) { rows[index].change_rank = rank; });
  if (order == Order::worst) {
    std::stable_sort(all.begin(), all.end(), [&](const Ranked& a, const Ranked& b) {
      return rows[a.index].rank > rows[b.index].rank;
    });
  }
  // Rows are large: each is moved to its place once, round by round of those that change places.
  for (std::size_t start = 0; start < rows.size(); ++start) {
    if (all[start].index == start) continue;
    RankRow held = std::move(rows[start]);
    std::size_t to = start;
    while (all[to].index != start) {
      const std::size_t from = all[to].index;
      rows[to] = std::move(rows[from]);
      all[to].index = to;
      to = from;
    }
    rows[to] = std::move(held);
    all[to].index = to;
  }
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
    total.synthetic = total.synthetic || row.figure.synthetic;
    total.coverage.reported += row.figure.coverage.reported;
    total.coverage.expected += row.figure.coverage.expected;
    if (indicator.form == Form::count) {
      sum = sum + *row.figure.value;
      continue;
    }
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

/// The rows of some of the areas asked for, in their order.
struct Part {
  std::vector<RankRow> rows;
  std::vector<std::size_t> place;  // of each row among the areas
  std::vector<MissingRow> missing;
  std::map<std::string, Comparison> benchmarks;
  bool synthetic = false;
};

Part read_part(const Snapshot& snapshot, const Indicator& indicator, const ResolvedQuery& resolved,
               const RankQuery& query, std::size_t first, std::size_t last) {
  const FigureReader reader(snapshot, resolved.round, resolved.as_of, query.plan_year);
  Comparisons comparisons(reader, indicator);
  Part part;
  part.rows.reserve(first == 0 ? resolved.areas.size() : last - first);
  part.place.reserve(last - first);
  for (std::size_t index = first; index < last; ++index) {
    const Area& area = *resolved.areas[index];
    Figure figure = reader.figure(indicator, area);
    const bool shown = figure.value && (!figure.partial() || query.partial == Partial::accept);
    if (!shown) {
      const std::string reason = reason_of(figure);
      part.missing.push_back({area.id, std::move(figure), reason});
      continue;
    }
    RankRow& row = part.rows.emplace_back();
    part.place.push_back(index);
    row.area = area.id;
    row.figure = std::move(figure);
    if (indicator.form == Form::rate && !indicator.money() && row.figure.numerator) {
      row.interval = wilson(*row.figure.numerator, *row.figure.denominator, kZ975);
    }
    compare(reader, indicator, area, comparisons, row);
    part.synthetic = part.synthetic || row.figure.synthetic;
  }
  part.benchmarks = comparisons.all();
  return part;
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
  if (indicator->money())
    ranking.plan_year = FigureReader(snapshot, resolved->round, resolved->as_of, query.plan_year).plan_year();
  // Where there are many areas, the round before is read beside this one, and this one in two halves.
  constexpr std::size_t kMany = 500;
  const std::size_t count = resolved->areas.size();
  const auto manner = count > kMany ? std::launch::async : std::launch::deferred;
  const std::size_t half = count > kMany ? count / 2 : count;
  std::future<Before> earlier =
      std::async(manner, [&] { return read_before(snapshot, *indicator, *resolved, query.plan_year); });
  std::future<Part> second =
      std::async(manner, [&] { return read_part(snapshot, *indicator, *resolved, query, half, count); });
  Part part = read_part(snapshot, *indicator, *resolved, query, 0, half);
  Part rest = second.get();
  std::move(rest.rows.begin(), rest.rows.end(), std::back_inserter(part.rows));
  std::move(rest.missing.begin(), rest.missing.end(), std::back_inserter(part.missing));
  part.place.insert(part.place.end(), rest.place.begin(), rest.place.end());
  part.benchmarks.merge(rest.benchmarks);
  const Before before = earlier.get();
  for (std::size_t i = 0; i < part.rows.size(); ++i) add_previous(before, part.place[i], part.rows[i]);
  ranking.synthetic = part.synthetic || rest.synthetic;
  ranking.rows = std::move(part.rows);
  ranking.missing = std::move(part.missing);
  ranking.benchmarks = std::move(part.benchmarks);
  order_rows(ranking, query.order);
  if (!query.group.empty()) ranking.group_total = total_of(ranking.rows, *indicator);
  return ranking;
}

}  // namespace rasoat::domain
