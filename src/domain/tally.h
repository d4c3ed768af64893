#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/cube.h"

namespace rasoat::domain {

/// Which counts make a figure: sums of measures over and under the line. Without a denominator it is a count.
/// Views: what they are of must outlive the call they are made for.
struct Terms {
  std::span<const Measure> numerator;
  std::span<const Measure> denominator;
};

/// How much of an area has reported, in parts at the lowest level used.
struct Coverage {
  std::int64_t reported = 0;
  std::int64_t expected = 0;
  bool complete() const { return reported == expected; }
};

/// Why an area has no figure.
enum class Absence {
  none,
  no_data,         ///< nothing at all was reported
  no_denominator,  ///< counts over the line but no whole
  no_numerator,    ///< a whole but no counts over the line
  partial,         ///< some parts are missing
  split            ///< a source unit lies partly here and its shares are not known
};

std::string_view name(Absence absence);  ///< `no-denominator`

/// What the parts of an area add up to.
struct Tally {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  Coverage coverage;
  Absence absence = Absence::none;  ///< `partial` still carries the sums over the parts that have both
  std::vector<AreaId> absent;  ///< parts without figures, or for `split` the units that cannot be told apart
  bool synthetic = false;
  /// Dated kinds only: the newest and the oldest date of the rows used.
  std::optional<Date> data_as_of, data_oldest;
};

/// Counts areas of any date from the figures of one round. Cheap to make; one thread uses it, since it
/// remembers which sums it was asked for last.
class Tallier {
 public:
  /// `as_of` is the boundary date of the areas asked for; where it differs from the round's the source units
  /// that lead wholly into an area are summed (contract section 3).
  Tallier(const Boundaries& boundaries, const Layer& layer, Date as_of);

  Tally tally(AreaId area, const Terms& terms) const;
  /// One number for an area, or nothing when it is not complete.
  std::optional<std::int64_t> count(AreaId area, Measure measure) const;

 private:
  struct Gathered;
  /// The whole areas by measures asked for lately: a ranking asks for the same ones area by area, for a
  /// product of two indicators by turns.
  struct Last {
    std::vector<Measure> measures;
    std::shared_ptr<const Layer::Wholes> wholes;
  };
  const Layer::Wholes& wholes(const Terms& terms) const;
  /// The area's position; areas are mostly asked for in their order.
  std::int32_t position(AreaId area) const;
  void add_unit(std::int32_t position, const Terms& terms, Gathered& into) const;
  void restate(std::int32_t position, Restatement::Span target, const Terms& terms, Gathered& into) const;
  void name_absent(std::int32_t position, Level level, Level target, std::vector<AreaId>& names,
                   std::int64_t& expected) const;
  Tally finish(AreaId area, const Gathered& gathered) const;

  const Boundaries& boundaries_;
  const Layer& layer_;
  const Frame& target_;
  std::shared_ptr<const Restatement> restatement_;  // null on the round's own boundaries
  mutable std::array<Last, 2> last_;                ///< the latest first
  mutable std::int32_t near_ = 0;                   ///< where the area asked for last stands
};

}  // namespace rasoat::domain
