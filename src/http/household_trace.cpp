// Households over rounds: the movement that lists show, and who has been out of poverty for two rounds.

#include <algorithm>
#include <map>

#include "export/json_out.h"
#include "flow/trace_households.h"
#include "http/answers.h"
#include "http/follow_endpoints.h"

namespace rasoat::http {
namespace {

using domain::AreaId;
using domain::Problem;

/// The round and the place asked for; `units` are those of `level` (default: the one of the boundary date).
struct TraceQuery {
  domain::Round round;
  const domain::Area* within = nullptr;
  domain::Level level = domain::Level::district;
};

domain::Result<TraceQuery> trace_query(Service& service, const Request& request) {
  auto asked = rank_query(service, request);
  if (!asked) return asked.problem();
  asked->indicator = "poverty.households";
  const auto snapshot = service.tools.live.now();
  const auto resolved = domain::resolve(*snapshot, *asked);
  if (!resolved) return resolved.problem();
  return TraceQuery{resolved->round, resolved->within, resolved->level};
}

/// The unit of a level an area of a list counts to; null outside of the place asked for.
const domain::Area* unit_of(const domain::AreaBook& book, const TraceQuery& query, AreaId area) {
  if (!book.is_within(area, query.within->id)) return nullptr;
  return book.ancestor(area, query.level);
}

void write_area(export_::JsonOut& out, const domain::Area& area) {
  out.key("area").begin_object().member("code", area.code.text()).member("name", area.full_name).end_object();
}

void add(domain::ListedMovement& sum, const domain::ListedMovement& line) {
  sum.start += line.start;
  sum.to_near_poor += line.to_near_poor;
  sum.escaped += line.escaped;
  sum.other_out += line.other_out;
  sum.from_near_poor += line.from_near_poor;
  sum.again += line.again;
  sum.fresh += line.fresh;
  sum.other_in += line.other_in;
  sum.end += line.end;
}

void write_household(export_::JsonOut& out, const domain::Area& area,
                     const domain::ListedHousehold& household, const domain::ExitRun& run) {
  out.begin_object();
  write_area(out, area);
  out.member("village", household.village)
      .member("household_code", household.code)
      .member("poor_in", run.poor_in);
  out.member("two_years", run.two_years()).key("out").begin_array();
  for (const domain::ExitRun::Year& year : run.out) {
    out.begin_object().member("round", year.round).member("class", domain::name(year.declared));
    out.member("decision_no", year.decision_no).key("decision_date");
    year.decision_date.empty() ? out.null() : out.value(year.decision_date);
    out.end_object();
  }
  out.end_array().end_object();
}

/// Households are shown to those who work with them, in their own areas.
bool sees_households(const access::Person& person) {
  return person.role == access::Role::officer || person.role == access::Role::reviewer;
}

}  // namespace

Answer listed_movement(Service& service, const Request& request) {
  const auto query = trace_query(service, request);
  if (!query) return query.problem();
  const auto& book = service.tools.rules.areas;
  const auto lists = flow::lists_up_to(service.tools, query->round);
  std::map<std::string, std::pair<const domain::Area*, domain::ListedMovement>> lines;
  const bool two = lists.size() >= 2 && lists.back().round == query->round.code.text();
  for (const auto& line :
       two ? domain::listed_movement(book, lists) : std::vector<domain::ListedMovement>{}) {
    const domain::Area* unit = unit_of(book, *query, line.area);
    if (unit == nullptr) continue;
    auto& place = lines[unit->code.text()];
    place.first = unit;
    add(place.second, line);
  }
  export_::JsonOut out;
  out.begin_object().member("round", query->round.code.text()).key("before");
  two ? out.value(lists[lists.size() - 2].round) : out.null();
  out.member("level", domain::name(query->level))
      .member("within", query->within->code.text())
      .key("rows")
      .begin_array();
  for (const auto& [code, place] : lines) {
    const domain::ListedMovement& line = place.second;
    out.begin_object();
    write_area(out, *place.first);
    out.member("poor_start", line.start).member("poor_to_near_poor", line.to_near_poor);
    out.member("poor_escaped", line.escaped).member("poor_other_out", line.other_out);
    out.member("poor_from_near_poor", line.from_near_poor).member("poor_again", line.again);
    out.member("poor_new", line.fresh)
        .member("poor_other_in", line.other_in)
        .member("poor", line.end)
        .end_object();
  }
  out.end_array().end_object();
  return json(out.take());
}

Answer exits(Service& service, const Request& request) {
  const auto query = trace_query(service, request);
  if (!query) return query.problem();
  const auto& book = service.tools.rules.areas;
  const auto lists = flow::lists_up_to(service.tools, query->round);
  const bool there = !lists.empty() && lists.back().round == query->round.code.text();
  struct Count {
    const domain::Area* unit = nullptr;
    std::int64_t one = 0, two = 0;
  };
  std::map<std::string, Count> counts;
  export_::JsonOut households;
  households.begin_array();
  for (const domain::ExitRun& run :
       there ? domain::exit_ledger(book, lists) : std::vector<domain::ExitRun>{}) {
    const domain::ListedHousehold& household = lists.back().households[run.household];
    const domain::Area* unit = unit_of(book, *query, household.area);
    if (unit == nullptr) continue;
    Count& count = counts[unit->code.text()];
    count.unit = unit;
    (run.two_years() ? count.two : count.one) += 1;
    if (sees_households(*request.person) && access::in_scope(*request.person, household.area, book))
      write_household(households, book.get(household.area), household, run);
  }
  households.end_array();
  export_::JsonOut out;
  out.begin_object().member("round", query->round.code.text()).key("rounds").begin_array();
  for (const auto& list : lists) out.value(list.round);
  out.end_array().member("within", query->within->code.text()).key("rows").begin_array();
  for (const auto& [code, count] : counts) {
    out.begin_object();
    write_area(out, *count.unit);
    out.member("out_one_round", count.one).member("out_two_rounds", count.two).end_object();
  }
  out.end_array().key("households");
  sees_households(*request.person) ? out.raw(households.take()) : out.null();
  out.end_object();
  return json(out.take());
}

}  // namespace rasoat::http
