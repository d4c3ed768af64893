// Figures of the programmes that do not go together with each other or with poverty (programmes.md section
// 7).

#include <algorithm>
#include <set>

#include "domain/flag.h"
#include "domain/programme_sheet.h"

namespace rasoat::domain {
namespace {

class Contradictions {
 public:
  Contradictions(const Snapshot& snapshot, const ProgrammeSheet& sheet)
      : snapshot_(snapshot), sheet_(sheet), book_(snapshot.rules->areas) {
    poverty_ = snapshot.rules->indicator("poverty.rate");
    if (sheet.round == nullptr || poverty_ == nullptr) return;
    reader_.emplace(snapshot, *sheet.round, sheet.as_of);
    const Area* country = book_.find("VN", sheet.as_of);
    if (country != nullptr) country_ = compare_with(*reader_, *poverty_, *country);
  }

  /// A recognised commune that misses the poverty criterion, or is poorer than the country.
  void recognised(const CriteriaRow& row) {
    if (row.recognition.value_or(Recognition::none) == Recognition::none) return;
    const CriteriaSet* set = sheet_.criteria.set;
    if (set != nullptr && set->poverty_criterion) {
      const std::uint32_t bit = std::uint32_t{1} << (*set->poverty_criterion - 1);
      if ((row.known & bit) != 0 && (row.met & bit) == 0)
        tell("recognised-criterion", row.area, {{"criterion", std::to_string(*set->poverty_criterion)}});
    }
    const auto rate = poverty(row.area);
    if (rate && country_value() && *rate > *country_value()) tell("recognised-poor", row.area, both(*rate));
  }

  /// Money of a project where the project does not run, and paid money without a plan.
  void money(const MoneyRow& row) {
    const Words& words = snapshot_.dated->rows().words;
    const Programme* programme = snapshot_.rules->programmes.programme(words.at(row.programme));
    const Project* project = programme == nullptr ? nullptr : programme->project(words.at(row.project));
    const TextArguments arguments{{"programme", std::string(words.at(row.programme))},
                                  {"project", std::string(words.at(row.project))}};
    if (project != nullptr && !project->only_group.empty() && row.planned > 0 &&
        !in_group(row.area, project->only_group, row.as_of))
      tell("project-outside-group", row.area, arguments);
    if (row.planned == 0 && row.disbursed > 0) tell("paid-without-plan", row.area, arguments);
    if (project != nullptr) ran_.insert({project, top_district(row.area)});
  }

  /// A poor district without a plan for a project that is meant for poor districts alone.
  void district_without_project() {
    for (const Programme& programme : snapshot_.rules->programmes.programmes) {
      if (!programme.runs_in(sheet_.plan_year) || !has_money(programme)) continue;
      for (const Project& project : programme.projects) {
        if (!project.only_group.empty()) members_without(programme, project);
      }
    }
  }

  /// A part where every programme lags its pace, and a part where money flows and poverty does not fall.
  void part(const AreaMoney& part) {
    std::string behind;
    bool all = part.programmes.size() > 1;
    for (const auto& [code, sum] : part.programmes) {
      const Indicator* indicator = snapshot_.rules->indicator("disbursement.rate." + code);
      const auto rate = sum.rate();
      const bool slow =
          indicator != nullptr && rate && sum.oldest &&
          *rate < expected_pace(snapshot_.rules->programmes, *indicator, sheet_.plan_year, *sum.oldest);
      all = all && slow;
      if (slow) behind += (behind.empty() ? "" : ", ") + code;
    }
    if (all) tell("all-behind", part.area, {{"programmes", behind}});
    const auto rate = part.sum.rate();
    const auto poor = poverty(part.area);
    const auto before = poverty_before(part.area);
    if (rate && poor && before && *poor >= *before && sheet_.pace && *rate >= *sheet_.pace) {
      tell("paid-poverty-not-falling", part.area,
           {{"rate", rate->rounded().vietnamese()},
            {"before", before->rounded().vietnamese()},
            {"now", poor->rounded().vietnamese()}});
    }
  }

