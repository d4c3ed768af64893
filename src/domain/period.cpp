#include "domain/period.h"

#include <algorithm>

namespace rasoat::domain {
namespace {

bool year(std::string_view text) {
  return text.size() == 4 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Round period_on(const ProgrammeBook& programmes, const Indicator& indicator, std::string code, Date day) {
  Round period;
  period.code = RoundCode(std::move(code));
  period.name = {day.vietnamese(), day.iso()};
  period.reference_date = day;
  period.status = "open";
  if (indicator.source == Source::ntm_criteria) {
    const CriteriaSet* set = programmes.criteria_on(day);
    period.standard = StandardCode(set == nullptr ? "" : set->code);
  }
  return period;
}

}  // namespace

std::optional<Date> period_day(const std::vector<Round>& rounds, std::string_view period) {
  if (const Round* round = find_round(rounds, period)) return round->reference_date;
  if (year(period)) return Date::parse(std::string(period) + "-12-31");
  return Date::parse(period);
}

std::optional<Round> dated_period(const std::vector<Round>& rounds, const ProgrammeBook& programmes,
                                  const Indicator& indicator, std::string_view period) {
  const auto day = period_day(rounds, period);
  if (!day) return std::nullopt;
  return period_on(programmes, indicator, std::string(period), *day);
}

std::optional<Round> period_before(const std::vector<Round>& rounds, const ProgrammeBook& programmes,
                                   const Indicator& indicator, const Round& period) {
  if (!indicator.dated()) {
    const Round* before = previous_round(rounds, period);
    if (before == nullptr) return std::nullopt;
    return *before;
  }
  const Date day = period.reference_date;
  // 29 February has no day a year earlier but the 28th.
  const Date before = Date::of(day.year() - 1, day.month(), day.day())
                          .value_or(Date::of(day.year() - 1, day.month(), 28).value_or(day));
  const bool year_end = day.month() == 12 && day.day() == 31 && period.code.text().size() == 4;
  return period_on(programmes, indicator, year_end ? std::to_string(before.year()) : before.iso(), before);
}

std::vector<std::string> period_names(const Indicator& indicator, const Round& period) {
  std::vector<std::string> names{period.code.text()};
  if (!indicator.dated()) return names;
  const auto add = [&](std::string name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  };
  const Date day = period.reference_date;
  add(day.iso());
  if (day.month() == 12 && day.day() == 31) add(std::to_string(day.year()));
  return names;
}

}  // namespace rasoat::domain
