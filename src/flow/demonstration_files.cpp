#include "flow/demonstration_files.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "domain/measure.h"
#include "flow/demonstration_people.h"

namespace rasoat::flow {
namespace {

using domain::DemonstrationRow;
using domain::HouseholdClass;
using domain::Measure;
using domain::mixed;
using domain::Passage;
namespace measures = domain::measures;

constexpr std::string_view kListHeader =
    "commune_code,former_commune,village,household_code,head_name,head_id_number,birth_year,gender,ethnicity,"
    "members,"
    "setting,b1_score,b2_score,deprivations,class,previous_class,causes,no_labour_capacity,merit,enumerator,"
    "survey_date,"
    "decision_no,decision_date,change_reason\n";

constexpr std::array kCounted{measures::households,
                              measures::households_minority,
                              measures::persons,
                              measures::persons_minority,
                              measures::poor,
                              measures::poor_minority,
                              measures::poor_persons,
                              measures::near_poor,
                              measures::near_poor_minority,
                              measures::near_poor_persons,
                              measures::average,
                              measures::average_persons,
                              measures::poor_start,
                              measures::poor_to_near_poor,
                              measures::poor_escaped,
                              measures::poor_other_out,
                              measures::poor_from_near_poor,
                              measures::poor_again,
                              measures::poor_new,
                              measures::poor_other_in,
                              measures::near_poor_start,
                              measures::near_poor_escaped,
                              measures::near_poor_to_poor,
                              measures::near_poor_other_out,
                              measures::near_poor_from_poor,
                              measures::near_poor_again,
                              measures::near_poor_new,
                              measures::near_poor_other_in};

using Counts = std::map<Measure, std::int64_t>;

std::string numbers_of(const domain::DeprivationSet& set) {
  std::string text;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (set[i]) text += (text.empty() ? "" : ";") + std::to_string(i + 1);
  }
  return text.empty() ? "0" : text;
}

std::string_view change_of(const DemonstrationRow& row) {
  switch (row.passage) {
    case Passage::fresh:
      return "phát sinh mới";
    case Passage::again:
      return *row.now == HouseholdClass::poor ? "tái nghèo" : "tái cận nghèo";
    case Passage::moved:
      return *row.now == HouseholdClass::poor ? "từ hộ cận nghèo" : "thoát nghèo nhưng còn cận nghèo";
    default:
      return "";
  }
}

/// Rows of one year on the units of its date, made list by list and counted as they go.
class YearFiles {
 public:
  YearFiles(const domain::DemonstrationPlan& plan, const domain::DemonstrationPlan::Year& year,
            const domain::Round& round, const domain::Standard& standard, const domain::AreaBook& areas)
      : plan_(plan),
        year_(year),
        round_(round),
        areas_(areas),
        people_(plan, standard, areas, round.reference_date) {}

  void add(const DemonstrationRow& row);
  void add(const domain::DemonstrationWhole& whole);
  std::vector<DemonstrationFile> take();

 private:
  void write(const DemonstrationRow& row, const DemonstrationHousehold& household);
  void count(const DemonstrationRow& row, const DemonstrationHousehold& household);
  std::string counts_file() const;
  /// The unit whose officer sends the list.
  std::string sender(const domain::Area& commune) const;

