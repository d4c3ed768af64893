#include "domain/boundaries.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace rasoat::domain {
namespace {

void append(const AreaBook& book, const Area& area, Date day, std::int32_t parent, Frame& frame) {
  const auto here = static_cast<std::int32_t>(frame.nodes.size());
  frame.nodes.push_back({area.id, area.level, parent, 0, 0});
  frame.position_of.emplace(number(area.id), here);
  std::int32_t children = 0;
  for (const Area* child : book.children(area.id, day)) {
    // A region that no province counts to on that day (TN from July 2025) is no part of the country that
    // could report, and nothing lies in it.
    if (child->level == Level::region && book.children(child->id, day).empty()) continue;
    append(book, *child, day, here, frame);
    ++children;
  }
  Frame::Node& node = frame.nodes[static_cast<std::size_t>(here)];
  node.children = children;
  node.end = static_cast<std::int32_t>(frame.nodes.size());
}

Frame make_frame(const AreaBook& book, Date epoch) {
  Frame frame;
  frame.epoch = epoch;
  for (const Area& area : book.all()) {
    if (!area.parent && area.valid_on(epoch)) append(book, area, epoch, -1, frame);
  }
  return frame;
}

Restatement make_restatement(const AreaBook& book, const Frame& from, const Frame& to) {
  Restatement restatement;
  restatement.hull.assign(from.size(), {std::numeric_limits<std::int32_t>::max(), -1});
  restatement.exact.resize(from.size());
  // Children stand after their parents, so going backwards every unit is complete when its parent takes it
  // in.
  for (std::size_t i = from.size(); i-- > 0;) {
    auto& hull = restatement.hull[i];
    if (from.nodes[i].children == 0) {
      for (const AreaId place : book.image(from.nodes[i].area, to.epoch)) {
        const std::int32_t at = to.position(place);
        if (at < 0) continue;
        const Restatement::Span span{at, to.nodes[static_cast<std::size_t>(at)].end - 1};
        restatement.exact[i].push_back(span);
        hull.low = std::min(hull.low, span.low);
        hull.high = std::max(hull.high, span.high);
      }
    }
    if (const std::int32_t parent = from.nodes[i].parent; parent >= 0) {
      auto& above = restatement.hull[static_cast<std::size_t>(parent)];
      above.low = std::min(above.low, hull.low);
      above.high = std::max(above.high, hull.high);
    }
  }
  return restatement;
}

}  // namespace

std::int32_t Frame::position(AreaId area) const {
  const auto found = position_of.find(number(area));
  return found == position_of.end() ? -1 : found->second;
}

Boundaries::Boundaries(const AreaBook& book) : book_(book) {
  for (const Area& area : book.all()) {
    const Date epoch = book.epoch(area.valid_from);
    if (!frames_.contains(epoch)) frames_.emplace(epoch, make_frame(book, epoch));
  }
}

const Frame& Boundaries::frame(Date day) const {
  const auto found = frames_.find(book_.epoch(day));
  if (found != frames_.end()) return found->second;
  if (frames_.empty()) throw std::logic_error("an area book without units");
  // Before the first list nothing is known; the oldest boundaries stand for it.
  return day < frames_.begin()->first ? frames_.begin()->second : std::prev(frames_.end())->second;
}

Restatement::Span Boundaries::territory(AreaId area, Date from, Date to) const {
  const Frame& target = frame(to);
  if (const std::int32_t here = target.position(area); here >= 0)
    return {here, target.nodes[static_cast<std::size_t>(here)].end - 1};
  const std::int32_t there = frame(from).position(area);
  if (there < 0 || frame(from).epoch == target.epoch) return {};
  return restatement(from, to)->hull[static_cast<std::size_t>(there)];
}

std::shared_ptr<const Restatement> Boundaries::restatement(Date from, Date to) const {
  const Frame& source = frame(from);
  const Frame& target = frame(to);
  const std::scoped_lock lock(mutex_);
  auto& kept = restatements_[{source.epoch, target.epoch}];
  if (!kept) kept = std::make_shared<const Restatement>(make_restatement(book_, source, target));
  return kept;
}

}  // namespace rasoat::domain
