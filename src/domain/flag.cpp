#include "domain/flag.h"

#include <algorithm>

namespace rasoat::domain {
namespace {

bool rule_covers(const FlagRule& rule, const Indicator& indicator) {
  return std::any_of(rule.indicators.begin(), rule.indicators.end(),
                     [&](const std::string& code) { return code == "*" || code == indicator.code.text(); });
}

std::string unit_words(const Indicator& indicator, Language language) {
  if (indicator.unit == "%" || indicator.unit == "points")
    return language == Language::vi ? "điểm %" : "points";
  return indicator.unit;
}

/// "6,13 − 2,93 = +3,20 điểm %": every flag shows its sum.
Text reason_for(const Texts& texts, const FlagRule& rule, const Indicator& indicator, const Figure& figure,
                const Comparison& benchmark, const Exact& gap) {
  const std::string value = figure.value->rounded().vietnamese();
  const std::string other = benchmark.value->rounded().vietnamese();
  const std::string difference = gap.rounded().signed_vietnamese();
  const std::string plain_difference = (gap.rounded().count > 0 ? "+" : "") + gap.rounded().plain();
  Text words = texts.say(rule.reason_key, {{"indicator", indicator.name.vi},
                                           {"sum", value + " − " + other + " = " + difference + " " +
                                                       unit_words(indicator, Language::vi)},
                                           {"scope", benchmark.scope_name},
                                           {"period", benchmark.period},
                                           {"source", benchmark.source}});
  words.en = texts
                 .say(rule.reason_key,
                      {{"indicator", indicator.name.en},
                       {"sum", figure.value->rounded().plain() + " − " + benchmark.value->rounded().plain() +
                                   " = " + plain_difference + " " + unit_words(indicator, Language::en)},
                       {"scope", benchmark.scope_name},
                       {"period", benchmark.period},
                       {"source", benchmark.source}})
                 .en;
  return words;
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
    extreme = indicator.better == Better::lower ? value >= *flag.benchmark.value * multiple
                                                : value * multiple <= *flag.benchmark.value;
  }
  if (extreme) return rule.extreme;
  return country && region ? rule.both : rule.one;
}

}  // namespace

bool worse(const Indicator& indicator, const Exact& value, const Exact& other) {
  return indicator.better == Better::lower ? value > other : value < other;
}

Comparison compare_with(const FigureReader& reader, const Indicator& indicator, const Area& scope) {
  const Snapshot& snapshot = reader.snapshot();
  Comparison comparison;
  comparison.scope = scope.code;
  comparison.scope_name = scope.full_name;
  const Figure figure = reader.figure(indicator, scope.id);
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
  if (const Benchmark* earlier = snapshot.benchmarks.newest_before(indicator.code.text(), scope.code.text(),
                                                                   reader.round(), snapshot.rounds)) {
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

std::vector<Flag> flags_of(const FigureReader& reader, const Indicator& indicator, AreaId area,
                           const Figure& figure, const Comparison* country, const Comparison* region) {
  std::vector<Flag> flags;
  if (!figure.value) return flags;
  const Rules& rules = *reader.snapshot().rules;
  for (const FlagRule& rule : rules.flag_rules) {
    if (!rule_covers(rule, indicator)) continue;
    const Comparison* against = nullptr;
    if (rule.against == FlagRule::Against::country) against = country;
    if (rule.against == FlagRule::Against::region) against = region;
    // Only a figure of the round itself can raise a flag (contract section 4).
    if (against == nullptr || !against->own_period || !against->value) continue;
    if (!worse(indicator, *figure.value, *against->value)) continue;
    const Exact gap = *figure.value - *against->value;
    flags.push_back({rule.code, "", area, indicator.code, *figure.value, *against, gap,
                     reason_for(rules.texts, rule, indicator, figure, *against, gap)});
  }
  if (flags.empty()) return flags;
  const std::string severity = severity_of(rules.severity, indicator, flags, *figure.value);
  for (Flag& flag : flags) flag.severity = severity;
  return flags;
}

}  // namespace rasoat::domain
