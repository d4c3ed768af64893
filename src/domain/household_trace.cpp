#include "domain/household_trace.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

namespace rasoat::domain {
namespace {

/// Where the units of one day lie on another; nothing for a unit that was split.
class Places {
 public:
  Places(const AreaBook& book, Date day) : book_(book), day_(day) {}

  std::optional<AreaId> of(AreaId area) {
    const auto known = kept_.find(number(area));
    if (known != kept_.end()) return known->second;
    const auto image = book_.image(area, day_);
    const auto place = image.size() == 1 ? std::optional(image.front()) : std::nullopt;
    return kept_.emplace(number(area), place).first->second;
  }

 private:
  const AreaBook& book_;
  Date day_;
  std::unordered_map<std::uint32_t, std::optional<AreaId>> kept_;
};

using Key = std::tuple<AreaId, std::string, std::string>;

/// Positions by key; a key with more than one household names none.
std::map<Key, std::optional<std::size_t>> by_place(const ListOfRound& list, Places& places) {
  std::map<Key, std::optional<std::size_t>> found;
  for (std::size_t i = 0; i < list.households.size(); ++i) {
    const ListedHousehold& household = list.households[i];
    const auto place = places.of(household.area);
    if (!place) continue;
    const auto [at, fresh] = found.try_emplace({*place, household.village, household.code}, i);
    if (!fresh) at->second.reset();
  }
  return found;
}

std::map<std::string, std::optional<std::size_t>> by_number(const ListOfRound& list) {
  std::map<std::string, std::optional<std::size_t>> found;
  for (std::size_t i = 0; i < list.households.size(); ++i) {
    if (list.households[i].id_hash.empty()) continue;
    const auto [at, fresh] = found.try_emplace(list.households[i].id_hash, i);
    if (!fresh) at->second.reset();
  }
  return found;
}

/// For each household of the last list, where it stands in each list: its chain back through the rounds.
class Chains {
 public:
  Chains(const AreaBook& book, const std::vector<ListOfRound>& lists) {
    for (std::size_t i = 0; i + 1 < lists.size(); ++i) {
      auto& back = back_.emplace_back(lists[i + 1].households.size());
      auto& forth = forth_.emplace_back(lists[i].households.size());
      for (const SameHousehold& same : match_households(book, lists[i], lists[i + 1])) {
        back[same.later] = same.earlier;
        forth[same.earlier] = same.later;
      }
    }
  }
  std::optional<std::size_t> back(std::size_t list, std::size_t household) const {
    return list == 0 ? std::nullopt : back_[list - 1][household];
  }
  std::optional<std::size_t> forth(std::size_t list, std::size_t household) const {
    return list >= forth_.size() ? std::nullopt : forth_[list][household];
  }

