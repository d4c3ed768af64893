#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/benchmark.h"
#include "domain/codes.h"
#include "domain/date.h"
#include "domain/exact.h"
#include "domain/measure.h"

namespace rasoat::domain {

/// Words that come again in many rows (projects, investors, units), each kept once and named by number; 0 is
/// the empty word. Filled while figures are loaded, immutable afterwards.
class Words {
 public:
  Words();
  std::uint32_t add(std::string_view word);
  std::string_view at(std::uint32_t number) const { return words_[number]; }
  /// The number of a word, or nothing when no row has it.
  std::optional<std::uint32_t> find(std::string_view word) const;

 private:
  std::vector<std::string> words_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// Money of one area × programme × project × kind at a date, in đồng. An absent plan is not a plan of 0.
struct MoneyRow {
  AreaId area{};
  Date as_of;
  std::uint16_t plan_year = 0;
  bool carried_over = false;
  bool synthetic = false;
  std::uint32_t programme = 0, project = 0, investor = 0, budget = 0, expenditure = 0;  ///< words
  std::int64_t planned = kUnknown, allocated = kUnknown, disbursed = kUnknown;

  static constexpr std::int64_t kUnknown = -1;
};

enum class Recognition : std::uint8_t { none, met, advanced, model };
std::string_view name(Recognition recognition);
std::optional<Recognition> recognition_named(std::string_view name);

/// The NTM criteria of one commune at a date, as bit masks: bit n-1 is criterion n.
struct CriteriaRow {
  AreaId area{};
  Date as_of;
  std::uint32_t met = 0;
  std::uint32_t known = 0;
  std::optional<Recognition> recognition;
  std::uint32_t group = 0;  ///< word
  bool synthetic = false;
};

/// One output or outcome of a programme.
struct ResultRow {
  AreaId area{};
  Date as_of;
  std::uint32_t programme = 0, project = 0, indicator = 0, unit = 0;  ///< words
  std::optional<Exact> planned;
  std::optional<Exact> achieved;
  bool synthetic = false;
};

/// What an area, or each area of a group, is to reach.
struct Target {
  IndicatorCode indicator;
  std::string area;    ///< a code, or a group of areas
  std::string period;  ///< a round or a date
  Exact value;
  std::string source;
  bool synthetic = false;
  std::int64_t approved_order = 0;
};

/// Everything approved that has a date instead of a round.
struct DatedRows {
  Words words;
  std::vector<MoneyRow> money;
  std::vector<CriteriaRow> criteria;
  std::vector<ResultRow> results;
  std::vector<Target> targets;
};

/// Value of a measure in one row, or nothing when it is unknown there. A commune counts 1 for `ntm_communes`.
std::optional<std::int64_t> value_of(const MoneyRow& row, Measure measure);
std::optional<std::int64_t> value_of(const CriteriaRow& row, Measure measure, std::size_t criteria);

/// The plan a figure of that day belongs to: in January still that of the year before (contract section 4).
int plan_year_of(Date day);

/// `1234.5` million VND as đồng, exactly; nothing for more than 6 decimals, a sign or what is no number.
std::optional<std::int64_t> dong_from_million(std::string_view decimal);
/// đồng as million VND with as many decimals as needed: `1234.5`.
std::string million_from_dong(std::int64_t dong);

}  // namespace rasoat::domain
