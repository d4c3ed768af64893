#include "flow/open_finding.h"

#include <map>

#include "domain/audit_names.h"
#include "ingest/text.h"
#include "store/journal.h"

namespace rasoat::flow {
namespace {

using domain::Problem;

constexpr std::size_t kMostPairs = 1'000;

void note(Tools& tools, const access::Person& person, const std::string& action, const std::string& subject,
          const std::string& details) {
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), person.account, action, subject, details});
  });
}

std::uint64_t block_of(const domain::AuditRow& row) {
  return (std::uint64_t{number(row.area)} << 16) | static_cast<std::uint16_t>(row.birth_year);
}

/// Listed households of a commune and birth year among which at least one has no ID number.
std::vector<std::uint32_t> comparable(const domain::AuditList& list, const domain::AreaBook& book,
                                      domain::AreaId within) {
  std::map<std::uint64_t, std::vector<std::uint32_t>> blocks;
  std::map<std::uint64_t, bool> open;
  for (std::uint32_t i = 0; i < list.rows.size(); ++i) {
    const domain::AuditRow& row = list.rows[i];
    if (!row.listed() || row.birth_year == domain::AuditRow::kAbsent || !book.is_within(row.area, within))
      continue;
    blocks[block_of(row)].push_back(i);
    if (!row.identified()) open[block_of(row)] = true;
  }
  std::vector<std::uint32_t> all;
  for (const auto& [block, rows] : blocks) {
    if (rows.size() > 1 && open.contains(block)) all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

}  // namespace

domain::Result<OpenedFinding> open_finding(Tools& tools, const domain::Snapshot& snapshot,
                                           const std::string& round, const std::string& id,
                                           const access::Person& person) {
  const domain::Texts& texts = tools.rules.texts;
  if (person.role != access::Role::reviewer && person.role != access::Role::officer)
    return Problem{"no-right", texts.say("http.forbidden"), ""};
  const Problem unknown{"area-not-found", texts.say("audit.finding-unknown", {{"id", id}}), "id"};
  // The second part of the key is the commune's code: only its province is audited.
  const auto colon = id.find(':');
  const std::string code =
      colon == std::string::npos ? "" : id.substr(colon + 1, id.find(':', colon + 1) - colon - 1);
  const auto view = domain::view_audit(snapshot, {round, code});
  if (!view) return view.problem().place == "round" ? view.problem() : unknown;
  OpenedFinding opened;
  for (const domain::AuditView::Line& line : view->findings) {
    if (domain::finding_id(tools.rules.areas, *line.finding) != id) continue;
    opened.audit = view->audits.front();
    opened.finding = line.finding;
  }
  if (opened.finding == nullptr || !may_see_households(tools, person, opened.finding->area)) return unknown;
  HouseholdOpener opener(tools, *opened.audit->list);
  for (const std::uint32_t position : opened.finding->households)
    opened.households.push_back(opener.open(position));
  note(tools, person, "audit.households", "finding " + id,
       round + ", " + std::to_string(opened.households.size()));
  return opened;
}

domain::Result<NameProposals> propose_names(Tools& tools, const domain::Snapshot& snapshot,
                                            const domain::AuditQuery& query, const access::Person& person) {
  auto view = domain::view_audit(snapshot, query);
  if (!view) return view.problem();
  if (!may_see_households(tools, person, view->within->id))
    return Problem{"no-right", tools.rules.texts.say("http.forbidden"), "within"};
  NameProposals proposals;
  proposals.audits = view->audits;
  for (const auto& audit : proposals.audits) {
    const domain::AuditList& list = *audit->list;
    HouseholdOpener opener(tools, list);
    std::vector<domain::NamedHousehold> named;
    for (const std::uint32_t position : comparable(list, tools.rules.areas, view->within->id)) {
      const domain::AuditRow& row = list.rows[position];
      named.push_back(
          {block_of(row), position, row.identified(), ingest::word_key(opener.head_name(position))});
    }
    for (const domain::NamePair& pair : domain::alike(std::move(named), tools.rules.audit.name_likeness)) {
      if (proposals.pairs.size() == kMostPairs) break;
      proposals.pairs.push_back({pair.likeness, opener.open(pair.one), opener.open(pair.other)});
    }
  }
  note(tools, person, "audit.names", "area " + view->within->code.text(),
       query.round + ", " + std::to_string(proposals.pairs.size()));
  return proposals;
}

}  // namespace rasoat::flow
