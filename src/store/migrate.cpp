#include "store/migrate.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

/// The statements of a migration file; none of ours holds a semicolon inside a text.
std::vector<std::string> statements_of(std::string_view sql) {
  std::vector<std::string> all;
  std::string statement;
  while (!sql.empty()) {
    const auto end = sql.find('\n');
    const std::string_view line = sql.substr(0, end);
    sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 1);
    if (line.substr(0, 2) == "--") continue;
    statement += line;
    statement += '\n';
    if (line.empty() || line.back() != ';') continue;
    statement.resize(statement.size() - 2);
    all.push_back(std::move(statement));
    statement.clear();
  }
  return all;
}

std::map<std::string, std::string> applied(Session& session) {
  std::map<std::string, std::string> all;
  Rows rows = session.query(queries::migration_list);
  while (rows.next()) all.emplace(rows.text(1), rows.text(2));
  return all;
}

std::string hash_of_areas(const domain::Rules& rules) {
  const auto hash = [&](const char* file) {
    const auto found = rules.hashes.find(file);
    return found == rules.hashes.end() ? std::string() : found->second;
  };
  return hash("areas/units.csv") + hash("areas/changes.csv");
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

/// Many rows in few statements: `head` up to VALUES, one bracket a row, `tail` from ON DUPLICATE on.
class ManyRows {
 public:
  ManyRows(Session& session, const Query& pattern) : session_(session), name_(pattern.name) {
    const auto values = pattern.sql.find("VALUES");
    const auto tail = pattern.sql.find("ON DUPLICATE");
    head_ = std::string(pattern.sql.substr(0, values)) + "VALUES ";
    tail_ = " " + std::string(pattern.sql.substr(tail));
  }
  void add(const std::string& row) {
    text_ += (text_.empty() ? head_ : ",") + ("(" + row + ")");
    if (++count_ == 1000) flush();
  }
  void flush() {
    if (count_ > 0) session_.execute_text(name_, text_ + tail_);
    text_.clear();
    count_ = 0;
  }

 private:
  Session& session_;
  std::string name_, head_, tail_, text_;
  int count_ = 0;
};

void load_areas(Session& session, const domain::AreaBook& book) {
  ManyRows areas(session, queries::area_upsert);
  for (const domain::Area& area : book.all()) {
    areas.add(fmt::format("{},{},{},{},{},{},{},{},'{}',{}", number(area.id), quoted(area.code.text()),
                          static_cast<int>(area.level), quoted(area.name), quoted(area.full_name),
                          quoted(area.kind), quoted(area.setting ? domain::name(*area.setting) : ""),
                          area.parent ? std::to_string(number(*area.parent)) : "NULL", area.valid_from.iso(),
                          area.valid_to ? "'" + area.valid_to->iso() + "'" : "NULL"));
  }
  areas.flush();
  ManyRows changes(session, queries::area_change_upsert);
  for (const domain::AreaChange& change : book.changes()) {
    changes.add(fmt::format("{},{},'{}',{},{}", number(change.from), number(change.to),
                            change.effective.iso(), change.whole ? 1 : 0, quoted(change.instrument)));
  }
  changes.flush();
}

}  // namespace

std::vector<std::string> migrate(Pool& pool, const std::string& now) {
  const auto session = pool.session_for(Session::Purpose::migrating);
  session->execute_text("migrations_table", std::string(queries::migrations_table.sql));
  const auto before = applied(*session);
  std::vector<std::string> done;
  for (const Migration& migration : queries::migrations) {
    const auto found = before.find(std::string(migration.name));
    if (found != before.end()) {
      if (found->second != migration.sha256) {
        throw Failure(migration.name, 0,
                      "was applied with another content; a migration never changes once applied");
      }
      continue;
    }
    for (const std::string& statement : statements_of(migration.sql))
      session->execute_text(migration.name, statement);
    session->execute(queries::migration_done,
                     {std::string(migration.name), std::string(migration.sha256), now});
    done.emplace_back(migration.name);
  }
  return done;
}

bool migrated(Pool& pool) {
  auto session = pool.take();
  Rows there = session->query(queries::table_exists, {std::string("schema_migration")});
  if (!there.next() || there.integer(1) == 0) return false;
  const auto done = applied(*session);
  return std::all_of(queries::migrations.begin(), queries::migrations.end(),
                     [&](const Migration& migration) { return done.contains(std::string(migration.name)); });
}

bool catalogue_current(Pool& pool, const domain::Rules& rules) {
  auto session = pool.take();
  Rows kept = session->query(queries::note_get, {std::string("areas")});
  return kept.next() && kept.text(1) == hash_of_areas(rules);
}

void load_catalogue(Pool& pool, const domain::Rules& rules) {
  const std::string areas_hash = hash_of_areas(rules);
  in_transaction(pool, [&](Session& session) {
    Rows kept = session.query(queries::note_get, {std::string("areas")});
    if (!kept.next() || kept.text(1) != areas_hash) {
      load_areas(session, rules.areas);
      session.execute(queries::note_set, {std::string("areas"), areas_hash});
    }
    ManyRows measures(session, queries::measure_upsert);
    for (const domain::Measure measure : domain::all_measures()) {
      measures.add(std::to_string(measure.number) + "," + quoted(domain::name(measure)));
    }
    measures.flush();
    for (const domain::Round& round : rules.rounds) {
      session.execute(queries::round_add, {round.code.text(), round.name.vi, round.name.en,
                                           round.reference_date.iso(), round.standard.text(), round.status});
    }
  });
}

std::vector<domain::Round> rounds(Pool& pool) {
  auto session = pool.take();
  Rows rows = session->query(queries::round_list);
  std::vector<domain::Round> all;
  while (rows.next()) {
    all.push_back({domain::RoundCode(rows.text(1)),
                   {rows.text(2), rows.text(3)},
                   domain::Date::known(rows.text(4)),
                   domain::StandardCode(rows.text(5)),
                   rows.text(6)});
  }
  return all;
}

std::vector<Broken> broken_invariants(Pool& pool) {
  std::vector<Broken> all;
  auto session = pool.take();
  for (const Query& invariant : queries::invariants) {
    Rows rows = session->query(invariant);
    if (rows.next()) all.push_back({std::string(invariant.name), rows.text(1)});
  }
  return all;
}

}  // namespace rasoat::store
