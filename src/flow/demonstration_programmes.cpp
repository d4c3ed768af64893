#include "flow/demonstration_programmes.h"

#include <algorithm>
#include <map>

#include "domain/dated.h"

namespace rasoat::flow {
namespace {

using domain::Area;
using domain::Date;
using Plan = domain::DemonstrationPlan;

std::int64_t drawn(std::uint64_t seed, std::uint64_t one, std::uint64_t two, std::uint64_t three,
                   std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(domain::mixed(seed, one, two, three) %
                                         static_cast<std::uint64_t>(high - low + 1));
}

/// Per mille of a year's payments made by a day: slow at first, quick at the end.
std::int64_t progress(Date day) {
  const std::int64_t gone =
      day.days_since_1970() - Date::known(std::to_string(day.year()) + "-01-01").days_since_1970() + 1;
  const std::int64_t elapsed = std::min<std::int64_t>(1000, gone * 1000 / 365);
  return (3 * elapsed + 7 * elapsed * elapsed / 1000) / 10;
}

std::string million(std::int64_t thousand_dong) { return domain::million_from_dong(thousand_dong * 1000); }

/// The files of one date, from the units in force then.
class DateFiles {
 public:
  DateFiles(const Plan& plan, const domain::Rules& rules, Date day)
      : plan_(plan), book_(rules.areas), rules_(rules), day_(day) {
    province_ = book_.find(plan.programmes.province, day);
    if (province_ != nullptr) leaves_ = book_.leaves(province_->id, day);
    money_ =
        "as_of,area_code,programme,project,investor,budget,expenditure,plan_year,carried_over,planned,"
        "allocated,disbursed\n";
  }

  std::string money();
  std::string results();
  std::string criteria(const Plan::Criteria& wanted);

 private:
  const Plan::District* district_of(const Area& commune) const;
  bool runs_in(const Plan::Money& money, const Area& commune, const Plan::District* district) const;
  void line(const std::string& area, const std::string& keys, const std::string& investor,
            const std::string& kinds, bool carried, std::int64_t planned, std::int64_t paid_per_mille);

