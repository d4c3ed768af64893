// The restatement page of a release: what has changed since it was frozen, by whom and why, and what that
// does to the figures.

#include <algorithm>
#include <map>
#include <set>

#include "domain/ranking.h"
#include "export/json_out.h"
#include "http/answers.h"
#include "http/follow_endpoints.h"
#include "store/release_changes.h"

namespace rasoat::http {
namespace {

void write_change(export_::JsonOut& out, const store::ReleaseChange& change) {
  out.begin_object().member("kind", change.kind).member("period", change.period).member("part", change.part);
  out.member("areas", change.areas).key("was");
  change.was ? out.value(*change.was) : out.null();
  out.key("now");
  change.now ? out.value(*change.now) : out.null();
  out.member("was_file", change.was_file).member("now_file", change.now_file).member("by", change.by);
  out.member("at", change.at).member("why", change.why).end_object();
}

/// Rule files that are other than they were: the same counts may give other figures.
void write_rules(export_::JsonOut& out, const std::map<std::string, std::string>& then,
                 const std::map<std::string, std::string>& now) {
  std::set<std::string> files;
  for (const auto* hashes : {&then, &now}) {
    for (const auto& [file, hash] : *hashes) files.insert(file);
  }
  const auto hash_in = [](const std::map<std::string, std::string>& hashes, const std::string& file) {
    const auto found = hashes.find(file);
    return found == hashes.end() ? std::string() : found->second;
  };
  out.key("rules").begin_array();
  for (const std::string& file : files) {
    if (hash_in(then, file) == hash_in(now, file)) continue;
    out.begin_object()
        .member("file", file)
        .member("was", hash_in(then, file))
        .member("now", hash_in(now, file));
    out.end_object();
  }
  out.end_array();
}

std::map<domain::AreaId, domain::Exact> values_of(const domain::Snapshot& snapshot,
                                                  const std::string& round) {
  std::map<domain::AreaId, domain::Exact> values;
  for (const domain::Level level :
       {domain::Level::province, domain::Level::commune, domain::Level::district}) {
    domain::RankQuery query;
    query.indicator = "poverty.rate";
    query.round = round;
    query.level = level;
    const auto ranking = domain::rank(snapshot, query);
    if (!ranking) continue;  // no such level on that day
    for (const domain::RankRow& row : ranking->rows) values.emplace(row.area, *row.figure.value);
  }
  return values;
}

/// The poverty rate of the province and of each district and commune whose figure is another one now.
void write_figures(export_::JsonOut& out, const domain::Snapshot& then, const domain::Snapshot& now,
                   const std::set<std::string>& rounds) {
  out.key("figures").begin_array();
  for (const std::string& round : rounds) {
    const auto before = values_of(then, round);
    const auto current = values_of(now, round);
    std::set<domain::AreaId> areas;
    for (const auto* values : {&before, &current}) {
      for (const auto& [area, value] : *values) areas.insert(area);
    }
    for (const domain::AreaId area : areas) {
      const auto was = before.find(area);
      const auto is = current.find(area);
      const bool same = was != before.end() && is != current.end() && was->second == is->second;
      if (same) continue;
      const domain::Area& unit = now.rules->areas.get(area);
      out.begin_object()
          .member("round", round)
          .member("indicator", "poverty.rate")
          .member("area", unit.code.text());
      out.member("name", unit.full_name).key("was");
      was == before.end() ? out.null() : out.raw(was->second.rounded().plain());
      out.key("now");
      is == current.end() ? out.null() : out.raw(is->second.rounded().plain());
      out.end_object();
    }
  }
  out.end_array();
}

}  // namespace

Answer release_changes(Service& service, const Request& request) {
  const std::string name = request.part("name");
  const auto rules = store::release_rules(service.tools.pool, name);
  if (!rules) {
    return domain::Problem{"release-not-found",
                           service.tools.rules.texts.say("query.release-unknown", {{"release", name}}),
                           "name"};
  }
  const auto then = service.tools.live.release(name);
  if (!then) return then.problem();
  const auto changes = store::release_changes(service.tools.pool, name);
  std::set<std::string> rounds;
  export_::JsonOut out;
  out.begin_object().member("release", name).key("changes").begin_array();
  for (const store::ReleaseChange& change : changes) {
    write_change(out, change);
    if (change.kind == "households" || change.kind == "counts") rounds.insert(change.period);
  }
  out.end_array();
  write_rules(out, *rules, service.tools.rules.hashes);
  write_figures(out, **then, *service.tools.live.now(), rounds);
  out.end_object();
  return json(out.take());
}

}  // namespace rasoat::http
