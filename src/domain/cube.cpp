#include "domain/cube.h"

#include <algorithm>

namespace rasoat::domain {
namespace {

std::optional<std::int64_t> value_at(const std::map<Measure, std::vector<std::int64_t>>& columns,
                                     Measure measure, std::int32_t position) {
  const auto found = columns.find(measure);
  if (found == columns.end() || position < 0) return std::nullopt;
  const std::int64_t value = found->second[static_cast<std::size_t>(position)];
  if (value == Layer::kAbsent) return std::nullopt;
  return value;
}

}  // namespace

Layer::Column& Layer::column(std::map<Measure, Column>& columns, Measure measure) {
  Column& found = columns[measure];
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
  for (const auto* columns : {&lists_, &counts_}) {
    for (const auto& [measure, values] : *columns) all.push_back(measure);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
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

bool Layer::has(Measure measure) const { return rolled_.contains(measure); }

bool Layer::reported(std::int32_t position) const {
  return position >= 0 && !reported_.empty() && reported_[static_cast<std::size_t>(position)] != 0;
}

Cube::Cube(const Boundaries& boundaries, const std::vector<Round>& rounds,
           const std::vector<CurrentFact>& facts) {
  for (const CurrentFact& fact : facts) {
    if (!needs_round(fact.kind)) continue;
    auto place = layers_.find(fact.period);
    if (place == layers_.end()) {
      const Round* round = find_round(rounds, fact.period);
      if (round == nullptr) {
        ++misplaced_;
        continue;
      }
      place =
          layers_.emplace(fact.period, Layer(boundaries.frame(round->reference_date), round->reference_date))
              .first;
    }
    if (!place->second.add(fact)) ++misplaced_;
  }
  for (auto& [period, layer] : layers_) layer.roll();
}

const Layer* Cube::layer(std::string_view round) const {
  const auto found = layers_.find(round);
  return found == layers_.end() ? nullptr : &found->second;
}

}  // namespace rasoat::domain
