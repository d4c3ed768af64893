// The database server, its settings and the schema in it.

#include <cstdlib>

#include "flow/examine.h"
#include "store/doctor.h"
#include "store/migrate.h"

namespace rasoat::flow {
namespace {

constexpr std::int64_t kMegabyte = 1 << 20;

std::int64_t milliseconds(const domain::Clock& clock) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(clock().time_since_epoch()).count();
}

/// `10.11` of `10.11.19-MariaDB-…` as 1011.
int version_number(const std::string& version) {
  const auto dot = version.find('.');
  if (dot == std::string::npos) return 0;
  return std::atoi(version.c_str()) * 100 + std::atoi(version.c_str() + dot + 1);
}

void look_at_server(Examination& examination, const store::ServerFacts& facts, const domain::Clock& clock) {
  examination.look("database.version", "the server is MariaDB 10.11 or newer (or MySQL 8)",
                   "upgrade the server with Debian", [&](Check& check) {
                     const bool maria = facts.version.find("MariaDB") != std::string::npos;
                     check.found = facts.version;
                     if (version_number(facts.version) < (maria ? 1011 : 800)) check.fail("too old");
                     if (!maria) check.warn("MySQL is untested");
                   });
  examination.look("database.charset", "the database keeps every letter (utf8mb4_bin)",
                   "ALTER DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", [&](Check& check) {
                     check.found = facts.collation;
                     if (facts.charset != "utf8mb4") check.fail("is not utf8mb4");
                   });
  examination.look("database.strict", "the server refuses what does not fit a column",
                   "sql_mode with STRICT_TRANS_TABLES", [&](Check& check) {
                     if (facts.sql_mode.find("STRICT_") == std::string::npos) check.fail(facts.sql_mode);
                   });
  examination.look("database.durable", "what was answered survives a power cut",
                   "innodb_flush_log_at_trx_commit = 1", [&](Check& check) {
                     if (facts.flush != 1)
                       check.warn("innodb_flush_log_at_trx_commit is " + std::to_string(facts.flush));
                   });
  examination.look("database.packet", "long statements are taken", "max_allowed_packet = 64M",
                   [&](Check& check) {
                     if (facts.packet < 16 * kMegabyte)
                       check.warn(std::to_string(facts.packet / kMegabyte) + " MB");
                   });
  examination.look("database.pool", "the server has memory for the lists", "innodb_buffer_pool_size = 1G",
                   [&](Check& check) {
                     check.found = std::to_string(facts.pool / kMegabyte) + " MB";
                     if (facts.pool < 128 * kMegabyte) check.warn("is little");
                   });
  examination.look("database.connections", "the server takes enough connections", "max_connections = 300",
                   [&](Check& check) {
                     if (facts.connections < 50) check.warn(std::to_string(facts.connections));
                   });
  examination.look("database.writable", "the server can be written", "read_only = 0, or name the first node",
                   [&](Check& check) {
                     if (facts.read_only) check.fail("read_only is set");
                   });
  examination.look("database.clock", "the server's clock is ours", "set both clocks by NTP",
                   [&](Check& check) {
                     const auto apart = std::abs(facts.unix_milliseconds - milliseconds(clock)) / 1000;
                     if (apart > 5) check.warn(std::to_string(apart) + " s apart");
                   });
}

bool look_at_schema(Examination& examination, store::Pool& pool) {
  const auto state = store::migration_state(pool);
  const auto list = [](Check& check, const std::vector<std::string>& names) {
    for (const std::string& name : names) check.fail(name);
  };
  bool good = examination.look("schema.current", "the schema is this program's", "rasoat migrate",
                               [&](Check& check) { list(check, state.missing); });
  // The release before must be able to read what a newer one has migrated.
  examination.look("schema.known", "no newer program has changed the schema",
                   "install that program's package", [&](Check& check) {
                     for (const std::string& name : state.unknown) check.warn(name);
                   });
  good = examination.look("schema.unchanged", "migrations were applied as they stand here",
                          "restore the last backup with this program's package",
                          [&](Check& check) { list(check, state.changed); }) &&
         good;
  if (!good) return false;
  examination.look("schema.tables", "every table is InnoDB and sorts by bytes",
                   "make it InnoDB (ALTER TABLE … ENGINE=InnoDB), or move what is not ours",
                   [&](Check& check) { list(check, store::foreign_tables(pool)); });
  return true;
}

}  // namespace

bool examine_database(Examination& examination, store::Pool& pool, const domain::Rules& rules,
                      const domain::Clock& clock) {
  store::ServerFacts facts;
  if (!examination.look("database.answers", "the database answers",
                        "start it (systemctl start mariadb), or mend `database` in the settings",
                        [&](Check&) { facts = store::server_facts(pool); })) {
    return false;
  }
  look_at_server(examination, facts, clock);
  examination.look("database.load", "lists of households can be loaded (LOAD DATA LOCAL)", "local_infile = 1",
                   [&](Check& check) {
                     pool.session_for(store::Session::Purpose::loading);
                     if (!facts.local_infile) check.fail("off: no list can be taken");
                   });
  examination.look("database.scratch", "a backup can be read back beside the database",
                   "GRANT ALL ON `NAME\\_scratch\\_%`.* to the service's user (examples/database.sql)",
                   [&](Check&) { store::try_scratch(pool); });
  if (!look_at_schema(examination, pool)) return false;
  return examination.look("catalogue.areas", "units and ledger in the database are those of the rules",
                          "rasoat migrate", [&](Check& check) {
                            if (!store::catalogue_current(pool, rules)) check.fail("they differ");
                          });
}

}  // namespace rasoat::flow
