#include "flow/demonstration_people.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace rasoat::flow {
namespace {

using domain::mixed;

const std::string& drawn_from(const std::vector<std::string>& words, std::uint64_t chance) {
  return words.at(chance % words.size());
}

bool in_hundred(std::uint64_t chance, std::uint64_t percent) { return chance % 100 < percent; }

}  // namespace

DemonstrationPeople::DemonstrationPeople(const domain::DemonstrationPlan& plan,
                                         const domain::Standard& standard, const domain::AreaBook& areas,
                                         domain::Date day)
    : plan_(plan), standard_(standard), areas_(areas), day_(day) {}

const domain::DemonstrationPlan::District& DemonstrationPeople::district_of(const domain::Area& home) const {
  const domain::Area* district = areas_.ancestor(home.id, domain::Level::district);
  for (const auto& each : plan_.districts) {
    if (district != nullptr && each.code == district->code.text()) return each;
  }
  throw std::logic_error("demonstration: no district of " + home.code.text());
}

int DemonstrationPeople::villages(domain::AreaId home) const {
  return 4 + static_cast<int>(mixed(plan_.seed, number(home), 11) % 6);
}

const domain::Area& DemonstrationPeople::unit_of(domain::AreaId home, int village) const {
  auto places = areas_.image(home, day_);
  if (places.empty())
    throw std::logic_error("demonstration: nothing became of " + areas_.get(home).code.text());
  std::sort(places.begin(), places.end());
  return areas_.get(places[static_cast<std::size_t>(village) % places.size()]);
}

DemonstrationHousehold DemonstrationPeople::household(const domain::DemonstrationRow& row) const {
  const std::uint64_t person = mixed(plan_.seed, number(row.commune), row.number, row.minority ? 1 : 2);
  const auto chance = [&](std::uint64_t what) { return mixed(person, what); };
  DemonstrationHousehold household;
  household.home = &areas_.get(row.commune);
  household.village = 1 + static_cast<int>(chance(1) % static_cast<std::uint64_t>(villages(row.commune)));
  household.commune = &unit_of(row.commune, household.village);
  household.setting = household.commune->setting.value_or(domain::Setting::rural);
  household.woman = in_hundred(chance(2), 34);
  household.birth_year = 1938 + static_cast<int>((chance(3) % 60 + chance(4) % 60) / 2);
  household.members = 1 + static_cast<int>((chance(5) % 4 + chance(6) % (row.minority ? 5 : 3)));
  household.code = fmt::format("{:05}", row.number * 2 + (row.minority ? 1 : 0));
  // No province has the number 000, so these belong to nobody.
  household.id_number =
      fmt::format("000{:0>5}{:04}", household.home->code.text(), row.number * 2 + (row.minority ? 1 : 0));
  const auto& district = district_of(*household.home);
  household.ethnicity = row.minority ? drawn_from(district.ethnicities, chance(7)) : "Kinh";
  household.head_name =
      fmt::format("{} {}", drawn_from(row.minority ? district.surnames : plan_.surnames, chance(8)),
                  drawn_from(household.woman ? plan_.given_names_women : plan_.given_names_men, chance(9)));
  draw_answers(row, person, household);
  return household;
}

void DemonstrationPeople::draw_answers(const domain::DemonstrationRow& row, std::uint64_t person,
                                       DemonstrationHousehold& household) const {
  const std::uint64_t year = static_cast<std::uint64_t>(day_.year());
  const domain::PovertyLine& line = standard_.line(household.setting);
  if (!line.b1_cut || !row.now) return;
  // Sums of several answers: thin far below the cut, dense in the middle, thinner again towards it.
  const std::uint64_t below = mixed(person, year, 21) % 45 + mixed(person, year, 22) % 45;
  household.b1 = *line.b1_cut - static_cast<int>(below);
  const std::uint64_t chance = mixed(person, year, 23) % 100;
  const int least = standard_.min_deprivations_poor;
  int count = 0;
  if (*row.now == domain::HouseholdClass::poor) {
    count = least + (chance < 52 ? 0 : chance < 79 ? 1 : chance < 94 ? 2 : 3);
  } else {
    count = std::max(0, least - (chance < 58 ? 1 : chance < 90 ? 2 : 3));
  }
  household.deprivations = draw_deprivations(person, count);
}

/// Weighted drawing without putting back; the order lasts, so that what a household lacks changes slowly.
domain::DeprivationSet DemonstrationPeople::draw_deprivations(std::uint64_t person, int count) const {
  domain::DeprivationSet set;
  std::vector<std::int64_t> weights = plan_.deprivation_weights;
  weights.resize(standard_.deprivations.size(), 1);
  for (int drawn = 0; drawn < count; ++drawn) {
    std::int64_t sum = 0;
    for (const std::int64_t weight : weights) sum += weight;
    if (sum == 0) break;
    auto at = static_cast<std::int64_t>(mixed(person, 31, static_cast<std::uint64_t>(drawn)) %
                                        static_cast<std::uint64_t>(sum));
    std::size_t which = 0;
    while (at >= weights[which]) at -= weights[which++];
    set.set(which);
    weights[which] = 0;
  }
  return set;
}

}  // namespace rasoat::flow
