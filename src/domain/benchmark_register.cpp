#include "domain/benchmark_register.h"

#include <algorithm>
#include <tuple>

#include "domain/period.h"

namespace rasoat::domain {
namespace {

auto key(const Benchmark& benchmark) {
  return std::tuple<std::string_view, std::string_view, std::string_view>{
      benchmark.indicator.text(), benchmark.scope.text(), benchmark.period};
}

}  // namespace

BenchmarkRegister::BenchmarkRegister(std::vector<Benchmark> benchmarks) : benchmarks_(std::move(benchmarks)) {
  std::stable_sort(benchmarks_.begin(), benchmarks_.end(), [](const Benchmark& a, const Benchmark& b) {
    return key(a) != key(b) ? key(a) < key(b) : a.approved_order > b.approved_order;
  });
}

const Benchmark* BenchmarkRegister::find(std::string_view indicator, std::string_view scope,
                                         std::string_view period) const {
  const std::tuple wanted{indicator, scope, period};
  const auto found = std::lower_bound(benchmarks_.begin(), benchmarks_.end(), wanted,
                                      [](const Benchmark& a, const auto& b) { return key(a) < b; });
  return found == benchmarks_.end() || key(*found) != wanted ? nullptr : &*found;
}

std::vector<const Benchmark*> BenchmarkRegister::others(const Benchmark& chosen) const {
  std::vector<const Benchmark*> all;
  for (const Benchmark& benchmark : benchmarks_) {
    if (&benchmark != &chosen && key(benchmark) == key(chosen)) all.push_back(&benchmark);
  }
  return all;
}

const Benchmark* BenchmarkRegister::newest_before(std::string_view indicator, std::string_view scope,
                                                  const Round& round,
                                                  const std::vector<Round>& rounds) const {
  const Benchmark* best = nullptr;
  Date best_date = Date::from_days(0);
  for (const Round& earlier : rounds) {
    if (earlier.standard != round.standard || earlier.reference_date >= round.reference_date) continue;
    const Benchmark* candidate = find(indicator, scope, earlier.code.text());
    if (candidate == nullptr || (best != nullptr && earlier.reference_date <= best_date)) continue;
    best = candidate;
    best_date = earlier.reference_date;
  }
  return best;
}

const Benchmark* BenchmarkRegister::newest_before(std::string_view indicator, std::string_view scope,
                                                  Date day, const std::vector<Round>& rounds) const {
  const Benchmark* best = nullptr;
  Date best_day;
  for (const Benchmark& candidate : benchmarks_) {
    if (candidate.indicator.text() != indicator || candidate.scope.text() != scope) continue;
    const auto its_day = period_day(rounds, candidate.period);
    // The latest approved of a period stands first and counts.
    if (!its_day || *its_day >= day || (best != nullptr && *its_day <= best_day)) continue;
    best = &candidate;
    best_day = *its_day;
  }
  return best;
}

}  // namespace rasoat::domain
