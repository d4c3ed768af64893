#include "domain/flag_flips.h"

#include <map>
#include <tuple>

namespace rasoat::domain {
namespace {

using Key = std::tuple<std::string, std::string, AreaId>;

std::map<Key, const Flag*> by_key(const FlagList& list) {
  std::map<Key, const Flag*> all;
  for (const Flag& flag : list.flags) all.emplace(Key{flag.indicator.text(), flag.rule, flag.area}, &flag);
  return all;
}

}  // namespace

Result<std::vector<FlagFlip>> flag_flips(const Snapshot& before, const Snapshot& after,
                                         const RankQuery& query) {
  const auto old_list = list_flags(before, query);
  if (!old_list) return old_list.problem();
  const auto new_list = list_flags(after, query);
  if (!new_list) return new_list.problem();
  const auto old_flags = by_key(*old_list);
  const auto new_flags = by_key(*new_list);
  std::vector<FlagFlip> flips;
  for (const auto& [key, flag] : new_flags) {
    const auto was = old_flags.find(key);
    if (was == old_flags.end()) {
      flips.push_back({FlagFlip::What::raised, *flag, ""});
    } else if (was->second->severity != flag->severity) {
      flips.push_back({FlagFlip::What::severity, *flag, was->second->severity});
    }
  }
  for (const auto& [key, flag] : old_flags) {
    if (!new_flags.contains(key)) flips.push_back({FlagFlip::What::cleared, *flag, ""});
  }
  return flips;
}

}  // namespace rasoat::domain
