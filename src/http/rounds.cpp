// Rounds of review, their deadlines, and who has reported.

#include "export/review_answers.h"
#include "flow/keep_round.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "store/upload.h"

namespace rasoat::http {
namespace {

using domain::Problem;

Response one_round(Service& service, const std::string& code, int status) {
  const auto snapshot = service.tools.live.fresh();
  const domain::Round* round = domain::find_round(snapshot->rounds, code);
  return json(export_::round_json(*snapshot, *round, flow::deadlines_of(service.tools, *round)), status);
}

}  // namespace

Answer rounds(Service& service, const Request&) {
  const auto snapshot = service.tools.live.now();
  std::map<std::string, domain::Deadlines> deadlines;
  for (const domain::Round& round : snapshot->rounds)
    deadlines.emplace(round.code.text(), flow::deadlines_of(service.tools, round));
  return json(export_::rounds_json(*snapshot, deadlines));
}

Answer keep_round(Service& service, const Request& request) {
  const auto given = fields(service, request, {"code"});
  if (!given) return given.problem();
  const auto word = [&](const char* name) { return field_or(request, name, ""); };
  const auto kept = flow::keep_round(service.tools,
                                     {given->at(0), word("status"), word("reference_date"), word("standard"),
                                      word("name_vi"), word("name_en")},
                                     *request.person);
  if (!kept) return kept.problem();
  return one_round(service, given->at(0), kept->made ? 201 : 200);
}

Answer keep_deadline(Service& service, const Request& request) {
  const auto given = fields(service, request, {"due"});
  if (!given) return given.problem();
  const auto kept =
      flow::keep_deadline(service.tools,
                          {request.part("code"), field_or(request, "level", ""),
                           field_or(request, "area", ""), given->at(0), field_or(request, "reason", "")},
                          *request.person);
  if (!kept) return kept.problem();
  return one_round(service, request.part("code"), 200);
}

Answer reporting(Service& service, const Request& request) {
  const auto& rules = service.tools.rules;
  const auto snapshot = service.tools.live.now();
  const std::string code = request.parameter("round");
  const domain::Round* round = domain::find_round(snapshot->rounds, code);
  if (round == nullptr) {
    return Problem{"round-unknown", rules.texts.say("query.round-unknown", {{"round", code}}), "round"};
  }
  const std::string within = request.parameter("within");
  const domain::Area* place = rules.areas.find(within.empty() ? "51" : within, round->reference_date);
  if (place == nullptr) {
    return Problem{"area-unknown",
                   rules.texts.say("query.area-unknown",
                                   {{"area", within}, {"as_of", round->reference_date.vietnamese()}}),
                   "within"};
  }
  const domain::Deadlines deadlines = flow::deadlines_of(service.tools, *round);
  export_::Board board{&rules.areas, round, place, &deadlines, domain::today(service.tools.clock), {}};
  for (const store::ReportedPart& part : store::reported_parts(service.tools.pool, code)) {
    board.files[part.area].push_back(
        {part.kind, number(part.upload), part.state, part.rows, part.synthetic, part.received_at});
  }
  return json(export_::reporting_json(board));
}

}  // namespace rasoat::http
