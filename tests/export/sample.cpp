#include "export/sample.h"

#include <iostream>
#include <stdexcept>

#include "config/load_rules.h"

namespace rasoat::test {
namespace {

using domain::CurrentFact;
using domain::Date;
using domain::Kind;
using domain::Measure;
namespace m = domain::measures;

/// Adds the facts of one area and round, all from one kind.
class Filler {
 public:
  Filler(std::vector<CurrentFact>& facts, std::string period, domain::AreaId area)
      : facts_(facts), period_(std::move(period)), area_(area) {}
  void counts(Measure measure, std::int64_t value) { add(Kind::counts, measure, value); }
  void list(Measure measure, std::int64_t value) { add(Kind::households, measure, value); }

 private:
  void add(Kind kind, Measure measure, std::int64_t value) {
    facts_.push_back({kind, period_, area_, measure, value, false});
  }
  std::vector<CurrentFact>& facts_;
  std::string period_;
  domain::AreaId area_;
};

domain::Benchmark published(const char* scope, const char* value) {
  domain::Benchmark benchmark;
  benchmark.indicator = domain::IndicatorCode("poverty.rate");
  benchmark.scope = domain::AreaCode(scope);
  benchmark.period = "2023";
  benchmark.value = *domain::Exact::parse(value);
  benchmark.value_text = value;
  benchmark.source = "Quyết định 01/QĐ ngày 31/01/2024";
  return benchmark;
}

domain::Snapshot snapshot_of(const std::vector<CurrentFact>& facts) {
  domain::Snapshot snapshot;
  snapshot.version = 1;
  snapshot.rules = shipped_rules();
  snapshot.boundaries = shipped_boundaries();
  snapshot.rounds = snapshot.rules->rounds;
  domain::CubeMaker cube(*snapshot.boundaries, snapshot.rounds);
  for (const domain::CurrentFact& fact : facts) cube.add(fact);
  snapshot.cube = cube.finish();
  snapshot.benchmarks = domain::BenchmarkRegister({published("VN", "5.00"), published("BTBDHMT", "8.00")});
  return snapshot;
}

}  // namespace

std::shared_ptr<const domain::Rules> shipped_rules() {
  static const std::shared_ptr<const domain::Rules> rules = [] {
    auto loaded = config::load_rules(RASOAT_SOURCE_DIR "/etc");
    for (const auto& problem : loaded.problems)
      std::cerr << problem.place << ": " << problem.message.en << '\n';
    if (!loaded.rules) throw std::runtime_error("etc/ cannot be read");
    return std::make_shared<const domain::Rules>(std::move(*loaded.rules));
  }();
  return rules;
}

std::shared_ptr<const domain::Boundaries> shipped_boundaries() {
  static const auto boundaries = std::make_shared<const domain::Boundaries>(shipped_rules()->areas);
  return boundaries;
}

domain::Snapshot district_snapshot() {
  const domain::AreaBook& book = shipped_rules()->areas;
  const Date day = Date::known("2023-12-31");
  const auto districts = book.areas_at(domain::Level::district, day, book.find("51", day)->id);
  std::vector<CurrentFact> facts;
  for (const char* round : {"2022", "2023"}) {
    std::int64_t i = 0;
    for (const domain::Area* area : districts) {
      ++i;
      if (area->code.text() == "531") continue;
      Filler fill(facts, round, area->id);
      if (area->code.text() != "536") fill.counts(m::households, 1000 + 100 * i);
      fill.counts(m::poor, 50 + 10 * i + (std::string(round) == "2022" ? 20 : 0));
    }
  }
  return snapshot_of(facts);
}

domain::Snapshot full_snapshot() {
  const domain::AreaBook& book = shipped_rules()->areas;
  const Date day = Date::known("2023-12-31");
  std::vector<CurrentFact> facts;
  std::int64_t i = 0;
  for (const domain::Area* area : book.leaves(book.find("51", day)->id, day)) {
    ++i;
    const std::int64_t poor = 20 + (i * 37) % 180;
    const std::int64_t near_poor = 10 + (i * 53) % 90;
    const std::int64_t down = 3 + i % 7;
    for (const char* round : {"2022", "2023"}) {
      const bool now = std::string(round) == "2023";
      Filler fill(facts, round, area->id);
      const std::int64_t poor_now = now ? poor : poor + 2 * down - 3;
      const std::int64_t near_now = now ? near_poor : near_poor + 1;
      fill.counts(m::households, 900 + (i * 71) % 1400);
      fill.counts(m::households_minority, 100 + (i * 13) % 300);
      fill.counts(m::persons, 4 * (900 + (i * 71) % 1400) - i);
      fill.counts(m::average, i % 11);
      fill.counts(m::average_persons, 4 * (i % 11));
      fill.list(m::poor, poor_now);
      fill.list(m::poor_minority, poor_now / 3);
      fill.list(m::poor_persons, poor_now * 4 - 1);
      fill.list(m::poor_persons_minority, poor_now * 4 / 3);
      fill.list(m::near_poor, near_now);
      fill.list(m::near_poor_minority, near_now / 4);
      fill.list(m::near_poor_persons, near_now * 4 + 1);
      fill.list(m::near_poor_persons_minority, near_now);
      for (int n = 1; n <= 12; ++n) {
        fill.list(domain::poor_deprived(n), poor_now * n / 13);
        fill.list(domain::near_poor_deprived(n), near_now / (n + 1));
      }
      for (int n = 1; n <= 8; ++n) fill.list(domain::poor_by_cause(n), poor_now / (n + 1));
      for (const Measure measure : {m::poor_no_labour, m::poor_merit, m::poor_woman_head})
        fill.list(measure, poor_now / 9);
      for (const Measure measure : {m::near_poor_no_labour, m::near_poor_merit, m::near_poor_woman_head})
        fill.list(measure, near_now / 8);
      for (const Measure measure :
           {m::poor_no_group, m::poor_persons_no_labour, m::poor_persons_merit, m::poor_persons_no_group})
        fill.list(measure, poor_now / 5);
      for (const Measure measure : {m::near_poor_no_group, m::near_poor_persons_no_labour,
                                    m::near_poor_persons_merit, m::near_poor_persons_no_group})
        fill.list(measure, near_now / 6);
      if (!now) continue;
      // poor = start - to_near - escaped - other_out + from_near + again + new + other_in
      fill.counts(m::poor_start, poor + 2 * down - 3);
      fill.counts(m::poor_to_near_poor, down);
      fill.counts(m::poor_escaped, down);
      fill.counts(m::poor_other_out, 0);
      fill.counts(m::poor_from_near_poor, 1);
      fill.counts(m::poor_again, 0);
      fill.counts(m::poor_new, 2);
      fill.counts(m::poor_other_in, 0);
      fill.counts(m::near_poor_start, near_poor + 1);
      fill.counts(m::near_poor_escaped, down);
      fill.counts(m::near_poor_to_poor, 1);
      fill.counts(m::near_poor_other_out, 0);
      fill.counts(m::near_poor_from_poor, down);
      fill.counts(m::near_poor_again, 0);
      fill.counts(m::near_poor_new, 0);
      fill.counts(m::near_poor_other_in, 0);
    }
  }
  return snapshot_of(facts);
}

domain::Ranking ranked(const domain::Snapshot& snapshot, const domain::RankQuery& query) {
  auto ranking = domain::rank(snapshot, query);
  if (!ranking) throw std::runtime_error(ranking.problem().code);
  return std::move(*ranking);
}

}  // namespace rasoat::test
