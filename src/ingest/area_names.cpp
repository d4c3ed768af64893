#include "ingest/area_names.h"

#include <algorithm>

#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

using domain::Area;

void put(std::vector<const Area*>& units, const Area* unit) {
  if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
}

/// Names in the alias file stand without diacritics and spaces.
std::string squeezed(const std::string& text) {
  std::string out = bare_key(text);
  std::erase(out, ' ');
  return out;
}

}  // namespace

void AreaNames::Names::add(const Area* unit, const std::string& name) {
  put(exact[word_key(name)], unit);
  put(bare[squeezed(name)], unit);
}

void AreaNames::make_indexes() {
  made_ = true;
  std::unordered_map<std::string, std::vector<const Area*>> provinces;
  const auto in_provinces = [&](const Area& unit) {
    const Area* province = book_.ancestor(unit.id, domain::Level::province);
    return province != nullptr &&
           std::find(provinces_.begin(), provinces_.end(), province->code.text()) != provinces_.end();
  };
  for (const std::string& code : provinces_) {
    const Area* province = book_.find(code, day_);
    if (province == nullptr) continue;
    for (const Area* unit : book_.leaves(province->id, day_)) {
      now_.add(unit, unit->full_name);
      now_.add(unit, unit->name);
    }
  }
  for (const domain::AreaAlias& alias : book_.aliases()) {
    const Area& unit = book_.get(alias.area);
    if (in_provinces(unit)) (unit.valid_on(day_) ? now_ : former_).add(&unit, alias.name);
  }
  for (const Area& unit : book_.all()) {
    if (unit.level < domain::Level::district || unit.valid_on(day_) || !in_provinces(unit)) continue;
    former_.add(&unit, unit.full_name);
    former_.add(&unit, unit.name);
  }
}

const std::vector<const Area*>* AreaNames::look(const Names& names, const std::string& text) {
  if (const auto found = names.exact.find(word_key(text)); found != names.exact.end()) return &found->second;
  if (const auto found = names.bare.find(squeezed(text)); found != names.bare.end()) return &found->second;
  return nullptr;
}

bool AreaNames::own(const Area& unit) const {
  return std::any_of(own_.begin(), own_.end(), [&](domain::AreaId id) {
    if (book_.is_within(unit.id, id)) return true;
    const auto here = book_.image(id, unit.valid_from);
    return std::any_of(here.begin(), here.end(),
                       [&](domain::AreaId place) { return book_.is_within(unit.id, place); });
  });
}

bool AreaNames::in_district(const Area& unit, const std::string& district) const {
  const Area* above = book_.ancestor(unit.id, domain::Level::district);
  if (above == nullptr) return false;
  const std::string key = word_key(district);
  return above->code.text() == district || word_key(above->full_name) == key ||
         word_key(above->name) == key || squeezed(above->full_name) == squeezed(district) ||
         squeezed(above->name) == squeezed(district);
}

std::vector<const Area*> AreaNames::narrowed(std::vector<const Area*> units,
                                             const std::string& district) const {
  const auto keep = [&](auto fits) {
    if (units.size() < 2) return;
    std::vector<const Area*> kept;
    std::copy_if(units.begin(), units.end(), std::back_inserter(kept), fits);
    if (!kept.empty()) units = std::move(kept);
  };
  if (!district.empty()) keep([&](const Area* unit) { return in_district(*unit, district); });
  keep([&](const Area* unit) { return own(*unit); });
  return units;
}

AreaNames::Found AreaNames::find(const std::string& text, const std::string& district) {
  if (!made_) make_indexes();
  Found found;
  if (const auto* units = look(now_, text)) {
    found.units = narrowed(*units, district);
    return found;
  }
  const auto* former = look(former_, text);
  if (former == nullptr) return found;
  // Several versions of one former unit lead to the same place.
  for (const Area* unit : narrowed(*former, district)) {
    const auto places = book_.image(unit->id, day_);
    if (places.size() > 1) found.split = true;
    if (places.size() != 1) continue;
    put(found.units, &book_.get(places.front()));
    found.former = unit;
  }
  if (!found.units.empty()) found.split = false;
  return found;
}

}  // namespace rasoat::ingest
