#pragma once

#include <vector>

#include "domain/rules.h"
#include "flow/demonstration_files.h"

namespace rasoat::flow {

/// Disbursement, results and NTM criteria of every commune of the plan's province, as CSV, on the units in
/// force on each date. All of it is made up; cumulative payments never fall within a year's plan.
std::vector<DemonstrationFile> demonstration_programmes(const domain::DemonstrationPlan& plan,
                                                        const domain::Rules& rules);

}  // namespace rasoat::flow
