#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/audit_book.h"
#include "flow/concerned_household.h"

namespace rasoat::flow {

struct OpenedFinding {
  // Shared: keeps the finding and the rows of its households.
  std::shared_ptr<const domain::RoundAudit> audit;
  const domain::AuditFinding* finding = nullptr;
  std::vector<ConcernedHousehold> households;
};

/// The households behind a finding, with the heads' names, for a reviewer (or officer) in whose areas the
/// commune lies. `no-right` for everyone else who may read the audit, `area-not-found` outside the person's
/// areas or where there is no such finding. Looking is written into the log.
domain::Result<OpenedFinding> open_finding(Tools& tools, const domain::Snapshot& snapshot,
                                           const std::string& round, const std::string& id,
                                           const access::Person& person);

/// Two households of a commune whose heads were born in one year and have nearly the same name, and not both
/// an ID number: a proposal to ask for the number, never merged by itself.
struct NameProposal {
  double likeness = 0;
  ConcernedHousehold one, other;
};
struct NameProposals {
  std::vector<std::shared_ptr<const domain::RoundAudit>> audits;
  std::vector<NameProposal> pairs;
};
/// Names are opened only here, for whoever may see them, and only where a number is missing. Written into the
/// log.
domain::Result<NameProposals> propose_names(Tools& tools, const domain::Snapshot& snapshot,
                                            const domain::AuditQuery& query, const access::Person& person);

}  // namespace rasoat::flow
