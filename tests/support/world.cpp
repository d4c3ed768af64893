#include "support/world.h"

#include <iostream>
#include <stdexcept>

#include "config/load_rules.h"

namespace rasoat::test {
namespace {

std::shared_ptr<const domain::Boundaries> shipped_boundaries() {
  static const auto boundaries = std::make_shared<const domain::Boundaries>(shipped()->areas);
  return boundaries;
}

}  // namespace

std::shared_ptr<const domain::Rules> shipped() {
  static const std::shared_ptr<const domain::Rules> rules = [] {
    auto loaded = config::load_rules(RASOAT_SOURCE_DIR "/etc");
    for (const auto& problem : loaded.problems)
      std::cerr << problem.place << ": " << problem.message.en << '\n';
    if (!loaded.rules) throw std::runtime_error("etc/ cannot be read");
    return std::make_shared<const domain::Rules>(std::move(*loaded.rules));
  }();
  return rules;
}

domain::Date day(const char* iso) { return domain::Date::known(iso); }

domain::RankQuery query(const std::string& indicator, const std::string& round) {
  domain::RankQuery asked;
  asked.indicator = indicator;
  asked.round = round;
  return asked;
}

World& World::fact(domain::Kind kind, const std::string& round, const std::string& code,
                   const std::string& measure, std::int64_t value) {
  const domain::Round* of = domain::find_round(shipped()->rounds, round);
  if (of == nullptr) throw std::logic_error("no round " + round);
  const domain::Area* area = shipped()->areas.find(code, of->reference_date);
  if (area == nullptr) throw std::logic_error("no unit " + code + " on " + of->reference_date.iso());
  facts_.push_back({kind, round, area->id, domain::measure_named(measure).value(), value, synthetic_});
  return *this;
}

World& World::counts(const std::string& round, const std::string& code, Counts values) {
  for (const auto& [measure, value] : values) fact(domain::Kind::counts, round, code, measure, value);
  return *this;
}

World& World::list(const std::string& round, const std::string& code, Counts values) {
  for (const auto& [measure, value] : values) fact(domain::Kind::households, round, code, measure, value);
  return *this;
}

World& World::published(const std::string& indicator, const std::string& scope, const std::string& period,
                        const std::string& value) {
  domain::Benchmark benchmark;
  benchmark.indicator = domain::IndicatorCode(indicator);
  benchmark.scope = domain::AreaCode(scope);
  benchmark.period = period;
  benchmark.value = domain::Exact::parse(value).value();
  benchmark.value_text = value;
  benchmark.source = "Quyết định 134/QĐ-BLĐTBXH ngày 31/01/2024";
  benchmark.approved_order = static_cast<std::int64_t>(benchmarks_.size()) + 1;
  benchmarks_.push_back(std::move(benchmark));
  return *this;
}

World& World::synthetic() {
  synthetic_ = true;
  return *this;
}

domain::Snapshot World::snapshot() const {
  domain::Snapshot snapshot;
  snapshot.version = 1;
  snapshot.rules = shipped();
  snapshot.boundaries = shipped_boundaries();
  snapshot.rounds = snapshot.rules->rounds;
  domain::CubeMaker cube(*snapshot.boundaries, snapshot.rounds);
  for (const domain::CurrentFact& fact : facts_) cube.add(fact);
  snapshot.cube = cube.finish();
  snapshot.benchmarks = domain::BenchmarkRegister(benchmarks_);
  return snapshot;
}

}  // namespace rasoat::test
