#include "export/answer_parts.h"
#include "export/answers.h"

namespace rasoat::export_ {
namespace {

std::string_view form_name(domain::Form form) {
  switch (form) {
    case domain::Form::count:
      return "count";
    case domain::Form::rate:
      return "rate";
    case domain::Form::mean:
      return "mean";
    case domain::Form::reduction:
      return "reduction";
    case domain::Form::product:
      return "product";
  }
  return "";
}

void write_measures(JsonOut& out, std::string_view name, const std::vector<domain::Measure>& measures) {
  out.key(name).begin_array();
  for (const domain::Measure measure : measures) out.value(domain::name(measure));
  out.end_array();
}

}  // namespace

std::string indicators_json(const domain::Snapshot& snapshot) {
  JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const domain::Indicator& indicator : snapshot.rules->indicators) {
    out.begin_object().member("code", indicator.code.text()).member("name", indicator.name);
    out.member("unit", indicator.unit);
    out.member("better", indicator.better == domain::Better::lower ? "lower" : "higher");
    out.member("form", form_name(indicator.form));
    write_measures(out, "numerator", indicator.numerator);
    write_measures(out, "denominator", indicator.denominator);
    out.member("citation", indicator.citation).end_object();
  }
  out.end_array().key("next").null().end_object();
  return out.take();
}

std::string benchmarks_json(const domain::Snapshot& snapshot) {
  JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const domain::Benchmark& benchmark : snapshot.benchmarks.all()) {
    const domain::Benchmark* chosen =
        snapshot.benchmarks.find(benchmark.indicator.text(), benchmark.scope.text(), benchmark.period);
    out.begin_object().member("indicator", benchmark.indicator.text());
    out.member("scope", benchmark.scope.text()).member("period", benchmark.period);
    out.key("value").raw(benchmark.value.rounded().plain());
    out.member("source", benchmark.source).member("provisional", benchmark.provisional);
    out.member("synthetic", benchmark.synthetic).member("counts", chosen == &benchmark).end_object();
  }
  out.end_array().key("next").null().end_object();
  return out.take();
}

}  // namespace rasoat::export_
