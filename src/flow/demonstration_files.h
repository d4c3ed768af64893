#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "domain/demonstration.h"
#include "domain/rules.h"

namespace rasoat::flow {

/// One file of the demonstration, as an officer would send it.
struct DemonstrationFile {
  domain::Kind kind = domain::Kind::households;
  std::string round;
  std::string name;
  std::string bytes;
};

/// The lists of poor and near-poor households of one year of a province and its totals, as CSV in the words
/// of the contract, on the units in force at the round's reference date: a list for each district, or for
/// each commune where there are no districts any more, and one file of counts. All people in it are made up:
/// names are drawn from lists, ID numbers begin with 000, which no province has.
std::vector<DemonstrationFile> demonstration_files(const domain::DemonstrationPlan& plan,
                                                   const domain::DemonstrationYear& year,
                                                   const domain::Round& round,
                                                   const domain::Standard& standard,
                                                   const domain::AreaBook& areas);

}  // namespace rasoat::flow
