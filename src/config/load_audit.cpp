#include "config/load_audit.h"

namespace rasoat::config {
namespace {

domain::AuditLevel level(JsonObject object) {
  domain::AuditLevel result{object.decimal("q"), object.integer("more"), object.decimal("more_share")};
  object.finish();
  return result;
}

domain::AuditCheck check(JsonObject& object, Problems& problems) {
  domain::AuditCheck result;
  result.code = object.text("code");
  result.family = object.text("family");
  result.name = object.words("name");
  if (object.has("sentences")) result.sentences = object.texts("sentences");
  if (result.sentences.empty()) result.sentences = {"audit." + result.code};
  result.basis = object.text("basis");
  if (result.basis.empty()) problems.add(object.place(), "cites nothing, and does not say that it is ours");
  result.fewest = object.integer("fewest");
  result.tolerance = object.decimal("tolerance");
  result.spread = object.decimal("spread");
  result.notice = level(object.object("notice"));
  result.serious = level(object.object("serious"));
  if (result.tolerance < 0 || result.tolerance >= 1 || result.spread < 0)
    problems.add(object.place(), "tolerance is a share below 1, spread is not below 0");
  object.finish();
  return result;
}

std::optional<int> small(JsonObject& object, std::string_view key) {
  const auto value = object.integer_if(key);
  return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

domain::AnswerRule contradiction(JsonObject& object, Problems& problems) {
  domain::AnswerRule result;
  result.code = object.text("code");
  result.name = object.words("name");
  result.basis = object.text("basis");
  for (const std::int64_t number : object.integers_if("deprived")) {
    if (number < 1 || number > domain::kMostDeprivations) {
      problems.add(object.place(), "a deprivation is a number from 1 to 16");
    } else {
      result.any_of.set(static_cast<std::size_t>(number - 1));
    }
  }
  result.members_at_most = small(object, "members_at_most");
  result.age_under = small(object, "age_under");
  result.age_over = small(object, "age_over");
  result.no_labour_capacity = object.flag_if("no_labour_capacity");
  result.woman_head = object.flag_if("woman_head");
  if (const std::string gender = object.text_or("gender", ""); !gender.empty()) {
    if (gender != "male" && gender != "female") problems.add(object.place(), "gender must be male or female");
    result.gender = gender == "female" ? domain::Gender::female : domain::Gender::male;
  }
  object.finish();
  return result;
}

}  // namespace

domain::AuditRules load_audit(JsonObject file, Problems& problems) {
  domain::AuditRules rules;
  file.text("note");
  rules.bunching_points = static_cast<int>(file.integer("bunching_points"));
  rules.bunching_reach = static_cast<int>(file.integer("bunching_reach"));
  rules.interviews_a_day = static_cast<int>(file.integer("interviews_a_day"));
  rules.member_jump = static_cast<int>(file.integer("member_jump"));
  rules.elderly_age = static_cast<int>(file.integer("elderly_age"));
  rules.small_household = static_cast<int>(file.integer("small_household"));
  rules.name_likeness = file.decimal("name_likeness");
  rules.households_beside_ranks = file.integer("households_beside_ranks");
  rules.households_kept = static_cast<std::size_t>(file.integer("households_kept"));
  if (rules.bunching_points < 1 || rules.bunching_reach < 3 * rules.bunching_points)
    problems.add(file.place(),
                 "bunching_reach must be at least three times bunching_points, which is at least 1");
  for (JsonObject& object : file.objects("checks")) rules.checks.push_back(check(object, problems));
  for (JsonObject& object : file.objects("contradictions")) {
    const domain::StandardCode standard(object.text("standard"));
    std::vector<domain::AnswerRule> all;
    for (JsonObject& rule : object.objects("rules")) all.push_back(contradiction(rule, problems));
    object.finish();
    rules.contradictions.emplace_back(standard, std::move(all));
  }
  file.finish();
  return rules;
}

}  // namespace rasoat::config
