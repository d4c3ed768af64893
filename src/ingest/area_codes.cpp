#include "ingest/area_codes.h"

#include <algorithm>

#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string province_of(const domain::AreaBook& book, const domain::Area& area) {
  const domain::Area* province = book.ancestor(area.id, domain::Level::province);
  return province == nullptr ? "" : province->code.text();
}

}  // namespace

std::vector<const domain::Area*> AreaCodes::candidates(const std::string& text, bool numeric,
                                                       Allowed allowed) const {
  std::vector<const domain::Area*> found;
  const auto take = [&](const std::string& code) {
    const domain::Area* area = book_.find(code, day_);
    if (area == nullptr) return;
    const bool lowest = area->level == domain::Level::commune ||
                        (area->level == domain::Level::district && book_.children(area->id, day_).empty());
    if (allowed == Allowed::any || lowest) found.push_back(area);
  };
  take(text);
  // Number cells have lost their zeros; so have codes of a CSV that went through a spreadsheet.
  if ((numeric || found.empty()) && all_digits(text) && text.size() < 5) {
    for (const std::size_t length : {2U, 3U, 5U}) {
      if (text.size() < length) take(std::string(length - text.size(), '0') + text);
    }
  }
  return found;
}

const domain::Area* AreaCodes::by_name(const std::string& text) {
  if (!names_) {
    names_.emplace();
    const auto name = [&](const domain::Area* unit, const std::string& word) {
      // Two of that name: only the code can tell.
      const auto [place, fresh] = names_->emplace(word_key(word), unit);
      if (!fresh && place->second != unit) place->second = nullptr;
    };
    for (const std::string& code : provinces_) {
      const domain::Area* province = book_.find(code, day_);
      if (province == nullptr) continue;
      for (const domain::Area* unit : book_.leaves(province->id, day_)) {
        name(unit, unit->full_name);
        name(unit, unit->name);
      }
    }
  }
  const auto found = names_->find(word_key(text));
  return found == names_->end() ? nullptr : found->second;
}

AreaCodes::Resolved AreaCodes::look_up(std::string text, bool numeric, Allowed allowed, const Place& place,
                                       Reporter& reporter) {
  auto found = candidates(text, numeric, allowed);
  if (found.size() > 1) {
    const auto keep = [&](auto fits) {
      std::vector<const domain::Area*> kept;
      std::copy_if(found.begin(), found.end(), std::back_inserter(kept), fits);
      if (!kept.empty()) found = kept;
    };
    keep([&](const domain::Area* area) {
      return std::find(provinces_.begin(), provinces_.end(), province_of(book_, *area)) != provinces_.end();
    });
    if (found.size() > 1)
      keep([&](const domain::Area* area) { return province_of(book_, *area) == seen_province_; });
  }
  if (found.size() == 1) return {found.front(), "", ""};
  if (found.size() > 1) {
    return {nullptr, "E-AREA-AMBIGUOUS", found[0]->full_name + "; " + found[1]->full_name};
  }
  if (const domain::Area* there = book_.find(text, day_)) return {nullptr, "E-AREA-LEVEL", there->full_name};
  if (!all_digits(text)) {
    const domain::Area* named = by_name(text);
    return named != nullptr ? Resolved{named, "", ""} : Resolved{nullptr, "E-AREA", ""};
  }
  if (text.size() < 5 && book_.versions(text).empty()) text.insert(0, 5 - text.size(), '0');
  const auto former = book_.resolve_former(text, day_);
  if (!former) {
    const bool split = former.problem().code == "area-split";
    return {nullptr, split ? "E-AREA-SPLIT" : "E-AREA", former.problem().place};
  }
  const domain::Area& now = book_.get(former->area);
  std::string via;
  for (const std::string& instrument : former->via) via += (via.empty() ? "" : ", ") + instrument;
  reporter.add("W-AREA-FORMER", place, text, now.code.text(),
               {{"former", book_.get(former->former).full_name}, {"now", now.full_name}, {"via", via}});
  return {&now, "", ""};
}

const domain::Area* AreaCodes::resolve(const Cell& cell, Allowed allowed, const Place& place,
                                       Reporter& reporter) {
  const std::string text = unwrapped(cell.text);
  constexpr std::size_t kMost = 20'000;  // more than the country has; a file of noise has no end of them
  auto kept = kept_.find(text);
  if (kept == kept_.end()) {
    if (kept_.size() >= kMost) kept_.clear();
    kept = kept_.emplace(text, look_up(text, cell.numeric, allowed, place, reporter)).first;
    if (kept->second.area != nullptr) seen_province_ = province_of(book_, *kept->second.area);
  }
  const Resolved& resolved = kept->second;
  if (resolved.area == nullptr) {
    reporter.add(resolved.code, place, text, "", {{"date", day_.vietnamese()}, {"detail", resolved.detail}});
  }
  return resolved.area;
}

}  // namespace rasoat::ingest