 private:
  std::vector<std::vector<std::optional<std::size_t>>> back_, forth_;
};

/// Poor in any list before the one before the last, by an unbroken chain or by its ID number.
bool poor_before(const std::vector<ListOfRound>& lists, const Chains& chains,
                 const std::set<std::string>& numbers, std::size_t household) {
  const std::size_t last = lists.size() - 1;
  const std::string& number = lists[last].households[household].id_hash;
  if (!number.empty() && numbers.contains(number)) return true;
  std::optional<std::size_t> at = household;
  for (std::size_t list = last; list > 0 && at; --list) {
    at = chains.back(list, *at);
    if (at && lists[list - 1].households[*at].declared == HouseholdClass::poor) return true;
  }
  return false;
}

/// A household that was poor: what the later list says of it, where it says anything.
void count_leaving(const ListedHousehold* now, bool here, ListedMovement& line) {
  line.start += 1;
  if (now == nullptr || !here) {
    line.other_out += 1;
  } else if (now->declared == HouseholdClass::near_poor) {
    line.to_near_poor += 1;
  } else if (now->declared != HouseholdClass::poor) {
    line.escaped += 1;
  }
}

}  // namespace

std::vector<SameHousehold> match_households(const AreaBook& book, const ListOfRound& earlier,
                                            const ListOfRound& later) {
  std::vector<SameHousehold> all;
  Places places(book, later.day);
  std::vector<char> found_then(earlier.households.size(), 0);
  std::vector<char> found_now(later.households.size(), 0);
  const auto take = [&](std::size_t then, std::size_t now, Sameness by) {
    if (found_then[then] != 0 || found_now[now] != 0) return;
    found_then[then] = found_now[now] = 1;
    all.push_back({then, now, by});
  };
  const auto now_by_place = by_place(later, places);
  for (const auto& [key, then] : by_place(earlier, places)) {
    const auto now = now_by_place.find(key);
    if (!then || now == now_by_place.end() || !now->second) continue;
    // A code that names another ID number than before names another household.
    const std::string& a = earlier.households[*then].id_hash;
    const std::string& b = later.households[*now->second].id_hash;
    if (a.empty() || b.empty() || a == b) take(*then, *now->second, Sameness::code);
  }
  const auto now_by_number = by_number(later);
  for (const auto& [number, then] : by_number(earlier)) {
    const auto now = now_by_number.find(number);
    if (then && now != now_by_number.end() && now->second) take(*then, *now->second, Sameness::id_number);
  }
  return all;
}

std::vector<ListedMovement> listed_movement(const AreaBook& book, const std::vector<ListOfRound>& lists) {
  if (lists.size() < 2) return {};
  const std::size_t last = lists.size() - 1;
  const ListOfRound& now = lists[last];
  const ListOfRound& then = lists[last - 1];
  const Chains chains(book, lists);
  Places places(book, now.day);
  std::set<std::string> numbers;  // of those who were poor in older lists
  for (std::size_t list = 0; list + 1 < last; ++list) {
    for (const ListedHousehold& household : lists[list].households) {
      if (household.declared == HouseholdClass::poor && !household.id_hash.empty())
        numbers.insert(household.id_hash);
    }
  }
  std::map<AreaId, ListedMovement> lines;
  for (std::size_t i = 0; i < then.households.size(); ++i) {
    const ListedHousehold& household = then.households[i];
    if (household.declared != HouseholdClass::poor) continue;
    const auto found = chains.forth(last - 1, i);
    const ListedHousehold* later = found ? &now.households[*found] : nullptr;
    const auto place = places.of(household.area);
    if (!place && later == nullptr) continue;
    const AreaId home = place ? *place : later->area;
    count_leaving(later, later != nullptr && later->area == home, lines[home]);
  }
  for (std::size_t i = 0; i < now.households.size(); ++i) {
    const ListedHousehold& household = now.households[i];
    ListedMovement& line = lines[household.area];
    if (household.declared != HouseholdClass::poor) continue;
    line.end += 1;
    const auto found = chains.back(last, i);
    const ListedHousehold* earlier = found ? &then.households[*found] : nullptr;
    const auto place = earlier == nullptr ? std::nullopt : places.of(earlier->area);
    const bool here = earlier != nullptr && (!place || *place == household.area);
    if (here && earlier->declared == HouseholdClass::poor) continue;
    if (here && earlier->declared == HouseholdClass::near_poor) {
      line.from_near_poor += 1;
    } else if (earlier != nullptr && !here) {
      line.other_in += 1;
    } else if (poor_before(lists, chains, numbers, i)) {
      line.again += 1;
    } else {
      line.fresh += 1;
    }
  }
  std::vector<ListedMovement> all;
  for (auto& [area, line] : lines) {
    line.area = area;
    all.push_back(line);
  }
  return all;
}

std::vector<ExitRun> exit_ledger(const AreaBook& book, const std::vector<ListOfRound>& lists) {
  std::vector<ExitRun> ledger;
  if (lists.size() < 2) return ledger;
  const Chains chains(book, lists);
  const std::size_t last = lists.size() - 1;
  for (std::size_t i = 0; i < lists[last].households.size(); ++i) {
    ExitRun run;
    run.household = i;
    std::optional<std::size_t> at = i;
    for (std::size_t list = last; at; --list) {
      const ListedHousehold& household = lists[list].households[*at];
      if (household.declared == HouseholdClass::poor) {
        run.poor_in = lists[list].round;
        break;
      }
      run.out.push_back(
          {lists[list].round, household.declared, household.decision_no, household.decision_date});
      if (list == 0) break;
      at = chains.back(list, *at);
    }
    if (run.poor_in.empty() || run.out.empty()) continue;
    std::reverse(run.out.begin(), run.out.end());
    ledger.push_back(std::move(run));
  }
  return ledger;
}

}  // namespace rasoat::domain
