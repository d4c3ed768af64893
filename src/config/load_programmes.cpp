#include "config/load_programmes.h"

#include <set>

#include "config/json_file.h"

namespace rasoat::config {
namespace {

using domain::Date;

class ProgrammeLoader {
 public:
  explicit ProgrammeLoader(Problems& problems) : problems_(problems) {}

  domain::ProgrammeBook load(JsonObject file) {
    domain::ProgrammeBook book;
    for (JsonObject& object : file.objects("budgets")) book.budgets.push_back(kind(object));
    for (JsonObject& object : file.objects("expenditures")) book.expenditures.push_back(kind(object));
    for (JsonObject& object : file.objects("programmes")) book.programmes.push_back(programme(object));
    for (JsonObject& object : file.objects("criteria_sets")) book.criteria_sets.push_back(set(object));
    file.finish();
    check(file, book);
    return book;
  }

 private:
  Date date(JsonObject& object, std::string_view key) {
    const auto day = Date::parse(object.text(key));
    if (!day) problems_.add(object.place(), "\"" + std::string(key) + "\" must be a date like 2023-12-31");
    return day.value_or(Date());
  }

  std::optional<Date> date_if(JsonObject& object, std::string_view key) {
    if (!object.has(key)) return std::nullopt;
    return date(object, key);
  }

  std::vector<std::string> citations(JsonObject& object) {
    auto all = object.texts("citations");
    if (all.empty()) problems_.add(object.place(), "cites no instrument");
    return all;
  }

  domain::MoneyKind kind(JsonObject& object) {
    domain::MoneyKind result;
    result.code = object.text("code");
    result.name = object.words("name");
    if (object.has("closes")) {
      const auto day = Date::parse("2023-" + object.text("closes"));
      if (!day) problems_.add(object.place(), "\"closes\" must be a month and day like 01-31");
      result.close_month = day.value_or(Date::known("2023-12-31")).month();
      result.close_day = day.value_or(Date::known("2023-12-31")).day();
      object.text("citation");
    }
    object.finish();
    return result;
  }

  domain::Programme programme(JsonObject& object) {
    domain::Programme result;
    result.code = object.text("code");
    result.name = object.words("name");
    result.valid_from = date(object, "valid_from");
    result.valid_to = date_if(object, "valid_to");
    result.in_total = object.flag("in_total");
    result.citations = citations(object);
    for (JsonObject& each : object.objects("projects")) {
      domain::Project project;
      project.code = each.text("code");
      if (each.has("name")) project.name = each.words("name");
      project.part_of = each.text_or("part_of", "");
      project.only_group = each.text_or("only_group", "");
      each.finish();
      if (!project.part_of.empty() && result.project(project.part_of) == nullptr)
        problems_.add(each.place(), "is part of a project that does not stand before it");
      result.projects.push_back(std::move(project));
    }
    result.unknown = object.words("unknown");
    object.finish();
    return result;
  }

  domain::CriteriaSet set(JsonObject& object) {
    domain::CriteriaSet result;
    result.code = object.text("code");
    result.name = object.words("name");
    result.valid_from = date(object, "valid_from");
    result.valid_to = date_if(object, "valid_to");
    result.citations = citations(object);
    result.applies_to = object.texts("applies_to");
    if (const auto number = object.integer_if("poverty_criterion"))
      result.poverty_criterion = static_cast<int>(*number);
    for (JsonObject& each : object.objects("criteria")) {
      domain::Criterion criterion;
      criterion.number = static_cast<int>(each.integer("number"));
      if (each.has("name")) criterion.name = each.words("name");
      each.finish();
      if (criterion.number != static_cast<int>(result.criteria.size()) + 1 ||
          criterion.number > domain::kMostCriteria)
        problems_.add(each.place(), "criteria must be numbered 1, 2, 3 … up to 30");
      result.criteria.push_back(std::move(criterion));
    }
    result.unknown = object.words("unknown");
    object.finish();
    return result;
  }

  void check(const JsonObject& file, const domain::ProgrammeBook& book) {
    std::set<std::string> codes;
    for (const auto& programme : book.programmes) {
      if (!codes.insert(programme.code).second)
        problems_.add(file.place(), "programme " + programme.code + " stands twice");
    }
    for (const auto& one : book.criteria_sets) {
      for (const auto& other : book.criteria_sets) {
        if (&one != &other && other.in_force(one.valid_from))
          problems_.add(file.place(), one.code + " and " + other.code + " are in force on one day");
      }
    }
  }

  Problems& problems_;
};

}  // namespace

domain::ProgrammeBook load_programmes(const std::filesystem::path& file, const NoteFile& note,
                                      Problems& problems) {
  const std::string name = file.filename().string();
  const auto bytes = read_file(file, problems);
  if (bytes) note(name, *bytes);
  return ProgrammeLoader(problems).load(JsonObject::parse(bytes.value_or("{}"), name, problems));
}

}  // namespace rasoat::config
