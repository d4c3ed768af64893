#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/rules.h"
#include "store/pool.h"

namespace rasoat::store {

/// What the database server says of itself.
struct ServerFacts {
  std::string version, charset, collation, sql_mode;
  std::int64_t packet = 0;       ///< max_allowed_packet, bytes
  std::int64_t flush = 0;        ///< innodb_flush_log_at_trx_commit
  std::int64_t pool = 0;         ///< innodb_buffer_pool_size, bytes
  std::int64_t connections = 0;  ///< max_connections
  bool read_only = false;
  bool local_infile = false;
  std::int64_t unix_milliseconds = 0;  ///< its clock
};
ServerFacts server_facts(Pool& pool);

/// Migrations of this program against those that were applied.
struct MigrationState {
  std::vector<std::string> missing;  ///< ours, not applied
  std::vector<std::string> unknown;  ///< applied, not ours
  std::vector<std::string> changed;  ///< applied with another content
};
MigrationState migration_state(Pool& pool);

/// Tables that are not InnoDB or not sorted by bytes.
std::vector<std::string> foreign_tables(Pool& pool);
/// Makes a scratch database and drops it; throws where that is not allowed.
void try_scratch(Pool& pool);

struct AccountFacts {
  std::int64_t administrators = 0, officers = 0, reviewers = 0;  ///< not disabled
  std::vector<std::string> first_passwords;                      ///< made before `limit`, never changed
  std::vector<std::string> without_area;                         ///< officers and reviewers
};
AccountFacts account_facts(Pool& pool, const std::string& limit);

}  // namespace rasoat::store
