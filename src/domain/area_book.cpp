#include "domain/area_book.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace rasoat::domain {
namespace {

std::uint32_t key(AreaId id) { return number(id); }

}  // namespace

AreaBook::AreaBook(std::vector<Area> areas, std::vector<AreaChange> changes, std::vector<AreaGroup> groups,
                   std::vector<AreaAlias> aliases)
    : areas_(std::move(areas)),
      changes_(std::move(changes)),
      groups_(std::move(groups)),
      aliases_(std::move(aliases)) {
  // Ordered by code and beginning, so that every index below is ordered likewise.
  std::sort(areas_.begin(), areas_.end(), [](const Area& a, const Area& b) {
    return a.code != b.code ? a.code < b.code : a.valid_from < b.valid_from;
  });
  std::set<Date> days;
  by_id_.reserve(areas_.size());
  by_code_.reserve(areas_.size());
  for (std::size_t i = 0; i < areas_.size(); ++i) {
    const Area& area = areas_[i];
    by_id_.emplace(key(area.id), i);
    by_code_[area.code.text()].push_back(i);
    if (area.parent) by_parent_[key(*area.parent)].push_back(i);
    days.insert(area.valid_from);
    if (area.valid_to) days.insert(area.valid_to->plus_days(1));
  }
  epochs_.assign(days.begin(), days.end());
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    out_[key(changes_[i].from)].push_back(i);
    into_[key(changes_[i].to)].push_back(i);
  }
}

const Area& AreaBook::get(AreaId id) const {
  const auto found = by_id_.find(key(id));
  if (found == by_id_.end()) throw std::out_of_range("no area with id " + std::to_string(key(id)));
  return areas_[found->second];
}

bool AreaBook::contains(AreaId id) const { return by_id_.contains(key(id)); }

const AreaGroup* AreaBook::group(std::string_view code) const {
  for (const AreaGroup& group : groups_) {
    if (group.code == code) return &group;
  }
  return nullptr;
}

const Area* AreaBook::find(std::string_view code, Date day) const {
  const auto found = by_code_.find(std::string(code));
  if (found == by_code_.end()) return nullptr;
  for (const std::size_t position : found->second) {
    if (areas_[position].valid_on(day)) return &areas_[position];
  }
  return nullptr;
}

std::vector<const Area*> AreaBook::versions(std::string_view code) const {
  std::vector<const Area*> all;
  const auto found = by_code_.find(std::string(code));
  if (found == by_code_.end()) return all;
  for (const std::size_t position : found->second) all.push_back(&areas_[position]);
  return all;
}

std::vector<const Area*> AreaBook::children(AreaId parent, Date day) const {
  std::vector<const Area*> all;
  const auto found = by_parent_.find(key(parent));
  if (found == by_parent_.end()) return all;
  for (const std::size_t position : found->second) {
    if (areas_[position].valid_on(day)) all.push_back(&areas_[position]);
  }
  return all;
}

std::vector<const Area*> AreaBook::areas_at(Level level, Date day, AreaId within) const {
  std::vector<const Area*> all;
  std::vector<const Area*> open;
  const Area& top = get(within);
  if (top.valid_on(day)) open.push_back(&top);
  while (!open.empty()) {
    const Area* area = open.back();
    open.pop_back();
    if (area->level == level) all.push_back(area);
    if (area->level >= level) continue;
    for (const Area* child : children(area->id, day)) open.push_back(child);
  }
  std::sort(all.begin(), all.end(), [](const Area* a, const Area* b) { return a->code < b->code; });
  return all;
}

std::vector<const Area*> AreaBook::leaves(AreaId within, Date day) const {
  std::vector<const Area*> all;
  std::vector<const Area*> open;
  const Area& top = get(within);
  if (top.valid_on(day)) open.push_back(&top);
  while (!open.empty()) {
    const Area* area = open.back();
    open.pop_back();
    const auto below = children(area->id, day);
    if (below.empty()) all.push_back(area);
    open.insert(open.end(), below.begin(), below.end());
  }
  std::sort(all.begin(), all.end(), [](const Area* a, const Area* b) { return a->code < b->code; });
  return all;
}

bool AreaBook::is_within(AreaId inner, AreaId outer) const {
  for (std::optional<AreaId> at = inner; at; at = get(*at).parent) {
    if (*at == outer) return true;
  }
  return false;
}

const Area* AreaBook::ancestor(AreaId id, Level level) const {
  for (std::optional<AreaId> at = id; at; at = get(*at).parent) {
    const Area& area = get(*at);
    if (area.level == level) return &area;
  }
  return nullptr;
}

std::vector<AreaId> AreaBook::image(AreaId id, Date day) const {
  std::set<AreaId> seen;
  std::set<AreaId> found;
  std::vector<AreaId> open{id};
  while (!open.empty()) {
    const AreaId at = open.back();
    open.pop_back();
    if (!seen.insert(at).second) continue;
    const Area& area = get(at);
    if (area.valid_on(day)) {
      found.insert(at);
      continue;
    }
    const bool forward = area.valid_from <= day;
    const auto& ledger = forward ? out_ : into_;
    const auto steps = ledger.find(key(at));
    if (steps != ledger.end()) {
      for (const std::size_t step : steps->second)
        open.push_back(forward ? changes_[step].to : changes_[step].from);
    } else if (area.parent) {
      // The ledger ends here: all that is known is that the territory stayed within its parent's.
      open.push_back(*area.parent);
    }
  }
  return {found.begin(), found.end()};
}

Result<AreaBook::Resolution> AreaBook::resolve_former(std::string_view code, Date day) const {
  const auto known = versions(code);
  if (known.empty()) return Problem{"area-unknown", {}, std::string(code)};
  // The version meant is the one nearest in time: the latest that ended before the day, else the first after
  // it.
  const Area* former = nullptr;
  for (const Area* version : known) {
    if (version->valid_on(day)) return Resolution{version->id, version->id, {}};
    if (version->valid_from <= day) former = version;
  }
  if (former == nullptr) former = known.front();
  const auto where = image(former->id, day);
  if (where.size() > 1) {
    std::string places;
    for (const AreaId place : where) places += (places.empty() ? "" : ", ") + get(place).code.text();
    return Problem{"area-split", {}, places};
  }
  if (where.empty() || get(where.front()).level < former->level)
    return Problem{"area-unknown", {}, std::string(code)};
  Resolution resolution{where.front(), former->id, {}};
  for (const AreaChange& change : changes_from(former->id)) {
    if (!change.instrument.empty()) resolution.via.push_back(change.instrument);
  }
  std::sort(resolution.via.begin(), resolution.via.end());
  resolution.via.erase(std::unique(resolution.via.begin(), resolution.via.end()), resolution.via.end());
  return resolution;
}

std::vector<AreaChange> AreaBook::changes_from(AreaId id) const {
  std::vector<AreaChange> all;
  if (const auto found = out_.find(key(id)); found != out_.end()) {
    for (const std::size_t position : found->second) all.push_back(changes_[position]);
  }
  return all;
}

std::vector<AreaChange> AreaBook::changes_into(AreaId id) const {
  std::vector<AreaChange> all;
  if (const auto found = into_.find(key(id)); found != into_.end()) {
    for (const std::size_t position : found->second) all.push_back(changes_[position]);
  }
  return all;
}

bool AreaBook::same_boundaries(Date one, Date other) const { return epoch(one) == epoch(other); }

Date AreaBook::epoch(Date day) const {
  const auto after = std::upper_bound(epochs_.begin(), epochs_.end(), day);
  return after == epochs_.begin() ? day : *std::prev(after);
}

}  // namespace rasoat::domain
