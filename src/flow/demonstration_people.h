#pragma once

#include <string>

#include "domain/demonstration.h"
#include "domain/standard.h"

namespace rasoat::flow {

/// One made-up household of one year, with every answer an enumerator would have written.
struct DemonstrationHousehold {
  const domain::Area* home = nullptr;     ///< on the plan's boundaries
  const domain::Area* commune = nullptr;  ///< on the round's date
  int village = 1;
  bool woman = false;
  int birth_year = 1970;
  int members = 1;
  std::string code;
  std::string head_name;
  std::string id_number;
  std::string ethnicity;
  domain::Setting setting = domain::Setting::rural;
  int b1 = 0;
  domain::DeprivationSet deprivations;
};

/// Draws people and answers from the plan's seed: the same household keeps its name, home and size through
/// the years, and the order in which deprivations befall it. Pure; keeps references to plan, standard and
/// units.
class DemonstrationPeople {
 public:
  DemonstrationPeople(const domain::DemonstrationPlan& plan, const domain::Standard& standard,
                      const domain::AreaBook& areas, domain::Date day);

  DemonstrationHousehold household(const domain::DemonstrationRow& row) const;
  /// Villages of a commune of the plan, and the unit on the round's date each lies in.
  int villages(domain::AreaId home) const;
  const domain::Area& unit_of(domain::AreaId home, int village) const;

 private:
  void draw_answers(const domain::DemonstrationRow& row, std::uint64_t person,
                    DemonstrationHousehold& household) const;
  domain::DeprivationSet draw_deprivations(std::uint64_t person, int count) const;
  const domain::DemonstrationPlan::District& district_of(const domain::Area& home) const;

  const domain::DemonstrationPlan& plan_;
  const domain::Standard& standard_;
  const domain::AreaBook& areas_;
  domain::Date day_;
};

}  // namespace rasoat::flow
