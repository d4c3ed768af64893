// The same facts under two sets of rules: which figures, flags and computed classes differ.

#include <map>
#include <set>

#include "domain/classify.h"
#include "domain/figure.h"
#include "domain/flag_list.h"
#include "domain/ranking.h"
#include "flow/change_rules.h"
#include "store/rules.h"

namespace rasoat::flow {
namespace {

using domain::Level;
using domain::Snapshot;

/// Values by area and everything that is flagged, of one side.
struct Side {
  std::map<std::string, std::string> figures;  // "indicator|round|area" → value in words
  std::map<std::string, std::string> flags;    // "rule indicator|round|area" → severity
};

std::string key(std::string_view what, const domain::Round& round, const domain::AreaCode& area) {
  return std::string(what) + "|" + round.code.text() + "|" + area.text();
}

std::string in_words(const domain::Figure& figure) {
  if (!figure.value) return "";
  if (figure.numerator && figure.denominator)
    return std::to_string(*figure.numerator) + "/" + std::to_string(*figure.denominator);
  return figure.value->plain(2);
}

std::vector<const domain::Area*> areas_of(const Snapshot& snapshot, const domain::Round& round, Level level,
                                          const std::string& within) {
  domain::RankQuery query;
  query.round = round.code.text();
  query.level = level;
  query.within = within;
  const auto resolved = domain::resolve(snapshot, query);
  return resolved ? resolved->areas : std::vector<const domain::Area*>();
}

/// Figures of some areas; true where any of them rests on a count.
bool read_figures(const domain::FigureReader& reader, const std::vector<const domain::Area*>& areas,
                  Side& side) {
  bool counted = false;
  for (const domain::Indicator& indicator : reader.snapshot().rules->indicators) {
    if (indicator.dated()) continue;
    for (const domain::Area* area : areas) {
      const domain::Figure figure = reader.figure(indicator, area->id);
      counted = counted || figure.coverage.reported > 0;
      if (figure.value)
        side.figures[key(indicator.code.text(), reader.round(), area->code)] = in_words(figure);
    }
  }
  return counted;
}

void read_flags(const Snapshot& snapshot, const domain::Round& round, Level level, const std::string& within,
                Side& side) {
  domain::RankQuery query;
  query.round = round.code.text();
  query.level = level;
  query.within = within;
  query.partial = domain::Partial::accept;
  const auto flags = domain::list_flags(snapshot, query);
  if (!flags) return;
  for (const domain::Flag& flag : flags->flags)
    side.flags[key(flag.rule + " " + flag.indicator.text(), round,
                   snapshot.rules->areas.get(flag.area).code)] = flag.severity;
}

/// Every province with a count in a round, down to its communes. The others have published figures at most.
Side all_of(const Snapshot& snapshot) {
  Side side;
  for (const domain::Round& round : snapshot.rounds) {
    const domain::FigureReader reader(snapshot, round, round.reference_date);
    for (const domain::Area* province : areas_of(snapshot, round, Level::province, "VN")) {
      if (!read_figures(reader, {province}, side)) continue;
      const std::string& code = province->code.text();
      read_flags(snapshot, round, Level::province, code, side);
      for (const Level level : {Level::district, Level::commune}) {
        read_figures(reader, areas_of(snapshot, round, level, code), side);
        read_flags(snapshot, round, level, code, side);
      }
    }
  }
  return side;
}

void differences(std::string_view what, const std::map<std::string, std::string>& before,
                 const std::map<std::string, std::string>& after, std::vector<RuleEffect>& effects) {
  std::set<std::string> keys;
  for (const auto& [each, value] : before) keys.insert(each);
  for (const auto& [each, value] : after) keys.insert(each);
  const auto value_of = [](const std::map<std::string, std::string>& side, const std::string& each) {
    const auto found = side.find(each);
    return found == side.end() ? std::string() : found->second;
  };
  for (const std::string& each : keys) {
    const std::string old_value = value_of(before, each);
    const std::string new_value = value_of(after, each);
    if (old_value == new_value) continue;
    const auto first = each.find('|');
    const auto second = each.find('|', first + 1);
    effects.push_back({std::string(what), each.substr(0, first), each.substr(first + 1, second - first - 1),
                       each.substr(second + 1), old_value, new_value});
  }
}

/// Files and rounds that differ, whether or not a figure hangs on them yet.
void changed_files(const domain::Rules& before, const domain::Rules& after,
                   std::vector<RuleEffect>& effects) {
  std::set<std::string> names;
  for (const auto& [name, hash] : before.hashes) names.insert(name);
  for (const auto& [name, hash] : after.hashes) names.insert(name);
  for (const std::string& name : names) {
    const auto old_hash = before.hashes.find(name);
    const auto new_hash = after.hashes.find(name);
    const std::string old_text = old_hash == before.hashes.end() ? "" : old_hash->second.substr(0, 16);
    const std::string new_text = new_hash == after.hashes.end() ? "" : new_hash->second.substr(0, 16);
    if (old_text != new_text) effects.push_back({"rule", name, "", "", old_text, new_text});
  }
}

/// The class that a snapshot's own standard gives; nothing where it has no cut.
std::optional<domain::HouseholdClass> class_under(const Snapshot& snapshot,
                                                  const store::ScoredHouseholds& group) {
  const domain::Round* round = domain::find_round(snapshot.rounds, group.round);
  const domain::Standard* standard = round == nullptr ? nullptr : snapshot.rules->standard(round->standard);
  if (standard == nullptr) return std::nullopt;
  const auto made = domain::classify(*standard, {group.setting, *group.b1, *group.b2});
  return made ? std::optional(*made) : std::nullopt;
}

/// Households whose computed class changes, by round and both classes. The declared class, which counts,
/// never does.
void changed_classes(Tools& tools, const Snapshot& before, const Snapshot& after,
                     std::vector<RuleEffect>& effects) {
  std::map<std::string, std::pair<std::int64_t, RuleEffect>> counts;
  for (const store::ScoredHouseholds& group : store::scored_households(tools.pool)) {
    if (!group.b1 || !group.b2) continue;
    const auto old_class = class_under(before, group);
    const auto new_class = class_under(after, group);
    if (old_class == new_class) continue;
    const std::string old_name = old_class ? std::string(domain::name(*old_class)) : "";
    const std::string new_name = new_class ? std::string(domain::name(*new_class)) : "";
    auto& [households, effect] = counts[group.round + "|" + old_name + "|" + new_name];
    households += group.households;
    effect = {"class", "households " + std::to_string(households), group.round, "", old_name, new_name};
  }
  for (auto& [each, counted] : counts) effects.push_back(std::move(counted.second));
}

}  // namespace

std::vector<RuleEffect> compare_rules(Tools& tools, std::shared_ptr<const domain::Rules> edited,
                                      std::shared_ptr<const domain::Boundaries> boundaries) {
  const auto before = tools.live.fresh();
  LiveSnapshot other(tools.pool, std::move(edited), std::move(boundaries));
  const auto after = other.fresh();
  std::vector<RuleEffect> effects;
  changed_files(*before->rules, *after->rules, effects);
  if (effects.empty()) return effects;
  const Side old_side = all_of(*before);
  const Side new_side = all_of(*after);
  differences("figure", old_side.figures, new_side.figures, effects);
  differences("flag", old_side.flags, new_side.flags, effects);
  changed_classes(tools, *before, *after, effects);
  return effects;
}

}  // namespace rasoat::flow
