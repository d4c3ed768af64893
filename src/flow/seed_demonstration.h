#pragma once

#include <cstddef>
#include <filesystem>

#include "domain/demonstration.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// Loads the demonstration: the published figures of the plan as they are, and for its listed years made-up
/// households and counts, marked synthetic wherever they show. Every file goes the way an officer's goes,
/// received and approved by `system`. Done again it finds the same bytes there and changes nothing. Gives the
/// number of files; a file that is rejected is a Problem `demonstration` naming it and its first finding.
domain::Result<std::size_t> seed_demonstration(Tools& tools, const domain::DemonstrationPlan& plan,
                                               const std::filesystem::path& folder);

}  // namespace rasoat::flow
