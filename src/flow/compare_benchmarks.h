#pragma once

#include "domain/snapshot.h"
#include "flow/upload_rows.h"

namespace rasoat::flow {

/// Published figures against what is known already: a rate that does not follow from the counts approved for
/// its scope, a sum of rates that its parts do not give, another published figure of the same period. All are
/// warnings with both figures: published tables quarrel, and the register shows it.
void compare_benchmarks(const domain::Snapshot& snapshot, const std::vector<store::BenchmarkRow>& rows,
                        domain::Findings& findings);

}  // namespace rasoat::flow
