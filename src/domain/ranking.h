#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/figure.h"
#include "domain/flag.h"

namespace rasoat::domain {

enum class Order { best, worst };
enum class Partial { refuse, accept };

/// What a ranking is asked for (contract section 6); absent fields take the contract's defaults.
struct RankQuery {
  std::string indicator;
  std::string round;
  std::optional<Level> level;
  std::string within = "51";
  std::optional<Date> as_of;
  std::string group;  ///< empty = all areas of the level
  Order order = Order::best;
  Partial partial = Partial::refuse;
  std::optional<int> plan_year;  ///< of money; the contract's default for the date where absent
};

/// Up to three values by the code of what is compared with, in order of code: country, region, province.
/// Kept in place, since a ranking of all communes has ten thousand of them; the codes are those of the area
/// book, which must outlive it.
template <typename T>
class ByScope {
 public:
  using Entry = std::pair<std::string_view, T>;
  T& operator[](std::string_view scope) {
    Entry* const at = std::find_if(entries_.begin(), entries_.begin() + size_,
                                   [&](const Entry& each) { return each.first >= scope; });
    if (at != end() && at->first == scope) return at->second;
    if (size_ == entries_.size()) throw std::logic_error("a fourth scope");
    std::move_backward(at, entries_.begin() + size_, entries_.begin() + size_ + 1);
    ++size_;
    *at = {scope, T{}};
    return at->second;
  }
  const Entry* begin() const { return entries_.begin(); }
  const Entry* end() const { return entries_.begin() + size_; }
  const Entry* find(std::string_view scope) const {
    return std::find_if(begin(), end(), [&](const Entry& each) { return each.first == scope; });
  }
  bool contains(std::string_view scope) const { return find(scope) != end(); }
  /// Throws where there is none.
  const T& at(std::string_view scope) const {
    if (!contains(scope)) throw std::out_of_range("no such scope");
    return find(scope)->second;
  }
  bool empty() const { return size_ == 0; }

 private:
  std::array<Entry, 3> entries_;
  std::size_t size_ = 0;
};

struct PreviousValue {
  RoundCode round;
  std::optional<std::int64_t> rank;
  std::optional<Exact> value;
};

/// One area that has a value.
struct RankRow {
  std::int64_t rank = 0;  ///< 1 is the best; equal exact values share a rank and the next skips
  AreaId area{};
  Figure figure;
  std::optional<Interval> interval;  ///< Wilson 95 %, as shares; rates from counts only
  std::optional<PreviousValue> previous;
  std::optional<Exact> change;  ///< value - previous, in the indicator's unit (points for rates)
  std::string change_absent;    ///< why there is no change: `standard`, `partial`, `no-previous`…
  std::optional<std::int64_t> change_rank;  ///< 1 is the most improved
  ByScope<std::optional<Exact>> gap;        ///< by scope code; absent without a figure of the period
  ByScope<std::int64_t> to_benchmark;
  std::vector<Flag> flags;
};

/// One area without a value, which is listed and never ranked last.
struct MissingRow {
  AreaId area{};
  Figure figure;
  std::string reason;
};

struct Ranking {
  const Indicator* indicator = nullptr;
  Round round;
  Level level = Level::district;
  AreaId within{};
  Date as_of;
  std::string group;
  std::string release;
  std::map<std::string, Comparison> benchmarks;  ///< by scope code, in use by at least one row
  std::vector<RankRow> rows;
  std::vector<MissingRow> missing;
  std::optional<Figure> group_total;
  bool synthetic = false;
  std::optional<int> plan_year;  ///< for money
};

/// Ranks areas by one indicator. Refuses with a Problem whose place is the parameter at fault: unknown
/// indicator, round, area or group; a level that does not exist at the boundary date (never an empty list).
Result<Ranking> rank(const Snapshot& snapshot, const RankQuery& query);

/// The query with its defaults filled in and its words resolved; shared by rankings, flags and reports. Its
/// round may be a day for an indicator of a dated kind, or where none is named.
struct ResolvedQuery {
  Round round;  ///< or the day of a dated kind
  Level level = Level::district;
  const Area* within = nullptr;
  Date as_of;
  std::vector<const Area*> areas;
};
Result<ResolvedQuery> resolve(const Snapshot& snapshot, const RankQuery& query);

}  // namespace rasoat::domain
