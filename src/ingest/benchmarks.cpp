#include "ingest/benchmarks.h"

namespace rasoat::ingest {

BenchmarkRows::BenchmarkRows(const ReadRequest& request, RowReader& reader, Notation notation)
    : request_(request),
      reader_(reader),
      notation_(notation),
      indicator_(reader.slot("indicator")),
      scope_(reader.slot("scope")),
      period_(reader.slot("period")),
      value_(reader.slot("value")),
      source_(reader.slot("source")),
      provisional_(reader.slot("provisional")) {}

const domain::Area* BenchmarkRows::scope(const BenchmarkRow& row, domain::Date day) {
  std::string code = row.scope_code;
  const domain::Area* area = request_.rules->areas.find(code, day);
  if (area == nullptr && code.size() == 1) area = request_.rules->areas.find("0" + code, day);
  if (area == nullptr || area->level > domain::Level::province) {
    reader_.report("E-SCOPE", scope_, code, "VN | DBSH … | 51", {{"date", day.vietnamese()}});
    return nullptr;
  }
  return area;
}

void BenchmarkRows::read(RowSink& sink) {
  BenchmarkRow row;
  row.row = reader_.number();
  row.indicator = reader_.text(indicator_);
  if (reader_.require(indicator_) && request_.rules->indicator(row.indicator) == nullptr) {
    reader_.report("E-INDICATOR", indicator_, row.indicator, "poverty.rate, …");
  }
  row.scope_code = reader_.text(scope_);
  row.period = reader_.text(period_);
  row.source = reader_.text(source_);
  reader_.require(source_);
  if (reader_.require(period_)) {
    const domain::Round* round = domain::find_round(*request_.rounds, row.period);
    const auto day =
        round != nullptr ? std::optional(round->reference_date) : domain::Date::parse(row.period);
    if (!day) {
      reader_.report("E-PERIOD", period_, row.period, "2023 | 2023-12-31");
    } else if (reader_.require(scope_)) {
      if (const domain::Area* area = scope(row, *day)) {
        row.scope = area->id;
        row.scope_code = area->code.text();
      }
    }
  }
  if (reader_.require(value_)) row.value = reader_.decimal(value_, notation_).value_or("");
  if (!row.value.empty() && row.value.front() == '-') reader_.report("E-NEGATIVE", value_, row.value, "≥ 0");
  row.provisional = reader_.flag(provisional_).value_or(false);
  const auto [first, fresh] = seen_.emplace(row.indicator + "|" + row.scope_code + "|" + row.period, row.row);
  if (!fresh)
    reader_.report("E-BENCHMARK-TWICE", indicator_, row.indicator, "",
                   {{"first", std::to_string(first->second)}});
  if (!reader_.faulty()) sink.benchmark(std::move(row));
}

}  // namespace rasoat::ingest
