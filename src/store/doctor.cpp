#include "store/doctor.h"

#include <map>

#include "store/dump.h"
#include "store/queries.gen.h"

namespace rasoat::store {

ServerFacts server_facts(Pool& pool) {
  auto session = pool.take();
  Rows rows = session->query(queries::server_facts);
  if (!rows.next()) throw Failure(queries::server_facts.name, 0, "no answer");
  ServerFacts facts{rows.text(1), rows.text(2), rows.text(3), rows.text(4)};
  facts.packet = rows.integer(5);
  facts.flush = rows.integer(6);
  facts.pool = rows.integer(7);
  facts.connections = rows.integer(8);
  facts.read_only = rows.integer(9) != 0;
  facts.local_infile = rows.integer(10) != 0;
  facts.unix_milliseconds = rows.integer(11);
  return facts;
}

MigrationState migration_state(Pool& pool) {
  MigrationState state;
  auto session = pool.take();
  std::map<std::string, std::string> applied;
  Rows there = session->query(queries::table_exists, {std::string("schema_migration")});
  if (there.next() && there.integer(1) != 0) {
    Rows rows = session->query(queries::migration_list);
    while (rows.next()) applied.emplace(rows.text(1), rows.text(2));
  }
  for (const Migration& migration : queries::migrations) {
    const auto found = applied.find(std::string(migration.name));
    if (found == applied.end()) {
      state.missing.emplace_back(migration.name);
      continue;
    }
    if (found->second != migration.sha256) state.changed.emplace_back(migration.name);
    applied.erase(found);
  }
  for (const auto& [name, sha256] : applied) state.unknown.push_back(name);
  return state;
}

std::vector<std::string> foreign_tables(Pool& pool) {
  std::vector<std::string> all;
  auto session = pool.take();
  Rows rows = session->query(queries::foreign_tables);
  while (rows.next()) all.push_back(rows.text(1) + " (" + rows.text(2) + ")");
  return all;
}

void try_scratch(Pool& pool) { const ScratchDatabase scratch(pool); }

AccountFacts account_facts(Pool& pool, const std::string& limit) {
  AccountFacts facts;
  auto session = pool.take();
  Rows rows = session->query(queries::account_facts, {limit});
  while (rows.next()) {
    const std::string user = rows.text(1), role = rows.text(2);
    if (role == "admin") ++facts.administrators;
    if (role == "officer") ++facts.officers;
    if (role == "reviewer") ++facts.reviewers;
    if (rows.integer(3) != 0) facts.first_passwords.push_back(user);
    if ((role == "officer" || role == "reviewer") && rows.integer(4) == 0) facts.without_area.push_back(user);
  }
  return facts;
}

}  // namespace rasoat::store
