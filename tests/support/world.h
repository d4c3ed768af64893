#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "domain/ranking.h"
#include "domain/snapshot.h"

namespace rasoat::test {

/// The rules as shipped in `etc/`, loaded once for the program; a problem in them ends it.
std::shared_ptr<const domain::Rules> shipped();
domain::Date day(const char* iso);
/// A ranking of the default level within 51.
domain::RankQuery query(const std::string& indicator, const std::string& round);

/// A snapshot made by hand on the real areas, rounds and indicators: what each area reports, and what is
/// published.
class World {
 public:
  using Counts = std::initializer_list<std::pair<const char*, std::int64_t>>;

  /// One row of `counts` of an area, by its code on the round's reference date.
  World& counts(const std::string& round, const std::string& code, Counts values);
  /// What the list of households of an area came to.
  World& list(const std::string& round, const std::string& code, Counts values);
  World& fact(domain::Kind kind, const std::string& round, const std::string& code,
              const std::string& measure, std::int64_t value);
  World& published(const std::string& indicator, const std::string& scope, const std::string& period,
                   const std::string& value);
  /// What is added from here on is made up for a demonstration.
  World& synthetic();

  domain::Snapshot snapshot() const;

 private:
  std::vector<domain::CurrentFact> facts_;
  std::vector<domain::Benchmark> benchmarks_;
  bool synthetic_ = false;
};

}  // namespace rasoat::test
