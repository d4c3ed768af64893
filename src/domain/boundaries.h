#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/area_book.h"

namespace rasoat::domain {

/// All units in force in one boundary epoch, laid out in preorder: a unit is followed by everything inside
/// it, so that "inside" is an interval and a sum over the country is one pass over an array.
struct Frame {
  struct Node {
    AreaId area{};
    Level level = Level::commune;
    std::int32_t parent = -1;   ///< position, -1 for the country
    std::int32_t end = 0;       ///< one past the last position inside this unit
    std::int32_t children = 0;  ///< direct children
  };
  Date epoch;
  std::vector<Node> nodes;
  std::unordered_map<std::uint32_t, std::int32_t> position_of;  ///< by AreaId number

  /// Position of a unit, or -1 when it is not in force in this epoch.
  std::int32_t position(AreaId area) const;
  bool leaf(std::int32_t position) const { return nodes[static_cast<std::size_t>(position)].children == 0; }
  std::size_t size() const { return nodes.size(); }
};

/// Where each unit of one epoch lies in the frame of another: the composed boundary ledger as intervals.
struct Restatement {
  struct Span {
    std::int32_t low = 0;
    std::int32_t high = -1;  ///< both included; low > high = nothing known
  };
  std::vector<Span> hull;                ///< per source position: from the first to the last place it lies in
  std::vector<std::vector<Span>> exact;  ///< per source leaf: each place it lies in; empty for inner units
};

/// The area book with its frames, and restatements between them. Frames are made at construction, a
/// restatement when first asked for and kept; any thread may ask.
class Boundaries {
 public:
  explicit Boundaries(const AreaBook& book);

  const AreaBook& book() const { return book_; }
  const Frame& frame(Date day) const;
  /// Where the territory of a unit of day `from` lies on the boundaries of `to`: from the first to the last
  /// position it reaches into; low > high where nothing is known.
  Restatement::Span territory(AreaId area, Date from, Date to) const;
  /// From the boundaries of `from` to those of `to`; must be of different epochs.
  std::shared_ptr<const Restatement> restatement(Date from, Date to) const;

 private:
  const AreaBook& book_;
  std::map<Date, Frame> frames_;  // by epoch
  mutable std::mutex mutex_;
  // Shared: a query keeps its restatement while another thread adds one.
  mutable std::map<std::pair<Date, Date>, std::shared_ptr<const Restatement>> restatements_;
};

}  // namespace rasoat::domain
