#pragma once

#include <string>
#include <vector>

#include "domain/ranking.h"
#include "export/export_report.h"

namespace rasoat::export_ {

/// Compares figures that should agree before a table is written (poverty.md section 5): real official figures
/// break these identities slightly, so a difference is printed with both figures, never corrected or hidden.
/// `checks` are codes: `list-counts` (list against the area's own totals), `own-parts` (an area's own row
/// against the sum of its parts), `parts-whole` (classes above all households), `flow-poor`, `flow-near-poor`
/// (closing against the balance), `opening-poor`, `opening-near-poor` (opening against the round before, same
/// standard only), `cross-poor-near` (tables 2 and 3 against each other). Unknown codes are a bug and throw.
std::vector<Difference> reconcile(const domain::Snapshot& snapshot, const domain::ResolvedQuery& query,
                                  const std::vector<std::string>& checks);

}  // namespace rasoat::export_
