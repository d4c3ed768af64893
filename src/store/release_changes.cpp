#include "store/release_changes.h"

#include <sstream>

#include "store/queries.gen.h"

namespace rasoat::store {

std::vector<ReleaseChange> release_changes(Pool& pool, const std::string& name) {
  std::vector<ReleaseChange> all;
  auto session = pool.take();
  for (const Query& query : {queries::release_changed, queries::release_added}) {
    Rows rows = session->query(query, {name});
    while (rows.next()) {
      ReleaseChange change;
      change.kind = rows.text(1);
      change.period = rows.text(2);
      change.part = rows.text(3);
      change.areas = rows.whole(4);
      change.was = rows.whole_if(5);
      change.now = rows.whole_if(6);
      change.was_file = rows.text(7);
      change.now_file = rows.text(8);
      change.by = rows.text(9);
      change.at = rows.text(10);
      change.why = rows.text(11);
      all.push_back(std::move(change));
    }
  }
  return all;
}

std::optional<std::map<std::string, std::string>> release_rules(Pool& pool, const std::string& name) {
  auto session = pool.take();
  Rows rows = session->query(queries::release_rules, {name});
  if (!rows.next()) return std::nullopt;
  std::map<std::string, std::string> hashes;
  std::istringstream lines(rows.text(1));
  for (std::string file, hash; lines >> file >> hash;) hashes.emplace(file, hash);
  return hashes;
}

}  // namespace rasoat::store
