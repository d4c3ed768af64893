#include "store/rules.h"

#include "store/journal.h"
#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

LogEntry entry(const RulesProposal& proposal, domain::AccountId by, std::string_view action,
               const std::string& now) {
  LogEntry line{now, by, std::string(action), "rules " + proposal.hash.substr(0, 16),
                "decision=" + proposal.decision + " date=" + proposal.date};
  if (by != proposal.by) line.details += " proposed_by=" + std::to_string(number(proposal.by));
  return line;
}

std::optional<int> given(std::int64_t value) {
  return value < 0 ? std::nullopt : std::optional(static_cast<int>(value));
}

}  // namespace

void propose_rules(Pool& pool, const RulesProposal& proposal, const std::string& now) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::rules_propose,
                    {proposal.hash, proposal.decision, proposal.date, number(proposal.by), now});
    append_log(session, entry(proposal, proposal.by, "rules.propose", now));
  });
}

std::optional<RulesProposal> find_proposal(Pool& pool, const std::string& hash) {
  auto session = pool.take();
  Rows rows = session->query(queries::rules_find, {hash});
  if (!rows.next()) return std::nullopt;
  RulesProposal proposal{hash, rows.text(1), rows.text(2), domain::AccountId(rows.whole(3))};
  if (const auto by = rows.whole_if(4)) proposal.activated_by = domain::AccountId(*by);
  return proposal;
}

bool activate_rules(Pool& pool, const RulesProposal& proposal, domain::AccountId by, const std::string& now) {
  bool done = false;
  in_transaction(pool, [&](Session& session) {
    done = session.execute(queries::rules_activate, {number(by), now, proposal.hash, number(by)}) == 1;
    if (done) append_log(session, entry(proposal, by, "rules.activate", now));
  });
  return done;
}

std::vector<ScoredHouseholds> scored_households(Pool& pool) {
  std::vector<ScoredHouseholds> all;
  auto session = pool.take();
  Rows rows = session->query(queries::household_scores);
  while (rows.next()) {
    if (rows.integer(2) < 0) continue;  // without a setting nothing is computed
    ScoredHouseholds group;
    group.round = rows.text(1);
    group.setting = static_cast<domain::Setting>(rows.integer(2));
    group.b1 = given(rows.integer(3));
    group.b2 = given(rows.integer(4));
    group.households = rows.integer(5);
    all.push_back(group);
  }
  return all;
}

}  // namespace rasoat::store
