#include "config/load_demonstration.h"

#include "config/json_file.h"
#include "domain/upload.h"

namespace rasoat::config {
namespace {

using domain::DemonstrationPlan;

DemonstrationPlan::Year year(JsonObject object) {
  DemonstrationPlan::Year result;
  result.round = object.text("round");
  result.province = object.text("province");
  result.households = object.integer("households");
  result.households_minority = object.integer("households_minority");
  result.poor = object.integer("poor");
  result.poor_minority = object.integer("poor_minority");
  result.near_poor = object.integer("near_poor");
  result.near_poor_minority = object.integer("near_poor_minority");
  result.listed = object.flag("listed");
  result.source = object.text("source");
  object.finish();
  return result;
}

DemonstrationPlan::District district(JsonObject object) {
  DemonstrationPlan::District result;
  result.code = object.text("code");
  result.households = object.integer("households");
  result.minority_per_mille = object.integer("minority_per_mille");
  result.poor_weight_minority = object.integer("poor_weight_minority");
  result.poor_weight_other = object.integer("poor_weight_other");
  result.ethnicities = object.texts("ethnicities");
  result.surnames = object.texts("surnames");
  object.finish();
  return result;
}

DemonstrationPlan::Published published(JsonObject object, Problems& problems) {
  DemonstrationPlan::Published result;
  result.file = object.text("file");
  result.kind = object.text("kind");
  result.round = object.text_or("round", "");
  object.finish();
  if (!domain::kind_named(result.kind))
    problems.add(object.place(), "there is no kind \"" + result.kind + "\"");
  return result;
}

domain::Date day(const std::string& text, Problems& problems) {
  const auto date = domain::Date::parse(text);
  if (!date) problems.add("plan.json", "is no date: " + text);
  return date.value_or(domain::Date());
}

DemonstrationPlan::Programmes programmes(JsonObject object, Problems& problems) {
  DemonstrationPlan::Programmes result;
  object.text("what");
  result.province = object.text("province");
  for (const std::string& date : object.texts("dates")) result.dates.push_back(day(date, problems));
  for (JsonObject& each : object.objects("money")) {
    result.money.push_back({each.text("programme"), each.text("project"), each.text("budget"),
                            each.text("expenditure"), each.text("where"),
                            each.integer("thousand_per_household"), each.integer("paid_per_mille"),
                            each.integer("carried_per_mille")});
    each.finish();
  }
  for (JsonObject& each : object.objects("own_money")) {
    result.own_money.push_back({each.text("level"), each.text("programme"), each.text("project"),
                                each.text("budget"), each.text("expenditure"), each.text("investor"),
                                each.integer("million"), each.integer("paid_per_mille")});
    each.finish();
  }
  for (JsonObject& each : object.objects("criteria")) {
    result.criteria.push_back({day(each.text("as_of"), problems), each.integer("recognised"),
                               each.integer("advanced"), each.integer("model")});
    each.finish();
  }
  object.finish();
  return result;
}

}  // namespace

LoadedDemonstration load_demonstration(const std::filesystem::path& folder) {
  LoadedDemonstration loaded;
  Problems problems;
  const auto path = folder / "plan.json";
  const auto bytes = read_file(path, problems);
  if (bytes) {
    JsonObject object = JsonObject::parse(*bytes, path.filename().string(), problems);
    DemonstrationPlan plan;
    object.text("what");
    plan.seed = static_cast<std::uint64_t>(object.integer("seed"));
    const std::string day = object.text("boundaries");
    if (const auto date = domain::Date::parse(day)) {
      plan.boundaries = *date;
    } else {
      problems.add("plan.json", "boundaries is no date: " + day);
    }
    for (JsonObject& each : object.objects("published")) plan.published.push_back(published(each, problems));
    plan.programmes = programmes(object.object("programmes"), problems);
    for (JsonObject& each : object.objects("years")) plan.years.push_back(year(each));
    for (JsonObject& each : object.objects("districts")) plan.districts.push_back(district(each));
    JsonObject weights = object.object("deprivation_weights");
    for (int number = 1; weights.has("d" + std::to_string(number)); ++number) {
      plan.deprivation_weights.push_back(weights.integer("d" + std::to_string(number)));
    }
    weights.finish();
    plan.surnames = object.texts("surnames");
    plan.given_names_men = object.texts("given_names_men");
    plan.given_names_women = object.texts("given_names_women");
    object.finish();
    if (problems.none()) loaded.plan = std::move(plan);
  }
  loaded.problems = problems.all();
  return loaded;
}

}  // namespace rasoat::config