  const Plan& plan_;
  const domain::AreaBook& book_;
  const domain::Rules& rules_;
  Date day_;
  const Area* province_ = nullptr;
  std::vector<const Area*> leaves_;
  std::string money_;
};

/// The district whose weights a commune has; of today's communes the one most of it came from.
const Plan::District* DateFiles::district_of(const Area& commune) const {
  for (const domain::AreaId then : book_.image(commune.id, plan_.boundaries)) {
    const Area* district = book_.ancestor(then, domain::Level::district);
    for (const Plan::District& each : plan_.districts) {
      if (district != nullptr && each.code == district->code.text()) return &each;
    }
  }
  return nullptr;
}

bool DateFiles::runs_in(const Plan::Money& money, const Area& commune, const Plan::District* district) const {
  if (money.where == "all") return true;
  if (money.where == "rural") return commune.kind == "xa";
  if (district == nullptr) return false;
  if (money.where == "minority") return district->minority_per_mille >= 20 || district->code == "524";
  const domain::AreaGroup* group = book_.group(money.where);
  return group != nullptr && std::any_of(group->members.begin(), group->members.end(), [&](const auto& one) {
           return book_.get(one.area).code.text() == district->code && one.valid_from <= day_ &&
                  (!one.valid_to || day_ <= *one.valid_to);
         });
}

void DateFiles::line(const std::string& area, const std::string& keys, const std::string& investor,
                     const std::string& kinds, bool carried, std::int64_t planned,
                     std::int64_t paid_per_mille) {
  const std::int64_t paid = planned * std::min<std::int64_t>(paid_per_mille, 1000) / 1000;
  const std::int64_t allocated = std::max(paid, planned * 96 / 100);
  money_ += day_.iso() + "," + area + "," + keys + "," + investor + "," + kinds + "," +
            std::to_string(day_.year()) + (carried ? ",1," : ",0,") + million(planned) + "," +
            million(allocated) + "," + million(paid) + "\n";
}

std::string DateFiles::money() {
  const auto year = static_cast<std::uint64_t>(day_.year());
  for (const Area* commune : leaves_) {
    const Plan::District* district = district_of(*commune);
    const std::int64_t households = drawn(plan_.seed, number(commune->id), 61, 0, 900, 3100);
    // How fast a place pays lasts; each line has its own luck of the year.
    const std::int64_t pace = drawn(plan_.seed, number(commune->id), 62, 0, 800, 1250);
    for (std::size_t i = 0; i < plan_.programmes.money.size(); ++i) {
      const Plan::Money& money = plan_.programmes.money[i];
      if (!runs_in(money, *commune, district)) continue;
      const std::int64_t luck = drawn(plan_.seed + year, number(commune->id), 63, i, 900, 1150);
      const std::int64_t planned = households * money.thousand_per_household *
                                   drawn(plan_.seed + year, number(commune->id), 64, i, 600, 1400) / 1000;
      const std::int64_t paid = money.paid_per_mille * progress(day_) / 1000 * pace / 1000 * luck / 1000;
      const std::string keys = money.programme + "," + money.project;
      const std::string kinds = money.budget + "," + money.expenditure;
      line(commune->code.text(), keys, "", kinds, false, planned, paid);
      if (money.carried_per_mille > 0 && day_.year() > 2022)
        line(commune->code.text(), keys, "", kinds, true, planned * money.carried_per_mille / 1000,
             paid * 12 / 10);
    }
  }
  for (std::size_t i = 0; i < plan_.programmes.own_money.size(); ++i) {
    const Plan::OwnMoney& own = plan_.programmes.own_money[i];
    std::vector<const Area*> units{province_};
    if (own.level == "district") units = book_.areas_at(domain::Level::district, day_, province_->id);
    for (const Area* unit : units) {
      if (book_.children(unit->id, day_).empty()) continue;  // a district without communes is a leaf above
      const std::int64_t luck = drawn(plan_.seed + year, number(unit->id), 65, i, 550, 1150);
      const std::string name = own.level == "district" ? own.investor + " " + unit->name : own.investor;
      line(unit->code.text(), own.programme + "," + own.project, "\"" + name + "\"",
           own.budget + "," + own.expenditure, false, own.million * 1000,
           own.paid_per_mille * progress(day_) / 1000 * luck / 1000);
    }
  }
  return std::move(money_);
}

std::string DateFiles::results() {
  std::string text = "as_of,area_code,programme,project,indicator,unit,planned,achieved\n";
  const auto year = static_cast<std::uint64_t>(day_.year());
  const auto row = [&](const Area& commune, const std::string& what, std::int64_t planned,
                       std::uint64_t salt) {
    const std::int64_t done = planned * drawn(plan_.seed + year, number(commune.id), 66, salt, 450, 1050) /
                              1000 * progress(day_) / 1000;
    text += day_.iso() + "," + commune.code.text() + "," + what + "," + std::to_string(planned) + "," +
            std::to_string(done) + "\n";
  };
  for (const Area* commune : leaves_) {
    const Plan::District* district = district_of(*commune);
    row(*commune, "GNBV,2,Hộ tham gia mô hình sinh kế,hộ",
        drawn(plan_.seed + year, number(commune->id), 67, 1, 10, 60), 1);
    row(*commune, "GNBV,4,Lao động được đào tạo nghề,người",
        drawn(plan_.seed + year, number(commune->id), 67, 2, 15, 90), 2);
    if (commune->kind == "xa")
      row(*commune, "NTM,,Đường thôn được cứng hóa,mét",
          drawn(plan_.seed + year, number(commune->id), 67, 3, 400, 5200), 3);
    if (district != nullptr && district->minority_per_mille >= 20)
      row(*commune, "DTTS,1,Hộ được hỗ trợ nước sinh hoạt,hộ",
          drawn(plan_.seed + year, number(commune->id), 67, 4, 20, 180), 4);
  }
  return text;
}

/// Better-off communes are recognised first: a commune's standing lasts over the years.
std::string DateFiles::criteria(const Plan::Criteria& wanted) {
  const domain::CriteriaSet* set = rules_.programmes.criteria_on(day_);
  std::string text = "as_of,commune_code";
  const std::size_t count = set == nullptr ? 0 : set->criteria.size();
  for (std::size_t n = 1; n <= count; ++n) text += (n < 10 ? ",c0" : ",c") + std::to_string(n);
  text += ",recognition\n";
  std::vector<std::pair<std::int64_t, const Area*>> standing;
  for (const Area* commune : leaves_) {
    if (set == nullptr || !set->applies(commune->kind)) continue;
    const Plan::District* district = district_of(*commune);
    const std::int64_t minority = district == nullptr ? 0 : district->minority_per_mille;
    standing.emplace_back(
        minority + drawn(plan_.seed, domain::mixed(0, std::stoull(commune->code.text())), 68, 0, 0, 420),
        commune);
  }
  std::sort(standing.begin(), standing.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->code < b.second->code;
  });
  for (std::size_t i = 0; i < standing.size(); ++i) {
    const Area& commune = *standing[i].second;
    const auto place = static_cast<std::int64_t>(i);
    const bool recognised = place < wanted.recognised;
    const char* recognition = place < wanted.model                     ? "model"
                              : place < wanted.model + wanted.advanced ? "advanced"
                              : recognised                             ? "met"
                                                                       : "none";
    const std::int64_t left = static_cast<std::int64_t>(standing.size()) - wanted.recognised;
    const std::int64_t missing =
        recognised ? 0 : 1 + (place - wanted.recognised) * 9 / std::max<std::int64_t>(1, left);
    text += day_.iso() + "," + commune.code.text();
    // What fails first is what is dearest: transport, income, poverty, housing, culture, production,
    // environment.
    static constexpr int kHard[] = {11, 10, 2, 17, 9, 13, 6, 5, 3, 12};
    for (std::size_t n = 1; n <= count; ++n) {
      const auto fails = std::find(std::begin(kHard), std::begin(kHard) + missing, static_cast<int>(n));
      bool met = fails == std::begin(kHard) + missing;
      // A few recognised communes have slipped on poverty since: something to look at.
      if (recognised && n == 11 && drawn(plan_.seed, number(commune.id), 69, 0, 0, 24) == 0) met = false;
      text += met ? ",1" : ",0";
    }
    text += std::string(",") + recognition + "\n";
  }
  return text;
}

}  // namespace

std::vector<DemonstrationFile> demonstration_programmes(const domain::DemonstrationPlan& plan,
                                                        const domain::Rules& rules) {
  std::vector<DemonstrationFile> files;
  const std::string ending = "-" + plan.programmes.province + "-";
  for (const Date day : plan.programmes.dates) {
    if (rules.areas.find(plan.programmes.province, day) == nullptr) continue;
    DateFiles made(plan, rules, day);
    files.push_back(
        {domain::Kind::disbursement, "", "demo-disbursement" + ending + day.iso() + ".csv", made.money()});
    files.push_back(
        {domain::Kind::results, "", "demo-results" + ending + day.iso() + ".csv", made.results()});
  }
  for (const Plan::Criteria& criteria : plan.programmes.criteria) {
    DateFiles made(plan, rules, criteria.as_of);
    files.push_back({domain::Kind::ntm_criteria, "",
                     "demo-ntm-criteria" + ending + criteria.as_of.iso() + ".csv", made.criteria(criteria)});
  }
  return files;
}

}  // namespace rasoat::flow
