#pragma once

#include <string_view>
#include <vector>

#include "domain/benchmark.h"
#include "domain/standard.h"

namespace rasoat::domain {

/// The published averages that are approved. Of several for one (indicator, scope, period) the latest
/// approved counts and the others are shown; they are never averaged. Immutable.
class BenchmarkRegister {
 public:
  BenchmarkRegister() = default;
  explicit BenchmarkRegister(std::vector<Benchmark> benchmarks);

  /// The one that counts, or null.
  const Benchmark* find(std::string_view indicator, std::string_view scope, std::string_view period) const;
  /// The approved ones for the same key that do not count, latest first.
  std::vector<const Benchmark*> others(const Benchmark& chosen) const;
  /// The newest of an earlier round under the same standard, or null.
  const Benchmark* newest_before(std::string_view indicator, std::string_view scope, const Round& round,
                                 const std::vector<Round>& rounds) const;
  /// The newest of a day before `day`, for dated kinds, or null.
  const Benchmark* newest_before(std::string_view indicator, std::string_view scope, Date day,
                                 const std::vector<Round>& rounds) const;
  const std::vector<Benchmark>& all() const { return benchmarks_; }

 private:
  std::vector<Benchmark> benchmarks_;  // by indicator, scope, period, latest approved first
};

}  // namespace rasoat::domain
