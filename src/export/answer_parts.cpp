#include "export/answer_parts.h"

#include <algorithm>

namespace rasoat::export_ {

using domain::Exact;
using domain::Form;
using domain::Indicator;

std::string plain_value(const Indicator& indicator, const Exact& value) {
  return indicator.form == Form::count ? value.plain(0) : value.rounded().plain();
}

std::string read_count(std::int64_t count) {
  const std::string with_decimals = domain::Hundredths{count * 100}.vietnamese();
  return with_decimals.substr(0, with_decimals.size() - 3);
}

std::string read_value(const Indicator& indicator, const Exact& value) {
  if (indicator.form != Form::count) return value.rounded().vietnamese();
  return read_count(value.whole().value());
}

std::string plain_part(const Indicator& indicator, const std::optional<std::int64_t>& part) {
  if (!part) return "";
  return indicator.money() ? domain::million_from_dong(*part) : std::to_string(*part);
}

std::string read_part(const Indicator& indicator, const std::optional<std::int64_t>& part) {
  if (!part) return "";
  if (!indicator.money()) return read_count(*part);
  const std::string plain = domain::million_from_dong(*part);
  const auto point = plain.find('.');
  const std::string whole = read_count(std::stoll(plain.substr(0, point)));
  return point == std::string::npos ? whole : whole + "," + plain.substr(point + 1);
}

void write_parts(JsonOut& out, const Indicator& indicator, const domain::Figure& figure) {
  for (const auto& [name, part] :
       {std::pair{"numerator", &figure.numerator}, std::pair{"denominator", &figure.denominator}}) {
    out.key(name);
    *part ? out.raw(plain_part(indicator, *part)) : out.null();
  }
}

void write_dates(JsonOut& out, const domain::Figure& figure) {
  out.key("data_as_of");
  figure.data_as_of ? out.value(figure.data_as_of->iso()) : out.null();
  if (figure.data_oldest && figure.data_oldest != figure.data_as_of)
    out.member("data_oldest", figure.data_oldest->iso());
}

void write_text(JsonOut& out, std::string_view name, const domain::Text& text) { out.key(name).value(text); }

void write_maybe(JsonOut& out, std::string_view name, const Indicator& indicator,
                 const std::optional<Exact>& value) {
  out.key(name);
  value ? out.raw(plain_value(indicator, *value)) : out.null();
}

void write_indicator(JsonOut& out, const Indicator& indicator) {
  out.begin_object().member("code", indicator.code.text()).member("name", indicator.name);
  out.member("unit", indicator.unit);
  out.member("better", indicator.better == domain::Better::lower ? "lower" : "higher").end_object();
}

void write_coverage(JsonOut& out, const domain::Coverage& coverage) {
  out.key("coverage").begin_object().member("reported", coverage.reported);
  out.member("expected", coverage.expected).end_object();
}

void write_published(JsonOut& out, const domain::Figure& figure) {
  if (figure.published == nullptr) return;
  const domain::Benchmark& published = *figure.published;
  out.key("published").begin_object().key("value").raw(published.value.rounded().plain());
  out.member("period", published.period).member("source", published.source);
  out.member("provisional", published.provisional).end_object();
}

void write_flag(JsonOut& out, const domain::Snapshot& snapshot, const domain::Flag& flag,
                std::string_view id) {
  const domain::Area& area = snapshot.rules->areas.get(flag.area);
  const Indicator& indicator = *snapshot.rules->indicator(flag.indicator.text());
  out.begin_object();
  if (!id.empty()) out.member("id", id);
  out.member("rule", flag.rule).member("severity", flag.severity);
  out.member("area", area.code.text()).member("area_name", area.full_name);
  out.member("indicator", flag.indicator.text());
  out.key("value").raw(plain_value(indicator, flag.value));
  out.key("benchmark").begin_object().member("scope", flag.benchmark->scope.text());
  out.member("period", flag.benchmark->period);
  write_maybe(out, "value", indicator, flag.benchmark->value);
  out.member("source", flag.benchmark->source).end_object();
  out.key("gap").raw(plain_value(indicator, flag.gap));
  out.member("reason", flag.reason()).end_object();
}

domain::Text missing_message(const domain::Snapshot& snapshot, const domain::MissingRow& row) {
  std::string units;
  for (const domain::AreaId id : row.figure.absent) {
    units += (units.empty() ? "" : ", ") + snapshot.rules->areas.get(id).full_name;
  }
  return snapshot.rules->texts.say("missing." + row.reason,
                                   {{"reported", std::to_string(row.figure.coverage.reported)},
                                    {"expected", std::to_string(row.figure.coverage.expected)},
                                    {"units", units}});
}

void write_missing(JsonOut& out, const domain::Snapshot& snapshot, const domain::MissingRow& row) {
  const domain::Area& area = snapshot.rules->areas.get(row.area);
  out.begin_object().member("code", area.code.text()).member("name", area.full_name);
  out.member("reason", row.reason).member("message", missing_message(snapshot, row));
  write_coverage(out, row.figure.coverage);
  if (row.reason == "partial" || row.reason == "split") {
    out.key("absent").begin_array();
    for (const domain::AreaId id : row.figure.absent) out.value(snapshot.rules->areas.get(id).code.text());
    out.end_array();
  }
  out.end_object();
}

void write_absences(JsonOut& out, const std::vector<domain::FlagAbsence>& absent) {
  out.key("absent").begin_array();
  for (const domain::FlagAbsence& each : absent) {
    out.begin_object().member("rule", each.rule).member("indicator", each.indicator.text());
    out.member("scope", each.scope.text()).member("reason", each.reason).end_object();
  }
  out.end_array();
}

void write_comparison(JsonOut& out, const domain::Comparison& comparison, const Indicator& indicator) {
  out.begin_object();
  write_maybe(out, "value", indicator, comparison.value);
  comparison.period.empty() ? out.key("period").null() : out.member("period", comparison.period);
  comparison.source.empty() ? out.key("source").null() : out.member("source", comparison.source);
  out.member("provisional", comparison.provisional).member("synthetic", comparison.synthetic);
  if (!comparison.own_period) out.member("reason", comparison.reason);
  if (!comparison.others.empty()) {
    out.key("others").begin_array();
    for (const domain::Benchmark* other : comparison.others) {
      out.begin_object().key("value").raw(other->value.rounded().plain());
      out.member("source", other->source).member("provisional", other->provisional).end_object();
    }
    out.end_array();
  }
  out.end_object();
}

std::vector<std::string> scopes_in_order(const domain::Snapshot& snapshot, const domain::Ranking& ranking) {
  std::vector<std::string> scopes;
  for (const auto& [scope, comparison] : ranking.benchmarks) scopes.push_back(scope);
  const auto level = [&](const std::string& scope) {
    const domain::Area* area = snapshot.rules->areas.find(scope, ranking.as_of);
    return area == nullptr ? domain::Level::commune : area->level;
  };
  std::stable_sort(scopes.begin(), scopes.end(),
                   [&](const auto& a, const auto& b) { return level(a) < level(b); });
  return scopes;
}

}  // namespace rasoat::export_
