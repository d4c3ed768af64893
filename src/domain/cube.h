#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/boundaries.h"
#include "domain/facts.h"
#include "domain/standard.h"
#include "domain/upload.h"

namespace rasoat::domain {

/// One count as the pointers name it: which kind of file it came from, for which period.
struct CurrentFact {
  Kind kind = Kind::counts;
  std::string period;
  AreaId area{};
  Measure measure;
  std::int64_t value = 0;
  bool synthetic = false;
};

/// All counts of one round, on the boundaries of its reference date. Values that areas report themselves
/// (`own`: from the list where there is one, else from `counts`) and values as they come about for every
/// area (`rolled`: the sum of the parts if every part has one, else its own row; contract section 3).
/// Immutable after `roll`; positions are those of `frame()`.
///
/// For each combination of measures that is asked for, which areas have them whole and from how many parts is
/// worked out once and kept; any thread may ask.
class Layer {
 public:
  static constexpr std::int64_t kAbsent = std::numeric_limits<std::int64_t>::min();

  Layer(const Frame& frame, Date reference_date) : frame_(&frame), reference_date_(reference_date) {}

  /// Takes in one fact; false when its area is not in force on the reference date.
  bool add(const CurrentFact& fact);
  void roll();

  const Frame& frame() const { return *frame_; }
  Date reference_date() const { return reference_date_; }
  std::optional<std::int64_t> own(Measure measure, std::int32_t position) const;
  /// What the area's row in `counts` says, also where a list goes before it: both are shown.
  std::optional<std::int64_t> counted(Measure measure, std::int32_t position) const;
  std::optional<std::int64_t> rolled(Measure measure, std::int32_t position) const;
  /// True when any figure of the area, or of anything inside it, is made up for demonstration.
  bool synthetic(std::int32_t position) const;
  bool has(Measure measure) const;
  /// True when the area itself has at least one figure.
  bool reported(std::int32_t position) const;
  /// The sum of the measures as they come about for an area; nothing where one is missing.
  std::optional<std::int64_t> sum(std::span<const Measure> measures, std::int32_t position) const;

  /// How an area comes to its sums of some measures.
  struct Parts {
    std::int32_t reported = 0;  ///< parts the sums are over; 0: the area lacks one of the measures
    bool synthetic = false;     ///< of any of those parts
  };
  using Wholes = std::vector<Parts>;  ///< by position
  std::shared_ptr<const Wholes> wholes(const std::vector<Measure>& measures) const;

 private:
  struct Kept {
    std::mutex lock;
    std::map<std::vector<Measure>, std::shared_ptr<const Wholes>> by_measures;
  };
  Wholes find_wholes(const std::vector<Measure>& measures) const;

  using Column = std::vector<std::int64_t>;
  using Columns = std::vector<Column>;  ///< by the measure's number; empty where nothing is counted
  Column& column(Columns& columns, Measure measure);

  const Frame* frame_;
  Date reference_date_;
  Columns lists_;
  Columns counts_;
  Columns rolled_;
  std::vector<char> synthetic_;
  std::vector<char> reported_;
  std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();  // on the heap: a lock cannot be moved
};

/// Everything approved, in memory: one layer a round. Immutable once built and shared between requests; a new
/// one is made when the version number in the database moves.
class Cube {
 public:
  /// The counts of a round, or null when nothing is approved for it.
  const Layer* layer(std::string_view round) const;
  /// Facts that name an area not in force on the round's date: kept out, counted for `doctor`.
  std::int64_t misplaced() const { return misplaced_; }

 private:
  friend class CubeMaker;
  std::map<std::string, Layer, std::less<>> layers_;
  std::int64_t misplaced_ = 0;
};

/// Makes a cube fact by fact. Facts of kinds without a round are left to their own tables and ignored here.
class CubeMaker {
 public:
  CubeMaker(const Boundaries& boundaries, const std::vector<Round>& rounds)
      : boundaries_(boundaries), rounds_(rounds) {}
  void add(const CurrentFact& fact);
  /// Rolls up what was added; the maker is of no further use.
  Cube finish();

 private:
  const Boundaries& boundaries_;
  const std::vector<Round>& rounds_;
  Cube cube_;
};

}  // namespace rasoat::domain
