#include <algorithm>

#include "domain/dated_book.h"

namespace rasoat::domain {
namespace {

std::size_t index(std::int32_t position) { return static_cast<std::size_t>(position); }

}  // namespace

void DatedTally::Node::take(const Node& other) {
  numerator += other.numerator;
  denominator += other.denominator;
  reported += other.reported;
  expected += other.expected;
  any_numerator = any_numerator || other.any_numerator;
  any_denominator = any_denominator || other.any_denominator;
  synthetic = synthetic || other.synthetic;
  if (!other.rows) return;
  newest = rows ? std::max(newest, other.newest) : other.newest;
  oldest = rows ? std::min(oldest, other.oldest) : other.oldest;
  rows = true;
}

/// The smallest unit that holds all of a territory.
std::int32_t DatedTally::smallest(Restatement::Span hull) const {
  std::int32_t at = hull.low;
  while (at >= 0 && frame_->nodes[index(at)].end <= hull.high) at = frame_->nodes[index(at)].parent;
  return at;
}

void DatedTally::add(Restatement::Span hull, const Node& own) {
  if (hull.low > hull.high) return;
  const std::int32_t at = smallest(hull);
  if (at >= 0) nodes_[index(at)].take(own);
}

void DatedTally::add_absent(Restatement::Span hull, AreaId unit) {
  if (hull.low > hull.high) return;
  const std::int32_t at = smallest(hull);
  if (at < 0) return;
  nodes_[index(at)].expected += 1;
  absent_.push_back({at, unit});
}

void DatedTally::add_split(const std::vector<Restatement::Span>& places, Restatement::Span hull,
                           AreaId unit) {
  const std::int32_t whole = smallest(hull);
  for (const Restatement::Span& place : places) {
    if (place.low == whole) continue;
    split_.push_back({place.low, unit});
    for (std::int32_t at = place.low; at >= 0 && at != whole; at = frame_->nodes[index(at)].parent) {
      nodes_[index(at)].split = true;
    }
  }
}

void DatedTally::finish(Provinces provinces) {
  // Children stand after their parents, so going backwards each unit is whole when its parent takes it in.
  for (std::int32_t at = static_cast<std::int32_t>(nodes_.size()); at-- > 0;) {
    const Frame::Node& node = frame_->nodes[index(at)];
    if (node.parent < 0) continue;
    Node& above = nodes_[index(node.parent)];
    if (provinces == Provinces::each && node.level == Level::province && !nodes_[index(at)].rows) {
      above.expected += 1;
      absent_.push_back({at, node.area});
    }
    above.take(nodes_[index(at)]);
  }
  const auto by_position = [](const Named& a, const Named& b) { return a.position < b.position; };
  std::stable_sort(absent_.begin(), absent_.end(), by_position);
  std::stable_sort(split_.begin(), split_.end(), by_position);
}

/// Units of a list that lie in a unit; for regions and the country by province.
std::vector<AreaId> DatedTally::named(const AreaBook& book, const std::vector<Named>& list,
                                      std::int32_t position, Level asked) const {
  std::vector<AreaId> all;
  auto from = std::lower_bound(list.begin(), list.end(), position,
                               [](const Named& each, std::int32_t at) { return each.position < at; });
  for (; from != list.end() && from->position < frame_->nodes[index(position)].end; ++from) {
    AreaId unit = from->unit;
    if (asked < Level::province) {
      if (const Area* province = book.ancestor(unit, Level::province)) unit = province->id;
    }
    all.push_back(unit);
  }
  std::sort(all.begin(), all.end(), [&](AreaId a, AreaId b) { return book.get(a).code < book.get(b).code; });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

Tally DatedTally::tally(const AreaBook& book, AreaId area) const {
  Tally tally;
  tally.absence = Absence::no_data;
  const std::int32_t at = frame_->position(area);
  if (at < 0) return tally;
  const Node& node = nodes_[index(at)];
  const Level level = frame_->nodes[index(at)].level;
  tally.numerator = node.numerator;
  tally.denominator = node.denominator;
  tally.coverage = {node.reported, node.expected};
  tally.synthetic = node.synthetic;
  if (node.rows) {
    tally.data_as_of = node.newest;
    tally.data_oldest = node.oldest;
  }
  if (node.split) {
    tally.absence = Absence::split;
    tally.absent = named(book, split_, at, level);
    return tally;
  }
  if (!tally.coverage.complete()) tally.absent = named(book, absent_, at, level);
  if (node.reported > 0) {
    tally.absence = tally.coverage.complete() ? Absence::none : Absence::partial;
  } else if (node.any_numerator && !node.any_denominator) {
    tally.absence = Absence::no_denominator;
  } else if (node.any_denominator && !node.any_numerator) {
    tally.absence = Absence::no_numerator;
  } else if (node.any_numerator) {
    tally.absence = Absence::partial;
  }
  return tally;
}

}  // namespace rasoat::domain
