#include "store/flag_history.h"

#include "store/journal.h"
#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

/// The pattern of LIKE for names that begin so; names hold no `%`, and `_` is not to mean any letter.
std::string pattern(const std::string& beginning) {
  std::string text;
  for (const char c : beginning) {
    if (c == '_' || c == '%' || c == '|') text += '|';
    text += c;
  }
  return text + '%';
}

}  // namespace

std::map<std::string, std::string> raised_flags(Pool& pool, const std::string& beginning) {
  std::map<std::string, std::string> all;
  auto session = pool.take();
  Rows rows = session->query(queries::flags_raised, {pattern(beginning)});
  while (rows.next()) all.emplace(rows.text(1), rows.text(2));
  return all;
}

void keep_flag_events(Pool& pool, const std::vector<FlagEvent>& events, domain::AccountId by,
                      const std::string& now) {
  if (events.empty()) return;
  in_transaction(pool, [&](Session& session) {
    for (const FlagEvent& event : events) {
      Value upload;
      if (event.upload) upload = *event.upload;
      session.execute(queries::flag_event_insert, {event.flag, now, event.what, event.severity,
                                                   event.severity_before, upload, number(by)});
      if (event.what == "cleared") {
        session.execute(queries::flag_clear, {event.flag});
      } else {
        session.execute(queries::flag_raise, {event.flag, event.severity});
      }
    }
  });
}

std::vector<FlagEvent> flag_events(Pool& pool, const std::string& flag) {
  std::vector<FlagEvent> all;
  auto session = pool.take();
  Rows rows = session->query(queries::flag_events, {flag});
  while (rows.next()) {
    all.push_back(
        {flag, rows.text(2), rows.text(3), rows.text(4), rows.whole_if(5), rows.text(1), rows.text(6)});
  }
  return all;
}

void add_flag_reply(Pool& pool, const FlagReply& reply, domain::AccountId by) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::flag_reply_insert,
                    {reply.flag, reply.at, number(by), reply.reply, reply.due, reply.document, reply.task});
    append_log(session, {reply.at, by, "flag.reply", "flag " + reply.flag, reply.reply});
  });
}

std::vector<FlagReply> flag_replies(Pool& pool, const std::string& flag) {
  std::vector<FlagReply> all;
  auto session = pool.take();
  Rows rows = session->query(queries::flag_replies, {flag});
  while (rows.next()) {
    all.push_back({flag, rows.text(3), rows.text(4), rows.text(5), rows.text(6), rows.text(1), rows.text(2)});
  }
  return all;
}

std::map<std::string, FlagReply> newest_replies(Pool& pool, const std::string& beginning) {
  std::map<std::string, FlagReply> all;
  auto session = pool.take();
  Rows rows = session->query(queries::flags_replied, {pattern(beginning)});
  while (rows.next()) {
    all.emplace(rows.text(1), FlagReply{rows.text(1), rows.text(4), rows.text(5), rows.text(6), rows.text(7),
                                        rows.text(3), rows.text(2)});
  }
  return all;
}

}  // namespace rasoat::store