  std::vector<Contradiction> take() { return std::move(all_); }

 private:
  void tell(std::string_view code, AreaId area, TextArguments arguments) {
    if (!told_.insert({std::string(code), area}).second) return;
    arguments.emplace_back("area", book_.get(area).full_name);
    all_.push_back({std::string(code), area,
                    snapshot_.rules->texts.say("contradiction." + std::string(code), arguments)});
  }

  std::optional<Exact> poverty(AreaId area) const {
    if (!reader_) return std::nullopt;
    const Figure figure = reader_->figure(*poverty_, area);
    return figure.partial() ? std::nullopt : figure.value;
  }

  std::optional<Exact> poverty_before(AreaId area) const {
    const Round* before = sheet_.round == nullptr ? nullptr : previous_round(snapshot_.rounds, *sheet_.round);
    if (before == nullptr || before->standard != sheet_.round->standard) return std::nullopt;
    const Figure figure = FigureReader(snapshot_, *before, sheet_.as_of).figure(*poverty_, area);
    return figure.partial() ? std::nullopt : figure.value;
  }

  std::optional<Exact> country_value() const {
    return country_ && country_->own_period ? country_->value : std::nullopt;
  }

  TextArguments both(const Exact& rate) const {
    return {{"rate", rate.rounded().vietnamese()},
            {"country", country_value()->rounded().vietnamese()},
            {"period", country_->period}};
  }

  bool has_money(const Programme& programme) const {
    return std::any_of(sheet_.programmes.begin(), sheet_.programmes.end(), [&](const ProgrammeMoney& each) {
      return each.programme == &programme && each.sum.planned;
    });
  }

  /// The district a unit lies in on its own date, or the unit itself.
  AreaId top_district(AreaId area) const {
    const Area* district = book_.ancestor(area, Level::district);
    return district == nullptr ? area : district->id;
  }

  bool in_group(AreaId area, const std::string& code, Date day) const {
    const AreaGroup* group = book_.group(code);
    return group != nullptr &&
           std::any_of(group->members.begin(), group->members.end(), [&](const AreaGroup::Member& member) {
             return book_.is_within(area, member.area) && member.valid_from <= day &&
                    (!member.valid_to || day <= *member.valid_to);
           });
  }

  void members_without(const Programme& programme, const Project& project) {
    const AreaGroup* group = book_.group(project.only_group);
    if (group == nullptr) return;
    for (const AreaGroup::Member& member : group->members) {
      const bool now =
          member.valid_from <= sheet_.day && (!member.valid_to || sheet_.day <= *member.valid_to);
      if (!now || !book_.is_within(member.area, sheet_.area) || ran_.contains({&project, member.area}))
        continue;
      tell("district-without-project", member.area,
           {{"programme", programme.code}, {"project", project.code + " " + project.name.vi}});
    }
  }

  const Snapshot& snapshot_;
  const ProgrammeSheet& sheet_;
  const AreaBook& book_;
  const Indicator* poverty_ = nullptr;
  std::optional<FigureReader> reader_;
  std::optional<Comparison> country_;
  std::set<std::pair<const Project*, AreaId>> ran_;
  std::set<std::pair<std::string, AreaId>> told_;
  std::vector<Contradiction> all_;
};

}  // namespace

std::vector<Contradiction> contradictions_in(const Snapshot& snapshot, const ProgrammeSheet& sheet,
                                             const std::vector<const MoneyRow*>& money,
                                             const std::vector<const CriteriaRow*>& criteria) {
  Contradictions found(snapshot, sheet);
  for (const CriteriaRow* row : criteria) found.recognised(*row);
  for (const MoneyRow* row : money) found.money(*row);
  found.district_without_project();
  for (const AreaMoney& part : sheet.areas) found.part(part);
  return found.take();
}

}  // namespace rasoat::domain
