// Answers to flags, their history, and what chance can do to a ranking.

#include "domain/chance_notes.h"
#include "export/chance_answer.h"
#include "export/json_out.h"
#include "flow/follow_flags.h"
#include "http/answers.h"
#include "http/follow_endpoints.h"

namespace rasoat::http {
namespace {

void write_reply(export_::JsonOut& out, const store::FlagReply& reply) {
  out.begin_object().member("at", reply.at).member("by", reply.user).member("reply", reply.reply).key("due");
  reply.due.empty() ? out.null() : out.value(reply.due);
  out.member("document", reply.document).member("task", reply.task).end_object();
}

}  // namespace

Answer reply_flag(Service& service, const Request& request) {
  const auto given = fields(service, request, {"reply"});
  if (!given) return given.problem();
  store::FlagReply reply;
  reply.flag = request.part("id");
  reply.reply = given->at(0);
  reply.due = field_or(request, "due", "");
  reply.document = field_or(request, "document", "");
  reply.task = field_or(request, "task", "");
  const auto kept = flow::reply_to_flag(service.tools, reply, *request.person);
  if (!kept) return kept.problem();
  const auto replies = store::flag_replies(service.tools.pool, reply.flag);
  export_::JsonOut out;
  write_reply(out, replies.back());
  return json(out.take(), 201);
}

Answer flag_history(Service& service, const Request& request) {
  const std::string flag = request.part("id");
  const auto events = store::flag_events(service.tools.pool, flag);
  const auto replies = store::flag_replies(service.tools.pool, flag);
  const bool stands = flow::flag_stands(service.tools, flag);
  if (!stands && events.empty() && replies.empty()) {
    return domain::Problem{"flag-unknown",
                           service.tools.rules.texts.say("query.flag-unknown", {{"flag", flag}}), "id"};
  }
  export_::JsonOut out;
  out.begin_object().member("id", flag).member("raised", stands).key("replies").begin_array();
  for (const store::FlagReply& reply : replies) write_reply(out, reply);
  out.end_array().key("history").begin_array();
  for (const store::FlagEvent& event : events) {
    out.begin_object()
        .member("at", event.at)
        .member("change", event.what)
        .member("by", event.user)
        .key("severity");
    event.severity.empty() ? out.null() : out.value(event.severity);
    out.key("severity_before");
    event.severity_before.empty() ? out.null() : out.value(event.severity_before);
    out.key("upload");
    event.upload ? out.value(*event.upload) : out.null();
    out.end_object();
  }
  out.end_array().end_object();
  return json(out.take());
}

Answer flag_replies(Service& service, const Request& request) {
  const std::string round = request.parameter("round");
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const auto& [flag, reply] :
       store::newest_replies(service.tools.pool, round.empty() ? "" : round + ":")) {
    out.begin_object().member("flag", flag).key("reply");
    write_reply(out, reply);
    out.end_object();
  }
  out.end_array().key("next").null().end_object();
  return json(out.take());
}

Answer chance(Service& service, const Request& request) {
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  return remembered(service, request, **snapshot, [&]() -> Answer {
    const auto query = rank_query(service, request);
    if (!query) return query.problem();
    const auto ranking = domain::rank(**snapshot, *query);
    if (!ranking) return ranking.problem();
    return json(export_::chance_json(**snapshot, *ranking, domain::chance_notes(**snapshot, *ranking)));
  });
}

}  // namespace rasoat::http
