#include "domain/opening_round.h"

#include <algorithm>

#include "domain/ranking.h"

namespace rasoat::domain {
namespace {

constexpr std::string_view kCountry = "VN";

/// Provinces have numbers for codes; the country and its regions have letters.
bool above_provinces(const std::string& scope) {
  return scope.find_first_of("0123456789") == std::string::npos;
}

bool published_for_itself(const Ranking& ranking) {
  return ranking.benchmarks.count(std::string(kCountry)) == 1 &&
         std::all_of(ranking.benchmarks.begin(), ranking.benchmarks.end(), [](const auto& each) {
           return !above_provinces(each.first) || (each.second.value && each.second.own_period);
         });
}

/// How well a round does for a first look; 0 not at all.
int worth(const Snapshot& snapshot, const Round& round) {
  RankQuery query;
  query.indicator = "poverty.rate";
  query.round = round.code.text();
  const auto ranking = rank(snapshot, query);
  if (!ranking || ranking->rows.empty()) return 0;
  if (!published_for_itself(*ranking)) return 1;
  return ranking->missing.empty() && ranking->benchmarks.size() >= 3 ? 3 : 2;
}

}  // namespace

const Round* opening_round(const Snapshot& snapshot) {
  const Round* best = nullptr;
  int most = 0;
  for (const Round& round : snapshot.rounds) {
    const int here = worth(snapshot, round);
    if (here == 0 || here < most) continue;
    if (here == most && best != nullptr && round.reference_date <= best->reference_date) continue;
    best = &round;
    most = here;
  }
  return best;
}

}  // namespace rasoat::domain
