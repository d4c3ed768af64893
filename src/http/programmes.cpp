// Programmes of an area, the structure of its poverty and its movement between rounds.

#include "domain/movement.h"
#include "domain/mpi.h"
#include "domain/period.h"
#include "domain/programme_sheet.h"
#include "export/answers.h"
#include "http/answers.h"
#include "http/endpoints.h"

namespace rasoat::http {

using domain::Problem;

/// The answer's shape is that of export_::programmes_json; money in million VND.
Answer programmes(Service& service, const Request& request) {
  const auto& rules = service.tools.rules;
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  domain::SheetQuery query;
  const std::string round = request.parameter("round");
  const auto day = round.empty() ? std::optional(domain::today(service.tools.clock))
                                 : domain::period_day((*snapshot)->rounds, round);
  if (!day)
    return Problem{"round-unknown", rules.texts.say("query.round-unknown", {{"round", round}}), "round"};
  query.day = *day;
  const auto as_of = date_of(service, request, "as_of");
  if (!as_of) return as_of.problem();
  query.as_of = *as_of;
  if (const std::string year = request.parameter("plan_year"); !year.empty()) {
    if (!domain::Date::parse(year + "-12-31")) return bad_value(service, "plan_year", year, "2023");
    query.plan_year = std::stoi(year);
  }
  const std::string code = request.parameter("area").empty() ? "51" : request.parameter("area");
  const domain::Date boundaries = query.as_of.value_or(query.day);
  const domain::Area* area = rules.areas.find(code, boundaries);
  if (area == nullptr) {
    return Problem{
        "area-unknown",
        rules.texts.say("query.area-unknown", {{"area", code}, {"as_of", boundaries.vietnamese()}}), "area"};
  }
  return remembered(service, request, **snapshot, [&]() -> Answer {
    return json(export_::programmes_json(**snapshot, domain::programme_sheet(**snapshot, *area, query)));
  });
}

Answer mpi(Service& service, const Request& request) {
  const auto query = rank_query(service, request);
  if (!query) return query.problem();
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  domain::RankQuery poverty = *query;
  poverty.indicator = "mpi.m0";
  const auto resolved = domain::resolve(**snapshot, poverty);
  if (!resolved) return resolved.problem();
  return remembered(service, request, **snapshot, [&]() -> Answer {
    const auto sheet = domain::mpi_sheet(**snapshot, resolved->round, resolved->within->id, resolved->areas,
                                         resolved->as_of);
    if (!sheet) {
      return Problem{"no-figures",
                     service.tools.rules.texts.say("query.no-figures", {{"area", resolved->within->full_name},
                                                                        {"round", poverty.round}}),
                     "round"};
    }
    return json(export_::mpi_json(**snapshot, resolved->round, resolved->as_of, *sheet));
  });
}

Answer movement(Service& service, const Request& request) {
  const auto query = rank_query(service, request);
  if (!query) return query.problem();
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  domain::RankQuery poverty = *query;
  poverty.indicator = "poverty.households";
  const auto resolved = domain::resolve(**snapshot, poverty);
  if (!resolved) return resolved.problem();
  return remembered(service, request, **snapshot, [&]() -> Answer {
    const auto lines = [&](domain::MovementOf what) {
      return domain::movements(**snapshot, resolved->round, what, resolved->areas, resolved->as_of);
    };
    return json(export_::movement_json(**snapshot, resolved->round, resolved->as_of,
                                       lines(domain::MovementOf::poor),
                                       lines(domain::MovementOf::near_poor)));
  });
}

}  // namespace rasoat::http
