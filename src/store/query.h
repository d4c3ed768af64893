#pragma once

#include <string_view>

namespace rasoat::store {

/// A statement with its name, compiled in from sql/: errors, logs and timings name it.
struct Query {
  std::string_view name;
  std::string_view sql;
};

/// One step of the schema; what was applied once must never change, so its hash is kept.
struct Migration {
  std::string_view name;
  std::string_view sha256;
  std::string_view sql;
};

}  // namespace rasoat::store
