#include "domain/flag.h"

#include <algorithm>
#include <stdexcept>

#include "domain/period.h"

namespace rasoat::domain {
namespace {

std::string shown(const Indicator& indicator, const Exact& value, Language language) {
  if (indicator.form == Form::count) return value.plain(0);
  return language == Language::vi ? value.rounded().vietnamese() : value.rounded().plain();
}

Text reason_for(const Texts& texts, const FlagRule& rule, const Indicator& indicator, const Exact& value,
                const Comparison& benchmark, const Exact& gap) {
  const Text unit = texts.say("unit." + std::string(indicator.unit == "%" ? "points" : indicator.unit));
  const auto say = [&](Language language) {
    const bool vi = language == Language::vi;
    const std::string minus =
        vi ? gap.rounded().signed_vietnamese() : (gap.rounded().count > 0 ? "+" : "") + gap.rounded().plain();
    const std::string difference = indicator.form == Form::count ? gap.plain(0) : minus;
    const std::string sum = shown(indicator, value, language) + " − " +
                            shown(indicator, *benchmark.value, language) + " = " + difference + " " +
                            in(language, unit);
    const auto day = Date::parse(benchmark.period);
    return texts.say(rule.reason_key, {{"indicator", in(language, indicator.name)},
                                       {"sum", sum},
                                       {"scope", benchmark.scope_name},
                                       {"period", day ? day->vietnamese() : benchmark.period},
                                       {"source", benchmark.source}});
  };
  return {say(Language::vi).vi, say(Language::en).en};
}

/// OURS: the severities are the province's own choice, kept in etc/flags/severity.json.
std::string severity_of(const SeverityRule& rule, const Indicator& indicator, const std::vector<Flag>& flags,
                        const Exact& value) {
  bool country = false;
  bool region = false;
  bool extreme = false;
  for (const Flag& flag : flags) {
    country = country || flag.rule == "above-country";
    region = region || flag.rule == "above-region";
    if (flag.rule != "above-country" || !rule.extreme_multiple) continue;
    const Exact multiple = Exact::whole(*rule.extreme_multiple);
    extreme = indicator.better == Better::lower ? value >= *flag.benchmark->value * multiple
                                                : value * multiple <= *flag.benchmark->value;
  }
  if (extreme) return rule.extreme;
  return country && region ? rule.both : rule.one;
}

/// The target of the area for the period, or nothing.
std::optional<Comparison> target_of(const FigureReader& reader, const Indicator& indicator,
                                    const Area& area) {
  const Snapshot& snapshot = reader.snapshot();
  if (snapshot.dated->rows().targets.empty()) return std::nullopt;
  const Target* target = snapshot.dated->target(snapshot.rules->areas, indicator, area,
                                                period_names(indicator, reader.round()), reader.as_of());
  if (target == nullptr) return std::nullopt;
  Comparison comparison;
  comparison.scope = AreaCode(target->area);
  comparison.scope_name = target->area;
  comparison.value = target->value;
  comparison.period = target->period;
  comparison.source = target->source;
  comparison.synthetic = target->synthetic;
  comparison.own_period = true;
  return comparison;
}

/// How much of the plan should be paid by the day the figure is of.
std::optional<Comparison> pace_of(const FigureReader& reader, const Indicator& indicator, const Area& area,
                                  const Figure& figure) {
  if (!indicator.money()) return std::nullopt;
  const Date day = figure.data_oldest.value_or(reader.round().reference_date);
  Comparison comparison;
  comparison.scope = area.code;
  comparison.scope_name = area.full_name;
  comparison.value = expected_pace(reader.snapshot().rules->programmes, indicator, reader.plan_year(), day);
  comparison.period = day.iso();
  comparison.source = reader.snapshot().rules->texts.say("source.pace").vi;
  comparison.own_period = true;
  return comparison;
}

}  // namespace

bool covers(const FlagRule& rule, const Indicator& indicator) {
  return std::any_of(rule.indicators.begin(), rule.indicators.end(), [&](const std::string& code) {
    if (code.empty() || code.back() != '*') return code == indicator.code.text();
    return indicator.code.text().compare(0, code.size() - 1, code, 0, code.size() - 1) == 0;
  });
}

Exact expected_pace(const ProgrammeBook& programmes, const Indicator& indicator, int plan_year, Date day) {
  const Date begin = Date::known(std::to_string(plan_year) + "-01-01");
  Date end = Date::known(std::to_string(plan_year) + "-12-31");
  for (const MoneyKind& kind : programmes.expenditures) {
    if (indicator.expenditure.empty() || kind.code == indicator.expenditure)
      end = std::max(end, kind.closing_day(plan_year));
  }
  const std::int32_t all = end.days_since_1970() - begin.days_since_1970() + 1;
  const std::int32_t gone = day.days_since_1970() - begin.days_since_1970() + 1;
  return Exact::ratio(Wide{100} * std::clamp(gone, 0, all), all);
}

bool worse(const Indicator& indicator, const Exact& value, const Exact& other) {
  return indicator.better == Better::lower ? value > other : value < other;
}

Comparison compare_with(const FigureReader& reader, const Indicator& indicator, const Area& scope) {
  const Snapshot& snapshot = reader.snapshot();
  Comparison comparison;
  comparison.scope = scope.code;
  comparison.scope_name = scope.full_name;
  const Figure figure = reader.figure(indicator, scope);
  // A difference of two published averages is no published average: it is shown, but nothing is held to it.
  const bool derived = figure.basis == Basis::published && figure.published == nullptr;
  if (figure.value && figure.absence == Absence::none && !derived) {
    comparison.value = figure.value;
    comparison.period = reader.round().code.text();
    comparison.own_period = true;
    comparison.synthetic = figure.synthetic;
    comparison.source = "computed";
    if (figure.basis == Basis::published && figure.published != nullptr) {
      comparison.source = figure.published->source;
      comparison.provisional = figure.published->provisional;
      comparison.others = snapshot.benchmarks.others(*figure.published);
    }
    return comparison;
  }
  const TextArguments arguments{{"scope", scope.full_name}, {"period", reader.round().code.text()}};
  const Benchmark* earlier =
      indicator.dated() ? snapshot.benchmarks.newest_before(indicator.code.text(), scope.code.text(),
                                                            reader.round().reference_date, snapshot.rounds)
                        : snapshot.benchmarks.newest_before(indicator.code.text(), scope.code.text(),
                                                            reader.round(), snapshot.rounds);
  if (earlier != nullptr) {
    comparison.value = earlier->value;
    comparison.period = earlier->period;
    comparison.source = earlier->source;
    comparison.provisional = earlier->provisional;
    TextArguments with_earlier = arguments;
    with_earlier.emplace_back("earlier", earlier->period);
    comparison.reason = snapshot.rules->texts.say("benchmark.earlier-only", with_earlier);
    return comparison;
  }
  comparison.reason = snapshot.rules->texts.say("benchmark.none", arguments);
  return comparison;
}

Text Flag::reason() const {
  const auto of = std::find_if(rules->flag_rules.begin(), rules->flag_rules.end(),
                               [&](const FlagRule& each) { return each.code == rule; });
  const Indicator* about = rules->indicator(indicator.text());
  if (of == rules->flag_rules.end() || about == nullptr) throw std::logic_error("a flag of other rules");
  return reason_for(rules->texts, *of, *about, value, *benchmark, gap);
}

std::vector<Flag> flags_of(const FigureReader& reader, const Indicator& indicator, const Area& area,
                           const Figure& figure, const std::shared_ptr<const Comparison>& country,
                           const std::shared_ptr<const Comparison>& region) {
  std::vector<Flag> flags;
  if (!figure.value) return flags;
  const Rules& rules = *reader.snapshot().rules;
  for (const FlagRule& rule : rules.flag_rules) {
    if (!covers(rule, indicator)) continue;
    std::optional<Comparison> made;
    std::shared_ptr<const Comparison> against;
    if (rule.against == FlagRule::Against::country) against = country;
    if (rule.against == FlagRule::Against::region) against = region;
    if (rule.against == FlagRule::Against::target) made = target_of(reader, indicator, area);
    if (rule.against == FlagRule::Against::pace) made = pace_of(reader, indicator, area, figure);
    if (made) against = std::make_shared<const Comparison>(std::move(*made));
    // Only a figure of the round itself can raise a flag (contract section 4).
    if (against == nullptr || !against->own_period || !against->value) continue;
    if (!worse(indicator, *figure.value, *against->value)) continue;
    const Exact gap = *figure.value - *against->value;
    flags.push_back({rule.code, "", area.id, indicator.code, *figure.value, std::move(against), gap, &rules});
  }
  if (flags.empty()) return flags;
  const std::string severity = severity_of(rules.severity, indicator, flags, *figure.value);
  for (Flag& flag : flags) flag.severity = severity;
  return flags;
}

}  // namespace rasoat::domain
