#include "domain/cube.h"

#include <algorithm>

namespace rasoat::domain {
namespace {

std::optional<std::int64_t> value_at(const std::vector<std::vector<std::int64_t>>& columns, Measure measure,
                                     std::int32_t position) {
  if (measure.number >= columns.size() || columns[measure.number].empty() || position < 0)
    return std::nullopt;
  const std::int64_t value = columns[measure.number][static_cast<std::size_t>(position)];
  if (value == Layer::kAbsent) return std::nullopt;
  return value;
}

}  // namespace

Layer::Column& Layer::column(Columns& columns, Measure measure) {
  if (measure.number >= columns.size()) columns.resize(measure.number + std::size_t{1});
  Column& found = columns[measure.number];
  if (found.empty()) found.assign(frame_->size(), kAbsent);
  return found;
}

bool Layer::add(const CurrentFact& fact) {
  const std::int32_t position = frame_->position(fact.area);
  if (position < 0) return false;
  auto& columns = fact.kind == Kind::households ? lists_ : counts_;
  column(columns, fact.measure)[static_cast<std::size_t>(position)] = fact.value;
  if (synthetic_.empty()) synthetic_.assign(frame_->size(), 0);
  if (reported_.empty()) reported_.assign(frame_->size(), 0);
  reported_[static_cast<std::size_t>(position)] = 1;
  if (fact.synthetic) {
    for (std::int32_t at = position; at >= 0; at = frame_->nodes[static_cast<std::size_t>(at)].parent) {
      synthetic_[static_cast<std::size_t>(at)] = 1;
    }
  }
  return true;
}

void Layer::roll() {
  std::vector<Measure> all;
  for (std::size_t number = 0; number < std::max(lists_.size(), counts_.size()); ++number) {
    const bool listed = number < lists_.size() && !lists_[number].empty();
    const bool counted = number < counts_.size() && !counts_[number].empty();
    if (listed || counted) all.push_back({static_cast<std::uint16_t>(number)});
  }
  const std::size_t size = frame_->size();
  std::vector<std::int64_t> sum(size);
  std::vector<std::int32_t> have(size);
  for (const Measure measure : all) {
    std::fill(sum.begin(), sum.end(), 0);
    std::fill(have.begin(), have.end(), 0);
    Column& rolled = column(rolled_, measure);
    for (std::size_t i = size; i-- > 0;) {
      const Frame::Node& node = frame_->nodes[i];
      // The sum of the parts if every part has a count; own rows are never added to it.
      if (node.children > 0 && have[i] == node.children) {
        rolled[i] = sum[i];
      } else if (const auto value = own(measure, static_cast<std::int32_t>(i))) {
        rolled[i] = *value;
      } else {
        continue;
      }
      if (node.parent >= 0) {
        sum[static_cast<std::size_t>(node.parent)] += rolled[i];
        have[static_cast<std::size_t>(node.parent)] += 1;
      }
    }
  }
}

std::optional<std::int64_t> Layer::own(Measure measure, std::int32_t position) const {
  if (const auto listed = value_at(lists_, measure, position)) return listed;
  return value_at(counts_, measure, position);
}

std::optional<std::int64_t> Layer::counted(Measure measure, std::int32_t position) const {
  return value_at(counts_, measure, position);
}

std::optional<std::int64_t> Layer::rolled(Measure measure, std::int32_t position) const {
  return value_at(rolled_, measure, position);
}

bool Layer::synthetic(std::int32_t position) const {
  return position >= 0 && !synthetic_.empty() && synthetic_[static_cast<std::size_t>(position)] != 0;
}

bool Layer::has(Measure measure) const {
  return measure.number < rolled_.size() && !rolled_[measure.number].empty();
}

bool Layer::reported(std::int32_t position) const {
  return position >= 0 && !reported_.empty() && reported_[static_cast<std::size_t>(position)] != 0;
}

std::optional<std::int64_t> Layer::sum(std::span<const Measure> measures, std::int32_t position) const {
  std::int64_t sum = 0;
  for (const Measure measure : measures) {
    const auto value = rolled(measure, position);
    if (!value) return std::nullopt;
    sum += *value;
  }
  return sum;
}

/// From the last position to the first, so that the parts of an area are known before it: it stands on its
/// parts if each has all the measures, else on its own row.
Layer::Wholes Layer::find_wholes(const std::vector<Measure>& measures) const {
  const std::size_t size = frame_->size();
  Wholes found(size);
  Wholes below(size);                        // of the children together
  std::vector<std::int32_t> with_all(size);  // children that have all of them
  for (std::size_t i = size; i-- > 0;) {
    const auto position = static_cast<std::int32_t>(i);
    if (!sum(measures, position)) continue;
    const Frame::Node& node = frame_->nodes[i];
    const bool on_parts = node.children > 0 && with_all[i] == node.children;
    found[i] = on_parts ? below[i] : Parts{1, synthetic(position)};
    if (node.parent < 0) continue;
    const auto parent = static_cast<std::size_t>(node.parent);
    with_all[parent] += 1;
    below[parent].reported += found[i].reported;
    below[parent].synthetic = below[parent].synthetic || found[i].synthetic;
  }
  return found;
}

std::shared_ptr<const Layer::Wholes> Layer::wholes(const std::vector<Measure>& measures) const {
  const std::scoped_lock lock(kept_->lock);
  auto& kept = kept_->by_measures[measures];
  if (!kept) kept = std::make_shared<const Wholes>(find_wholes(measures));
  return kept;
}

void CubeMaker::add(const CurrentFact& fact) {
  if (!needs_round(fact.kind)) return;
  auto place = cube_.layers_.find(fact.period);
  if (place == cube_.layers_.end()) {
    const Round* round = find_round(rounds_, fact.period);
    if (round == nullptr) {
      ++cube_.misplaced_;
      return;
    }
    const Frame& frame = boundaries_.frame(round->reference_date);
    place = cube_.layers_.emplace(fact.period, Layer(frame, round->reference_date)).first;
  }
  if (!place->second.add(fact)) ++cube_.misplaced_;
}

Cube CubeMaker::finish() {
  for (auto& [period, layer] : cube_.layers_) layer.roll();
  return std::move(cube_);
}

const Layer* Cube::layer(std::string_view round) const {
  const auto found = layers_.find(round);
  return found == layers_.end() ? nullptr : &found->second;
}

}  // namespace rasoat::domain
