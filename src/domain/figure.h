#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/snapshot.h"
#include "domain/tally.h"

namespace rasoat::domain {

enum class Basis { computed, published };
std::string_view name(Basis basis);

/// The value of one indicator for one area, with all that is needed to check it.
struct Figure {
  std::optional<Exact> value;
  std::optional<std::int64_t> numerator;  ///< rates and means only
  std::optional<std::int64_t> denominator;
  Coverage coverage;
  Absence absence = Absence::none;
  /// Set where `absence` does not tell: `zero-denominator`, `standard`, `no-previous`, `not-defined`.
  std::string reason;
  std::vector<AreaId> absent;
  Basis basis = Basis::computed;
  const Benchmark* published = nullptr;  ///< the area's own published value, shown beside a computed one
  bool synthetic = false;
  /// Dated kinds only: the newest and the oldest date of the rows used.
  std::optional<Date> data_as_of, data_oldest;

  bool partial() const { return absence == Absence::partial; }
};

/// Computes any indicator for areas of one boundary date in one round: the one mechanism behind rankings,
/// areas, flags and reports. Holds references to the snapshot, which must outlive it. One thread uses it.
class FigureReader {
 public:
  /// `plan_year`: of which year's plan money is; the contract's default for the round's date where absent.
  FigureReader(const Snapshot& snapshot, const Round& round, Date as_of,
               std::optional<int> plan_year = std::nullopt);

  /// The figure from counts, with the published value of the same area beside it or, where there are no
  /// counts, in its place. Partial sums carry a value; who may see it is the caller's decision.
  Figure figure(const Indicator& indicator, const Area& area) const;
  Figure figure(const Indicator& indicator, AreaId area) const;
  /// From counts alone, whatever is published.
  Figure counted(const Indicator& indicator, AreaId area) const { return computed(indicator, area); }

  const Round& round() const { return round_; }
  Date as_of() const { return as_of_; }
  int plan_year() const { return plan_year_; }
  const Snapshot& snapshot() const { return snapshot_; }
  /// The area's published value for this indicator and period, where the unit is the one of the round's date.
  const Benchmark* published(const Indicator& indicator, const Area& unit) const;

 private:
  Figure computed(const Indicator& indicator, AreaId area) const;
  Figure ratio(const Indicator& indicator, AreaId area) const;
  std::optional<Tally> tally(const Indicator& indicator, AreaId area) const;
  Figure reduction(const Indicator& indicator, AreaId area) const;
  Figure product(const Indicator& indicator, AreaId area) const;

  const Snapshot& snapshot_;
  const Round& round_;
  Date as_of_;
  int plan_year_;
  const Standard* standard_;
  std::optional<Tallier> tallier_;
  mutable std::shared_ptr<const FigureReader> before_;  ///< of the round before, once it was asked for
};

}  // namespace rasoat::domain
