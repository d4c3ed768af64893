#pragma once

#include "config/json_file.h"
#include "domain/audit_rules.h"

namespace rasoat::config {

/// Reads `etc/audit/checks.json`: the levels of the audit's checks and the answers that contradict each
/// other.
domain::AuditRules load_audit(JsonObject file, Problems& problems);

}  // namespace rasoat::config
