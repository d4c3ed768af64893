#include "domain/flag_list.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace rasoat::domain {
namespace {

/// Worst first. OURS: the order of the severities is the province's own, as in etc/flags/severity.
int weight(const SeverityRule& rule, std::string_view severity) {
  if (severity == rule.extreme) return 0;
  if (severity == rule.both) return 1;
  return 2;
}

/// Indicators with at least one published figure: only those can be flagged by comparison.
bool has_benchmark(const Snapshot& snapshot, const Indicator& indicator) {
  const auto& all = snapshot.benchmarks.all();
  return std::any_of(all.begin(), all.end(),
                     [&](const Benchmark& benchmark) { return benchmark.indicator == indicator.code; });
}

/// True when a rule asks for this indicator itself, not for whatever has a benchmark.
bool names(const FlagRule& rule, const Indicator& indicator) {
  const bool all = std::find(rule.indicators.begin(), rule.indicators.end(), "*") != rule.indicators.end();
  return !all && covers(rule, indicator);
}

bool has_target(const Snapshot& snapshot, const Indicator& indicator) {
  const auto& all = snapshot.dated->rows().targets;
  return std::any_of(all.begin(), all.end(),
                     [&](const Target& target) { return target.indicator == indicator.code; });
}

std::vector<const Indicator*> indicators_of(const Snapshot& snapshot, const std::string& only) {
  std::vector<const Indicator*> chosen;
  for (const Indicator& indicator : snapshot.rules->indicators) {
    if (!only.empty() && indicator.code.text() != only) continue;
    const bool flaggable = std::any_of(
        snapshot.rules->flag_rules.begin(), snapshot.rules->flag_rules.end(), [&](const FlagRule& rule) {
          return names(rule, indicator) || (covers(rule, indicator) && (has_benchmark(snapshot, indicator) ||
                                                                        has_target(snapshot, indicator)));
        });
    if (flaggable || indicator.code.text() == "poverty.rate" || !only.empty()) chosen.push_back(&indicator);
  }
  return chosen;
}

void sort_flags(const Snapshot& snapshot, std::vector<Flag>& flags) {
  const auto key = [&](const Flag& flag) {
    return std::make_tuple(weight(snapshot.rules->severity, flag.severity), flag.indicator.text(),
                           snapshot.rules->areas.get(flag.area).code.text(), flag.rule);
  };
  std::stable_sort(flags.begin(), flags.end(), [&](const Flag& a, const Flag& b) { return key(a) < key(b); });
}

}  // namespace

std::vector<FlagAbsence> absent_flags(const Snapshot& snapshot, const Ranking& ranking) {
  std::vector<FlagAbsence> absent;
  for (const auto& [scope, comparison] : ranking.benchmarks) {
    if (comparison.own_period) continue;
    const Area* area = snapshot.rules->areas.find(scope, ranking.as_of);
    for (const FlagRule& rule : snapshot.rules->flag_rules) {
      if (area == nullptr || !covers(rule, *ranking.indicator)) continue;
      const bool country = rule.against == FlagRule::Against::country && area->level == Level::country;
      const bool region = rule.against == FlagRule::Against::region && area->level == Level::region;
      if (country || region)
        absent.push_back({rule.code, ranking.indicator->code, comparison.scope, comparison.reason});
    }
  }
  return absent;
}

Result<FlagList> list_flags(const Snapshot& snapshot, const RankQuery& query) {
  const auto resolved = resolve(snapshot, query);
  if (!resolved) return resolved.problem();
  FlagList list{.round = resolved->round,
                .level = resolved->level,
                .within = resolved->within->id,
                .as_of = resolved->as_of,
                .release = snapshot.release,
                .flags = {},
                .absent = {},
                .missing = {},
                .synthetic = false};
  RankQuery each = query;
  if (!query.indicator.empty() && snapshot.rules->indicator(query.indicator) == nullptr) {
    const auto refused = rank(snapshot, query);
    return refused.problem();
  }
  const bool round = find_round(snapshot.rounds, query.round) != nullptr;
  for (const Indicator* indicator : indicators_of(snapshot, query.indicator)) {
    // A day is no round of review: only figures that have a date of their own can be judged on it.
    if (!round && !indicator->dated()) continue;
    each.indicator = indicator->code.text();
    auto ranking = rank(snapshot, each);
    if (!ranking) return ranking.problem();
    auto absent = absent_flags(snapshot, *ranking);
    std::move(absent.begin(), absent.end(), std::back_inserter(list.absent));
    if (indicator->code.text() == "poverty.rate") list.missing = std::move(ranking->missing);
    for (RankRow& row : ranking->rows) {
      if (!row.flags.empty()) list.synthetic = list.synthetic || row.figure.synthetic;
      std::move(row.flags.begin(), row.flags.end(), std::back_inserter(list.flags));
    }
  }
  sort_flags(snapshot, list.flags);
  return list;
}

}  // namespace rasoat::domain
