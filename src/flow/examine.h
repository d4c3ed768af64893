#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "flow/tools.h"

namespace rasoat::flow {

/// One thing that was looked at, what was found and what to do.
struct Check {
  enum class Result { passed, warned, failed };
  std::string name;
  Result result = Result::passed;
  std::string found;
  std::string remedy;
};

std::string_view name(Check::Result result);

/// Examines an installation: rules, schema, invariants, keys, sealed files, figures. Changes nothing. A check
/// that cannot be made is itself a failed check, so a database that is away is found and not thrown.
std::vector<Check> examine(Tools& tools);

}  // namespace rasoat::flow
