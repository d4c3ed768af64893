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

/// `21031` of `21031 - Xã Bình Trung`, which is what forms offer; other text as it is.
std::string code_of_label(const std::string& text) {
  const std::size_t end = text.find(" - ");
  return end != std::string::npos && all_digits(text.substr(0, end)) ? text.substr(0, end) : text;
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

AreaCodes::Resolved AreaCodes::by_name(const std::string& text, const std::string& district,
                                       const Place& place, Reporter& reporter) {
  const AreaNames::Found found = names_.find(text, district);
  if (found.units.empty()) return {nullptr, found.split ? "E-AREA-SPLIT" : "E-AREA", ""};
  if (found.units.size() > 1) {
    const auto named = [&](const domain::Area& unit) {
      const domain::Area* above = book_.ancestor(unit.id, domain::Level::district);
      return unit.code.text() + " " + unit.full_name + (above == nullptr ? "" : ", " + above->full_name);
    };
    return {nullptr, "E-AREA-AMBIGUOUS", named(*found.units[0]) + "; " + named(*found.units[1])};
  }
  const domain::Area& now = *found.units.front();
  if (found.former != nullptr) {
    reporter.add(
        "W-AREA-FORMER", place, text, now.code.text(),
        {{"former", found.former->full_name}, {"now", now.full_name}, {"via", instruments(*found.former)}});
  }
  return {&now, "", ""};
}

/// The instruments by which a unit went into others, as the ledger cites them.
std::string AreaCodes::instruments(const domain::Area& former) const {
  std::string via;
  for (const domain::AreaChange& change : book_.changes_from(former.id))
    via += (via.empty() ? "" : ", ") + change.instrument;
  return via;
}

AreaCodes::Resolved AreaCodes::look_up(std::string text, bool numeric, Allowed allowed, const Place& place,
                                       Reporter& reporter, const std::string& district) {
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
  if (!all_digits(text)) return by_name(text, district, place, reporter);
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
                                       Reporter& reporter, const std::string& district) {
  const std::string text = code_of_label(unwrapped(cell.text));
  constexpr std::size_t kMost = 20'000;  // more than the country has; a file of noise has no end of them
  const std::string key = district.empty() ? text : text + "\t" + district;
  auto kept = kept_.find(key);
  if (kept == kept_.end()) {
    if (kept_.size() >= kMost) kept_.clear();
    kept = kept_.emplace(key, look_up(text, cell.numeric, allowed, place, reporter, district)).first;
    if (kept->second.area != nullptr) seen_province_ = province_of(book_, *kept->second.area);
  }
  const Resolved& resolved = kept->second;
  if (resolved.area == nullptr) {
    reporter.add(resolved.code, place, text, "", {{"date", day_.vietnamese()}, {"detail", resolved.detail}});
  }
  return resolved.area;
}

}  // namespace rasoat::ingest
