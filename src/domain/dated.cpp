#include "domain/dated.h"

#include <array>

namespace rasoat::domain {
namespace {

constexpr std::array<std::string_view, 4> kRecognitions{"none", "met", "advanced", "model"};
constexpr std::int64_t kDongInMillion = 1'000'000;

std::optional<std::int64_t> known(std::int64_t value) {
  if (value == MoneyRow::kUnknown) return std::nullopt;
  return value;
}

}  // namespace

Words::Words() { add(""); }

std::uint32_t Words::add(std::string_view word) {
  const auto [place, fresh] =
      numbers_.try_emplace(std::string(word), static_cast<std::uint32_t>(words_.size()));
  if (fresh) words_.emplace_back(word);
  return place->second;
}

std::optional<std::uint32_t> Words::find(std::string_view word) const {
  const auto found = numbers_.find(std::string(word));
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

std::string_view name(Recognition recognition) {
  return kRecognitions.at(static_cast<std::size_t>(recognition));
}

std::optional<Recognition> recognition_named(std::string_view name) {
  for (std::size_t i = 0; i < kRecognitions.size(); ++i) {
    if (kRecognitions[i] == name) return static_cast<Recognition>(i);
  }
  return std::nullopt;
}

std::optional<std::int64_t> value_of(const MoneyRow& row, Measure measure) {
  if (measure == measures::planned) return known(row.planned);
  if (measure == measures::allocated) return known(row.allocated);
  if (measure == measures::disbursed) return known(row.disbursed);
  return std::nullopt;
}

std::optional<std::int64_t> value_of(const CriteriaRow& row, Measure measure, std::size_t criteria) {
  if (measure == measures::ntm_communes) return 1;
  if (measure == measures::ntm_recognised) {
    if (!row.recognition) return std::nullopt;
    return *row.recognition == Recognition::none ? 0 : 1;
  }
  if (measure == measures::ntm_criteria) {
    const auto all = static_cast<std::uint32_t>((std::uint64_t{1} << criteria) - 1);
    if ((row.known & all) != all) return std::nullopt;
    return __builtin_popcount(row.met & all);
  }
  const int n = measure.number - ntm_criterion(0).number;
  if (n < 1 || static_cast<std::size_t>(n) > criteria) return std::nullopt;
  const std::uint32_t bit = std::uint32_t{1} << (n - 1);
  if ((row.known & bit) == 0) return std::nullopt;
  return (row.met & bit) != 0 ? 1 : 0;
}

int plan_year_of(Date day) { return day.month() == 1 ? day.year() - 1 : day.year(); }

std::optional<std::int64_t> dong_from_million(std::string_view decimal) {
  const auto value = Exact::parse(decimal);
  if (!value || *value < Exact()) return std::nullopt;
  const Exact dong = *value * Exact::whole(kDongInMillion);
  constexpr Wide kMost = Wide{1'000'000'000} * 1'000'000'000;  // far more than the state's budget
  if (!dong.whole() || dong > Exact::whole(kMost)) return std::nullopt;
  return dong.whole();
}

std::string million_from_dong(std::int64_t dong) { return Exact::ratio(dong, kDongInMillion).plain(6); }

}  // namespace rasoat::domain
