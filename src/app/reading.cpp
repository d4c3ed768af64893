// rank, flags, area: reads from the command line. Each answers with the bytes that HTTP answers with.

#include <iostream>

#include "app/commands.h"
#include "domain/flag_list.h"
#include "domain/ranking.h"
#include "export/answers.h"

namespace rasoat::app {
namespace {

using domain::Problem;
using domain::Result;

Exit refuse(const Problem& problem) {
  std::cerr << "rasoat: " << problem.message.vi << " / " << problem.message.en << '\n';
  return Exit::input;
}

Exit refuse_query(const Problem& problem) {
  refuse(problem);
  return problem.code == "usage" ? Exit::usage : Exit::input;
}

Problem bad_option(Context& context, std::string_view option, const std::string& value,
                   std::string_view expected) {
  return {"bad-value",
          context.rules()->texts.say(
              "query.bad-value",
              {{"name", "--" + std::string(option)}, {"value", value}, {"expected", std::string(expected)}}),
          std::string(option)};
}

Result<std::optional<domain::Date>> date_option(Context& context, const Arguments& arguments) {
  const auto text = arguments.value("as-of");
  if (!text) return std::optional<domain::Date>{};
  const auto date = domain::Date::parse(*text);
  if (!date) return bad_option(context, "as-of", *text, "YYYY-MM-DD");
  return std::optional<domain::Date>{date};
}

Result<domain::RankQuery> query_of(Context& context, const Arguments& arguments) {
  domain::RankQuery query;
  const auto round = arguments.value("round");
  if (!round) return Problem{"usage", context.rules()->texts.say("query.round-required"), "round"};
  query.round = *round;
  if (const auto level = arguments.value("level")) {
    query.level = domain::level_named(*level);
    if (!query.level)
      return bad_option(context, "level", *level, "country | region | province | district | commune");
  }
  query.within = arguments.value_or("within", query.within);
  const auto as_of = date_option(context, arguments);
  if (!as_of) return as_of.problem();
  query.as_of = *as_of;
  query.group = arguments.value_or("group", "");
  const std::string order = arguments.value_or("order", "best");
  if (order != "best" && order != "worst") return bad_option(context, "order", order, "best | worst");
  query.order = order == "best" ? domain::Order::best : domain::Order::worst;
  query.partial = arguments.has("partial") ? domain::Partial::accept : domain::Partial::refuse;
  if (const auto year = arguments.value("plan-year")) {
    if (!domain::Date::parse(*year + "-12-31")) return bad_option(context, "plan-year", *year, "2023");
    query.plan_year = std::stoi(*year);
  }
  return query;
}

/// `table` for people on a terminal, `csv` and `json` for programs.
Result<std::string> format_of(Context& context, const Arguments& arguments, std::string_view otherwise) {
  const std::string format = arguments.value_or("format", otherwise);
  if (format == "csv" || format == "json" || format == otherwise) return format;
  return bad_option(context, "format", format, std::string(otherwise) + " | csv | json");
}

}  // namespace

Exit rank_command(Context& context, const Arguments& arguments) {
  const auto format = format_of(context, arguments, "table");
  if (!format) return refuse(format.problem()), Exit::usage;
  auto query = query_of(context, arguments);
  if (!query) return refuse_query(query.problem());
  query->indicator = arguments.word(0);
  const auto snapshot = context.snapshot(arguments.value_or("release", ""));
  if (!snapshot) return refuse(snapshot.problem());
  const auto ranking = domain::rank(**snapshot, *query);
  if (!ranking) return refuse(ranking.problem());
  if (*format == "json") {
    std::cout << export_::ranking_json(**snapshot, *ranking) << '\n';
  } else if (*format == "csv") {
    std::cout << export_::ranking_csv(**snapshot, *ranking);
  } else {
    std::cout << export_::ranking_table(**snapshot, *ranking);
  }
  return Exit::done;
}

Exit flags_command(Context& context, const Arguments& arguments) {
  const auto format = format_of(context, arguments, "table");
  if (!format) return refuse(format.problem()), Exit::usage;
  const auto query = query_of(context, arguments);
  if (!query) return refuse_query(query.problem());
  const auto snapshot = context.snapshot(arguments.value_or("release", ""));
  if (!snapshot) return refuse(snapshot.problem());
  const auto list = domain::list_flags(**snapshot, *query);
  if (!list) return refuse(list.problem());
  if (*format == "json") {
    std::cout << export_::flags_json(**snapshot, *list) << '\n';
  } else if (*format == "csv") {
    std::cout << export_::flags_csv(**snapshot, *list);
  } else {
    std::cout << export_::flags_table(**snapshot, *list);
  }
  return Exit::done;
}

Exit area_command(Context& context, const Arguments& arguments) {
  const std::string format = arguments.value_or("format", "text");
  if (format != "text" && format != "json") {
    return refuse(bad_option(context, "format", format, "text | json")), Exit::usage;
  }
  const auto as_of = date_option(context, arguments);
  if (!as_of) return refuse(as_of.problem());
  const domain::Date day = as_of->value_or(domain::today(context.clock()));
  const domain::Area* area = context.rules()->areas.find(arguments.word(0), day);
  if (area == nullptr) {
    return refuse({"area-unknown",
                   context.rules()->texts.say("query.area-unknown",
                                              {{"area", arguments.word(0)}, {"as_of", day.vietnamese()}}),
                   "area"});
  }
  const auto snapshot = context.snapshot("");
  if (!snapshot) return refuse(snapshot.problem());
  std::cout << (format == "json" ? export_::area_json(**snapshot, *area, day) + "\n"
                                 : export_::area_table(**snapshot, *area, day));
  return Exit::done;
}

}  // namespace rasoat::app
