#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "domain/household.h"
#include "store/pool.h"

namespace rasoat::store {

/// Rules proposed under a decision, named by the hash of their files.
struct RulesProposal {
  std::string hash, decision, date;
  domain::AccountId by{};
  std::optional<domain::AccountId> activated_by = {};
};
/// Keeps it, with a line in the log; one of the same hash is proposed anew.
void propose_rules(Pool& pool, const RulesProposal& proposal, const std::string& now);
std::optional<RulesProposal> find_proposal(Pool& pool, const std::string& hash);
/// False when it is in force already or `by` has proposed it; else the log has a line of it.
bool activate_rules(Pool& pool, const RulesProposal& proposal, domain::AccountId by, const std::string& now);

/// Households of the lists that count now with the same scores.
struct ScoredHouseholds {
  std::string round;
  domain::Setting setting = domain::Setting::rural;
  std::optional<int> b1, b2;
  std::int64_t households = 0;
};
std::vector<ScoredHouseholds> scored_households(Pool& pool);

}  // namespace rasoat::store
