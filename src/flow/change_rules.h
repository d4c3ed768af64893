#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "flow/tools.h"

namespace rasoat::flow {

/// The files that decide figures; a folder of edited rules holds any of them, the rest stays as it is.
/// areas, standards, indicators, flags, rounds.json, programmes.json, calendar.json.
std::vector<std::string> ruling_names();

/// One figure, flag or count of classes that edited rules would change. Values in words, empty for none.
struct RuleEffect {
  std::string what;  ///< `figure`, `flag`, `class` or `rule`
  std::string subject;
  std::string round;
  std::string area;
  std::string before;
  std::string after;
};

/// What would change: the same facts counted under the rules in force and under `edited`.
std::vector<RuleEffect> compare_rules(Tools& tools, std::shared_ptr<const domain::Rules> edited,
                                      std::shared_ptr<const domain::Boundaries> boundaries);

/// sha256 over the ruling files of rules as read.
std::string hash_of_rules(const domain::Rules& rules);

/// An administrator by name and password; a Problem otherwise.
domain::Result<access::Person> administrator(Tools& tools, const std::string& user,
                                             const std::string& password);

/// Proposes `edited` under a decision; nothing is in force yet.
domain::Outcome propose_rules(Tools& tools, const domain::Rules& edited, const std::string& decision,
                              domain::Date date, const access::Person& by);
/// Puts proposed rules in force: another administrator's step. The files are copied into the data folder,
/// which every instance and every backup has; services take them up with a reload.
domain::Outcome activate_rules(Tools& tools, const domain::Rules& edited, const std::filesystem::path& folder,
                               const access::Person& by);

}  // namespace rasoat::flow
