#include "flow/follow_flags.h"

#include <array>
#include <set>

#include "domain/flag_list.h"
#include "domain/period.h"
#include "export/answers.h"

namespace rasoat::flow {
namespace {

/// The parts of a flag's name: round, boundary date, area, indicator, rule.
std::optional<std::array<std::string, 5>> parts_of(const std::string& flag) {
  std::array<std::string, 5> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t end = i + 1 < parts.size() ? flag.find(':', begin) : flag.size();
    if (end == std::string::npos || end <= begin) return std::nullopt;
    parts[i] = flag.substr(begin, end - begin);
    begin = end + 1;
  }
  return parts;
}

/// Periods whose flags an upload can change: its own, and for a round the one after, which is compared with
/// it.
std::set<std::string> periods_of(Tools& tools, const domain::Snapshot& snapshot,
                                 const store::Upload& upload) {
  std::set<std::string> periods;
  if (!upload.period.empty()) periods.insert(upload.period);
  for (const store::UploadPart& part : store::parts_of(tools.pool, upload.id)) {
    if (!part.period.empty()) periods.insert(part.period);
  }
  std::set<std::string> after;
  for (const domain::Round& round : snapshot.rounds) {
    const domain::Round* before = domain::previous_round(snapshot.rounds, round);
    if (before != nullptr && periods.contains(before->code.text())) after.insert(round.code.text());
  }
  periods.merge(after);
  return periods;
}

std::map<std::string, std::string> standing(const domain::Snapshot& snapshot, const domain::FlagList& list) {
  std::map<std::string, std::string> all;
  for (const domain::Flag& flag : list.flags) {
    all.emplace(export_::flag_id(snapshot, flag, list.round.code.text(), list.as_of), flag.severity);
  }
  return all;
}

}  // namespace

namespace {

void follow(Tools& tools, const domain::Snapshot& snapshot, const std::string& period,
            std::optional<std::uint64_t> upload, domain::AccountId by) {
  domain::RankQuery query;
  query.round = period;
  const auto list = domain::list_flags(snapshot, query);
  if (!list) return;  // a period in which nothing can be ranked
  const auto now = standing(snapshot, *list);
  const auto before = store::raised_flags(tools.pool, period + ":" + list->as_of.iso() + ":");
  std::vector<store::FlagEvent> events;
  for (const auto& [flag, severity] : now) {
    const auto was = before.find(flag);
    if (was == before.end()) {
      events.push_back({flag, "raised", severity, "", upload});
    } else if (was->second != severity) {
      events.push_back({flag, "severity", severity, was->second, upload});
    }
  }
  for (const auto& [flag, severity] : before) {
    if (!now.contains(flag)) events.push_back({flag, "cleared", "", severity, upload});
  }
  store::keep_flag_events(tools.pool, events, by, tools.now());
}

}  // namespace

void follow_flags(Tools& tools, const store::Upload& upload, const access::Person& by) {
  const auto snapshot = tools.live.fresh();
  for (const std::string& period : periods_of(tools, *snapshot, upload))
    follow(tools, *snapshot, period, number(upload.id), by.account);
}

void follow_all_flags(Tools& tools, const access::Person& by) {
  const auto snapshot = tools.live.fresh();
  for (const domain::Round& round : snapshot->rounds)
    follow(tools, *snapshot, round.code.text(), std::nullopt, by.account);
}

bool flag_stands(Tools& tools, const std::string& flag) {
  const auto parts = parts_of(flag);
  if (!parts) return false;
  const auto snapshot = tools.live.now();
  const auto day = domain::Date::parse((*parts)[1]);
  const domain::Area* area = day ? tools.rules.areas.find((*parts)[2], *day) : nullptr;
  if (area == nullptr) return false;
  domain::RankQuery query;
  query.indicator = (*parts)[3];
  query.round = (*parts)[0];
  query.as_of = *day;
  query.level = area->level;
  query.within = area->code.text();
  const auto list = domain::list_flags(*snapshot, query);
  return list.ok() && standing(*snapshot, *list).contains(flag);
}

domain::Outcome reply_to_flag(Tools& tools, store::FlagReply reply, const access::Person& by) {
  const domain::Texts& texts = tools.rules.texts;
  const auto bad = [&](const std::string& name, const std::string& value, const std::string& expected) {
    return domain::Problem{
        "bad-value", texts.say("query.bad-value", {{"name", name}, {"value", value}, {"expected", expected}}),
        name};
  };
  if (!flag_stands(tools, reply.flag))
    return domain::Problem{"flag-unknown", texts.say("query.flag-unknown", {{"flag", reply.flag}}), "id"};
  if (reply.reply.empty() || reply.reply.size() > 2000) return bad("reply", "", "1–2000");
  if (!reply.due.empty() && !domain::Date::parse(reply.due)) return bad("due", reply.due, "YYYY-MM-DD");
  if (reply.document.size() > 200) return bad("document", "", "0–200");
  if (reply.task.size() > 400) return bad("task", "", "0–400");
  reply.at = tools.now();
  store::add_flag_reply(tools.pool, reply, by.account);
  return domain::Done{};
}

}  // namespace rasoat::flow
