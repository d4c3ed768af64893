#include "domain/figure.h"

#include "domain/period.h"

namespace rasoat::domain {

std::string_view name(Basis basis) { return basis == Basis::computed ? "computed" : "published"; }

FigureReader::FigureReader(const Snapshot& snapshot, const Round& round, Date as_of,
                           std::optional<int> plan_year)
    : snapshot_(snapshot),
      round_(round),
      as_of_(as_of),
      plan_year_(plan_year.value_or(plan_year_of(round.reference_date))),
      standard_(snapshot.rules->standard(round.standard)) {
  if (const Layer* layer = snapshot.cube.layer(round.code.text())) {
    tallier_.emplace(*snapshot.boundaries, *layer, as_of);
  }
}

/// What the parts add up to, from facts of the round or from rows with a date; nothing without any.
std::optional<Tally> FigureReader::tally(const Indicator& indicator, AreaId area) const {
  if (indicator.dated()) {
    const DatedQuery query{round_.reference_date, plan_year_, as_of_};
    return snapshot_.dated->tally(*snapshot_.boundaries, snapshot_.rules->programmes, indicator, query)
        ->tally(snapshot_.rules->areas, area);
  }
  if (!tallier_) return std::nullopt;
  return tallier_->tally(area, {indicator.numerator, indicator.denominator});
}

Figure FigureReader::ratio(const Indicator& indicator, AreaId area) const {
  Figure figure;
  figure.absence = Absence::no_data;
  const int deprivations = standard_ == nullptr ? 0 : static_cast<int>(standard_->deprivations.size());
  const CriteriaSet* set =
      indicator.criterion ? snapshot_.rules->programmes.criteria_on(round_.reference_date) : nullptr;
  const int criteria = set == nullptr ? 0 : static_cast<int>(set->criteria.size());
  if (indicator.deprivation.value_or(0) > deprivations || indicator.criterion.value_or(0) > criteria) {
    figure.reason = "not-defined";
    return figure;
  }
  auto summed = tally(indicator, area);
  if (!summed) return figure;
  Tally& tally = *summed;
  figure.coverage = tally.coverage;
  figure.absence = tally.absence;
  figure.absent = std::move(tally.absent);
  figure.synthetic = tally.synthetic;
  figure.data_as_of = tally.data_as_of;
  figure.data_oldest = tally.data_oldest;
  if (tally.absence != Absence::none && tally.absence != Absence::partial) return figure;
  if (tally.coverage.reported == 0) return figure;
  if (indicator.form == Form::count) {
    figure.value = Exact::whole(tally.numerator);
    return figure;
  }
  figure.numerator = tally.numerator;
  figure.denominator = tally.denominator * (indicator.times_deprivations ? deprivations : 1);
  if (*figure.denominator == 0) {
    // A zero denominator gives no value, never 0 (contract section 4).
    figure.absence = Absence::no_data;
    figure.reason = "zero-denominator";
    return figure;
  }
  const Wide scale = indicator.form == Form::rate ? 100 : 1;
  figure.value = Exact::ratio(scale * *figure.numerator, *figure.denominator);
  return figure;
}

Figure FigureReader::reduction(const Indicator& indicator, AreaId area) const {
  Figure missing;
  missing.absence = Absence::no_data;
  const Indicator* of = snapshot_.rules->indicator(indicator.of.text());
  const Round* before = previous_round(snapshot_.rounds, round_);
  if (of == nullptr || before == nullptr) {
    missing.reason = "no-previous";
    return missing;
  }
  if (before->standard != round_.standard) {
    missing.reason = "standard";
    return missing;
  }
  Figure now = figure(*of, area);
  if (!now.value) return now;
  if (!before_) before_ = std::make_shared<const FigureReader>(snapshot_, *before, as_of_);
  const Figure then = before_->figure(*of, area);
  if (!then.value || then.absence != Absence::none) {
    missing.coverage = then.coverage;
    missing.absent = then.absent;
    missing.reason = "no-previous";
    return missing;
  }
  now.value = *then.value - *now.value;
  now.numerator.reset();
  now.denominator.reset();
  now.published = nullptr;
  now.basis =
      now.basis == Basis::published || then.basis == Basis::published ? Basis::published : Basis::computed;
  now.synthetic = now.synthetic || then.synthetic;
  return now;
}

Figure FigureReader::product(const Indicator& indicator, AreaId area) const {
  const Indicator* first = snapshot_.rules->indicator(indicator.of.text());
  const Indicator* second = snapshot_.rules->indicator(indicator.times.text());
  Figure left;
  left.absence = Absence::no_data;
  if (first == nullptr || second == nullptr) return left;
  left = computed(*first, area);
  if (!left.value) return left;
  Figure right = computed(*second, area);
  if (!right.value) return right;
  if (left.absence == Absence::none && right.absence != Absence::none) {
    left.absence = right.absence;
    left.absent = std::move(right.absent);
    left.coverage = right.coverage;
  }
  left.value = Exact::ratio(left.value->numerator() * right.value->numerator(),
                            left.value->denominator() * right.value->denominator() * 100)
                   .reduced();
  left.numerator.reset();
  left.denominator.reset();
  left.synthetic = left.synthetic || right.synthetic;
  return left;
}

Figure FigureReader::computed(const Indicator& indicator, AreaId area) const {
  switch (indicator.form) {
    case Form::count:
    case Form::rate:
    case Form::mean:
      return ratio(indicator, area);
    case Form::reduction:
      return reduction(indicator, area);
    case Form::product:
      return product(indicator, area);
  }
  return {};
}

const Benchmark* FigureReader::published(const Indicator& indicator, const Area& unit) const {
  // A published average belongs to the unit of its own date: 51 of 2023 is not the merged 51 of 2025.
  if (unit.level > Level::province || !unit.valid_on(round_.reference_date)) return nullptr;
  for (const std::string& period : period_names(indicator, round_)) {
    if (const auto* found = snapshot_.benchmarks.find(indicator.code.text(), unit.code.text(), period))
      return found;
  }
  return nullptr;
}

Figure FigureReader::figure(const Indicator& indicator, AreaId area) const {
  return figure(indicator, snapshot_.rules->areas.get(area));
}

Figure FigureReader::figure(const Indicator& indicator, const Area& area) const {
  Figure result = computed(indicator, area.id);
  const Benchmark* benchmark = published(indicator, area);
  if (benchmark == nullptr) return result;
  // Country and regions always use the published figure; elsewhere counts go before it.
  if (area.level >= Level::province && result.value && result.absence == Absence::none) {
    result.published = benchmark;
    return result;
  }
  Figure shown;
  shown.value = benchmark->value;
  shown.basis = Basis::published;
  shown.published = benchmark;
  shown.synthetic = benchmark->synthetic;
  return shown;
}

}  // namespace rasoat::domain
