#include "domain/list_changes.h"

#include <functional>
#include <unordered_map>

namespace rasoat::domain {
namespace {

using List = std::vector<ComparedHousehold>;
using Key = std::function<std::string(const ComparedHousehold&)>;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::string full_key(const ComparedHousehold& one) {
  return std::to_string(number(one.area)) + "|" + one.former + "|" + one.place;
}
std::string short_key(const ComparedHousehold& one) {
  return std::to_string(number(one.area)) + "|" + one.place;
}

/// Pairs what is still free on both sides and has a key of its own there.
void pair_by(const Key& key, const List& before, const List& after, std::vector<std::size_t>& partner,
             std::vector<bool>& taken) {
  struct Sides {
    std::size_t before = kNone, after = kNone;
    bool twice = false;
  };
  std::unordered_map<std::string, Sides> sides;
  const auto take = [](std::size_t& place, std::size_t position, bool& twice) {
    twice = twice || place != kNone;
    place = position;
  };
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (taken[i]) continue;
    const std::string of = key(before[i]);
    if (of.empty()) continue;
    Sides& here = sides[of];
    take(here.before, i, here.twice);
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (partner[i] != kNone) continue;
    const auto here = sides.find(key(after[i]));
    if (here != sides.end()) take(here->second.after, i, here->second.twice);
  }
  for (const auto& [of, here] : sides) {
    if (here.twice || here.before == kNone || here.after == kNone) continue;
    partner[here.after] = here.before;
    taken[here.before] = true;
  }
}

bool listed(HouseholdClass value) {
  return value == HouseholdClass::poor || value == HouseholdClass::near_poor;
}

/// Columns 2 to 4 (leaving) and 5 to 8 (coming) of the table of one class, for a household of both lists.
void count_same(ListFlow& flow, HouseholdClass of, HouseholdClass other, HouseholdClass was,
                HouseholdClass is, bool before_that) {
  if (was == of) {
    ++flow.start;
    if (is == other) ++flow.to_other;
    if (!listed(is)) ++flow.escaped;
  }
  if (is != of) return;
  ++flow.end;
  if (was == other) ++flow.from_other;
  if (!listed(was)) ++(before_that ? flow.again : flow.fresh);
}

void count_gone(ListFlow& flow, HouseholdClass of, HouseholdClass was) {
  if (was != of) return;
  ++flow.start;
  ++flow.other_out;
}

void count_fresh(ListFlow& flow, HouseholdClass of, const ComparedHousehold& now, bool before_that) {
  if (now.declared != of) return;
  ++flow.end;
  // Listed elsewhere the year before: it moved in, or was split off.
  const bool moved_in = now.previous && listed(*now.previous);
  ++(moved_in ? flow.other_in : before_that ? flow.again : flow.fresh);
}

}  // namespace

ListMatch match_lists(const List& before, const List& after) {
  std::vector<std::size_t> partner(after.size(), kNone);
  std::vector<bool> taken(before.size(), false);
  pair_by(full_key, before, after, partner, taken);
  pair_by([](const ComparedHousehold& one) { return one.id_hash; }, before, after, partner, taken);
  pair_by(short_key, before, after, partner, taken);
  ListMatch match;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (partner[i] == kNone) {
      match.fresh.push_back(i);
    } else {
      match.same.emplace_back(partner[i], i);
    }
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!taken[i]) match.gone.push_back(i);
  }
  return match;
}

std::map<AreaId, ListFlows> list_flows(const List& before, const List& after, const ListMatch& match,
                                       const std::vector<EarlierClasses>& earlier) {
  std::map<AreaId, ListFlows> flows;
  const auto at = [&](AreaId area, const auto& count) {
    count(flows[area]);
    count(flows[AreaId{}]);
  };
  constexpr HouseholdClass poor = HouseholdClass::poor, near_poor = HouseholdClass::near_poor;
  for (const auto& [then, now] : match.same) {
    const HouseholdClass was = before[then].declared, is = after[now].declared;
    at(after[now].area, [&, now = now](ListFlows& flow) {
      count_same(flow.poor, poor, near_poor, was, is, earlier[now].poor);
      count_same(flow.near_poor, near_poor, poor, was, is, earlier[now].near_poor);
    });
  }
  for (const std::size_t then : match.gone) {
    at(before[then].area, [&](ListFlows& flow) {
      count_gone(flow.poor, poor, before[then].declared);
      count_gone(flow.near_poor, near_poor, before[then].declared);
    });
  }
  for (const std::size_t now : match.fresh) {
    at(after[now].area, [&](ListFlows& flow) {
      count_fresh(flow.poor, poor, after[now], earlier[now].poor);
      count_fresh(flow.near_poor, near_poor, after[now], earlier[now].near_poor);
    });
  }
  return flows;
}

}  // namespace rasoat::domain