  const domain::DemonstrationPlan& plan_;
  const domain::DemonstrationPlan::Year& year_;
  const domain::Round& round_;
  const domain::AreaBook& areas_;
  DemonstrationPeople people_;
  std::map<std::string, std::string> lists_;
  std::map<std::string, Counts> counts_;
};

std::string YearFiles::sender(const domain::Area& commune) const {
  const domain::Area* district = areas_.ancestor(commune.id, domain::Level::district);
  return district == nullptr ? commune.code.text() : district->code.text();
}

void YearFiles::add(const DemonstrationRow& row) {
  const DemonstrationHousehold household = people_.household(row);
  count(row, household);
  if (row.now) write(row, household);
}

void YearFiles::write(const DemonstrationRow& row, const DemonstrationHousehold& household) {
  std::string& list = lists_[sender(*household.commune)];
  if (list.empty()) list = kListHeader;
  const std::uint64_t chance = mixed(plan_.seed, std::stoull(household.id_number), 41);
  const bool poor = *row.now == HouseholdClass::poor;
  const bool moved = household.home->id != household.commune->id;
  const int year = round_.reference_date.year();
  // The review runs from 1 September to 14 December (Decision 24/2021); commune decisions follow in December.
  const domain::Date surveyed =
      domain::Date::of(year, 9, 15)
          ->plus_days(static_cast<std::int32_t>(mixed(chance, static_cast<std::uint64_t>(year)) % 60));
  const std::string causes = chance % 3 == 0 ? fmt::format("{}", 1 + chance / 7 % 8)
                                             : fmt::format("{};{}", 1 + chance / 7 % 4, 5 + chance / 31 % 4);
  const std::string_view before = !row.before ? "not_poor" : domain::name(*row.before);
  fmt::format_to(
      std::back_inserter(list),
      "{},{},{} {},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
      household.commune->code.text(), moved ? household.home->full_name : "",
      household.home->kind == "phuong" || household.home->kind == "thi_tran" ? "Tổ dân phố" : "Thôn",
      household.village, household.code, household.head_name, household.id_number, household.birth_year,
      household.woman ? "female" : "male", household.ethnicity, household.members,
      domain::name(household.setting), household.b1, 10 * household.deprivations.count(),
      numbers_of(household.deprivations), domain::name(*row.now), before, causes,
      poor && chance / 11 % 100 < 14 ? 1 : 0, chance / 13 % 1000 < 9 ? 1 : 0,
      fmt::format("Rà soát viên {:02}", 1 + household.village * 2 % 7 + static_cast<int>(chance / 17 % 2)),
      surveyed.iso(), fmt::format("MẪU-{}/QĐ-UBND", 100 + number(household.commune->id) % 400),
      domain::Date::of(year, 12, 10)->iso(), change_of(row));
}

void YearFiles::count(const DemonstrationRow& row, const DemonstrationHousehold& household) {
  Counts& counts = counts_[household.commune->code.text()];
  if (row.now) {
    const bool poor = *row.now == HouseholdClass::poor;
    ++counts[poor ? measures::poor : measures::near_poor];
    counts[poor ? measures::poor_persons : measures::near_poor_persons] += household.members;
    if (row.minority) ++counts[poor ? measures::poor_minority : measures::near_poor_minority];
  }
  // Official tables 2 and 3: who was there, who left whereto, who came wherefrom.
  if (row.before) {
    const bool poor = *row.before == HouseholdClass::poor;
    ++counts[poor ? measures::poor_start : measures::near_poor_start];
    if (row.passage == Passage::escaped)
      ++counts[poor ? measures::poor_escaped : measures::near_poor_escaped];
    if (row.passage == Passage::other_out)
      ++counts[poor ? measures::poor_other_out : measures::near_poor_other_out];
  }
  if (row.passage == Passage::moved) {
    const bool up = *row.now == HouseholdClass::near_poor;
    ++counts[up ? measures::poor_to_near_poor : measures::near_poor_to_poor];
    ++counts[up ? measures::near_poor_from_poor : measures::poor_from_near_poor];
  }
  if (!row.now) return;
  const bool poor = *row.now == HouseholdClass::poor;
  if (row.passage == Passage::fresh) ++counts[poor ? measures::poor_new : measures::near_poor_new];
  if (row.passage == Passage::again) ++counts[poor ? measures::poor_again : measures::near_poor_again];
}

/// Households spread evenly over the villages of their commune, which may lie in several units of the date.
void YearFiles::add(const domain::DemonstrationWhole& whole) {
  const int villages = people_.villages(whole.commune);
  const auto part = [&](std::int64_t all, int village) {
    return all / villages + (village <= all % villages ? 1 : 0);
  };
  for (int village = 1; village <= villages; ++village) {
    Counts& counts = counts_[people_.unit_of(whole.commune, village).code.text()];
    const std::int64_t households = part(whole.households, village);
    const std::int64_t minority = std::min(households, part(whole.households_minority, village));
    counts[measures::households] += households;
    counts[measures::households_minority] += part(whole.households_minority, village);
    counts[measures::persons] += (households - minority) * 36 / 10 + minority * 41 / 10;
    counts[measures::persons_minority] += minority * 41 / 10;
    counts[measures::average] +=
        households * (3 + static_cast<int>(mixed(plan_.seed, number(whole.commune), 51) % 3)) / 100;
  }
}

std::string YearFiles::counts_file() const {
  std::string text = "area_code";
  for (const Measure measure : kCounted) text += "," + domain::name(measure);
  text += "\n";
  for (auto [code, counts] : counts_) {
    counts[measures::average_persons] = counts[measures::average] * 37 / 10;
    text += code;
    for (const Measure measure : kCounted) text += "," + std::to_string(counts[measure]);
    text += "\n";
  }
  return text;
}

std::vector<DemonstrationFile> YearFiles::take() {
  std::vector<DemonstrationFile> files;
  const std::string round = round_.code.text();
  files.push_back(
      {domain::Kind::counts, round, "demo-counts-" + year_.province + "-" + round + ".csv", counts_file()});
  for (auto& [code, list] : lists_) {
    files.push_back(
        {domain::Kind::households, round, "demo-households-" + code + "-" + round + ".csv", std::move(list)});
  }
  return files;
}

}  // namespace

std::vector<DemonstrationFile> demonstration_files(const domain::DemonstrationPlan& plan,
                                                   const domain::DemonstrationYear& year,
                                                   const domain::Round& round,
                                                   const domain::Standard& standard,
                                                   const domain::AreaBook& areas) {
  YearFiles files(plan, *year.plan, round, standard, areas);
  for (const domain::DemonstrationWhole& whole : year.wholes) files.add(whole);
  for (const DemonstrationRow& row : year.rows) files.add(row);
  return files.take();
}

}  // namespace rasoat::flow
