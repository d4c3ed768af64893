#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "domain/boundaries.h"
#include "domain/dated.h"
#include "domain/indicator.h"
#include "domain/programme.h"
#include "domain/tally.h"

namespace rasoat::domain {

/// Which rows of dated kinds a figure is counted from: the latest of each area on or before a day, and for
/// money one year's plan.
struct DatedQuery {
  Date day;
  int plan_year = 0;  ///< ignored by criteria and results
  Date as_of;         ///< the boundary date of the areas asked for
};

/// One indicator of a dated kind on the boundaries of one day: what every unit adds up to. Immutable.
class DatedTally {
 public:
  /// What one unit's own rows, and later everything inside it, add up to.
  struct Node {
    std::int64_t numerator = 0;
    std::int64_t denominator = 0;
    std::int32_t reported = 0;
    std::int32_t expected = 0;
    bool rows = false;
    bool any_numerator = false;
    bool any_denominator = false;
    bool synthetic = false;
    bool split = false;
    Date newest;  ///< good where `rows`
    Date oldest;
    void take(const Node& other);
  };

  explicit DatedTally(const Frame& frame) : frame_(&frame), nodes_(frame.size()) {}

  Tally tally(const AreaBook& book, AreaId area) const;

  // While it is being made: rows of a unit, given by where its territory lies in the frame.
  void add(Restatement::Span hull, const Node& own);
  void add_absent(Restatement::Span hull, AreaId unit);
  void add_split(const std::vector<Restatement::Span>& places, Restatement::Span hull, AreaId unit);
  enum class Provinces { each, any };  ///< whether a country or region needs rows of each of its provinces
  void finish(Provinces provinces);

 private:
  struct Named {
    std::int32_t position;
    AreaId unit;
  };
  std::int32_t smallest(Restatement::Span hull) const;
  std::vector<AreaId> named(const AreaBook& book, const std::vector<Named>& list, std::int32_t position,
                            Level asked) const;

  const Frame* frame_;
  std::vector<Node> nodes_;
  std::vector<Named> absent_, split_;  // ordered by position
};

/// Money, criteria, results and targets with the sums made from them so far. Rows never change; any thread
/// may ask.
class DatedBook {
 public:
  DatedBook() = default;
  explicit DatedBook(DatedRows rows);

  const DatedRows& rows() const { return rows_; }

  /// Rows that count for a query. An area's row on older boundaries is left out once its territory, or a part
  /// of it, has reported on newer ones.
  std::vector<const MoneyRow*> money(const Boundaries& boundaries, const DatedQuery& query) const;
  std::vector<const CriteriaRow*> criteria(const Boundaries& boundaries, const ProgrammeBook& programmes,
                                           const DatedQuery& query) const;
  std::vector<const ResultRow*> results(const Boundaries& boundaries, const DatedQuery& query) const;

  /// Sums of one indicator; made when first asked for and kept.
  std::shared_ptr<const DatedTally> tally(const Boundaries& boundaries, const ProgrammeBook& programmes,
                                          const Indicator& indicator, const DatedQuery& query) const;

  /// The target of an area: its own, else that of a group it belongs to on `as_of`; the latest approved
  /// counts. Null where there is none for any of the periods.
  const Target* target(const AreaBook& book, const Indicator& indicator, const Area& area,
                       const std::vector<std::string>& periods, Date as_of) const;

 private:
  DatedRows rows_;
  mutable std::mutex mutex_;
  // Shared: a query keeps its sums while another thread drops them.
  mutable std::map<std::string, std::shared_ptr<const DatedTally>> kept_;
};

}  // namespace rasoat::domain
