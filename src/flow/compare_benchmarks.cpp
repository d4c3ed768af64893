#include "flow/compare_benchmarks.h"

#include <optional>

#include "domain/figure.h"
#include "domain/period.h"
#include "ingest/reporter.h"

namespace rasoat::flow {
namespace {

using domain::Exact;

Exact distance(const Exact& a, const Exact& b) { return a < b ? b - a : a - b; }

/// Printed with as many decimals as the text has: half of the last one is rounding.
Exact rounding_of(const std::string& text) {
  domain::Wide scale = 2;
  const auto point = text.find('.');
  for (std::size_t i = point; point != std::string::npos && i + 1 < text.size(); ++i) scale *= 10;
  return Exact::ratio(1, scale);
}

class Comparer {
 public:
  Comparer(const domain::Snapshot& snapshot, const std::vector<store::BenchmarkRow>& rows,
           domain::Findings& findings)
      : snapshot_(snapshot), rows_(rows), reporter_(snapshot.rules->texts, findings, "") {}

  void compare(const store::BenchmarkRow& row) {
    const auto value = Exact::parse(row.value);
    if (!value) return;
    against_counts(row, *value);
    against_parts(row, *value);
    against_register(row, *value);
  }

 private:
  void against_counts(const store::BenchmarkRow& row, const Exact& value) {
    const domain::Indicator* indicator = snapshot_.rules->indicator(row.indicator);
    if (indicator == nullptr) return;
    const domain::Round* known = domain::find_round(snapshot_.rounds, row.period);
    std::optional<domain::Round> period;
    if (indicator->dated()) {
      period = domain::dated_period(snapshot_.rounds, snapshot_.rules->programmes, *indicator, row.period);
    } else if (known != nullptr) {
      period = *known;
    }
    if (!period) return;
    const domain::Area* scope = snapshot_.rules->areas.find(row.scope, period->reference_date);
    if (scope == nullptr) return;
    const auto figure =
        domain::FigureReader(snapshot_, *period, period->reference_date).counted(*indicator, scope->id);
    // What is made up for demonstration proves nothing about a published figure.
    if (!figure.value || figure.absence != domain::Absence::none || figure.synthetic) return;
    if (distance(*figure.value, value) <= rounding_of(row.value)) return;
    tell("W-RATE-DIFFERS", row, figure.value->rounded().plain());
  }

  /// Poor and near-poor together are the multidimensional rate.
  void against_parts(const store::BenchmarkRow& row, const Exact& value) {
    if (row.indicator != "poverty.multidimensional_rate") return;
    const auto poor = known("poverty.rate", row);
    const auto near_poor = known("poverty.near_rate", row);
    if (!poor || !near_poor || *poor + *near_poor == value) return;
    tell("W-RATE-PARTS", row, (*poor + *near_poor).plain(2));
  }

  void against_register(const store::BenchmarkRow& row, const Exact& value) {
    const domain::Benchmark* there = snapshot_.benchmarks.find(row.indicator, row.scope, row.period);
    if (there != nullptr && there->value != value)
      tell("W-BENCHMARK-DIFFERS", row, there->value_text, there->source);
  }

  std::optional<Exact> known(const std::string& indicator, const store::BenchmarkRow& beside) const {
    for (const store::BenchmarkRow& row : rows_) {
      if (row.indicator == indicator && row.scope == beside.scope && row.period == beside.period)
        return Exact::parse(row.value);
    }
    const domain::Benchmark* there = snapshot_.benchmarks.find(indicator, beside.scope, beside.period);
    return there == nullptr ? std::nullopt : std::optional(there->value);
  }

  void tell(std::string_view code, const store::BenchmarkRow& row, const std::string& expected,
            const std::string& source = "") {
    reporter_.add(
        code, {row.row, ""}, row.value, expected,
        {{"indicator", row.indicator}, {"scope", row.scope}, {"period", row.period}, {"source", source}});
  }

  const domain::Snapshot& snapshot_;
  const std::vector<store::BenchmarkRow>& rows_;
  ingest::Reporter reporter_;
};

}  // namespace

void compare_benchmarks(const domain::Snapshot& snapshot, const std::vector<store::BenchmarkRow>& rows,
                        domain::Findings& findings) {
  Comparer comparer(snapshot, rows, findings);
  for (const store::BenchmarkRow& row : rows) comparer.compare(row);
}

}  // namespace rasoat::flow
