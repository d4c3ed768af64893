#include "store/secret.h"

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

std::vector<SealedKey> read_keys(Rows rows) {
  std::vector<SealedKey> all;
  while (rows.next()) all.push_back({rows.whole(1), rows.text(2)});
  return all;
}

}  // namespace

std::optional<std::string> find_note(Pool& pool, const std::string& name) {
  auto session = pool.take();
  Rows rows = session->query(queries::note_get, {name});
  if (!rows.next()) return std::nullopt;
  return rows.text(1);
}

std::string note_once(Pool& pool, const std::string& name, const std::string& value) {
  if (auto kept = find_note(pool, name)) return *kept;
  pool.take()->execute(queries::note_add, {name, value});
  return find_note(pool, name).value();
}

void set_note(Pool& pool, const std::string& name, const std::string& value) {
  pool.take()->execute(queries::note_set, {name, value});
}

std::vector<SealedKey> data_keys(Pool& pool) {
  auto session = pool.take();
  return read_keys(session->query(queries::data_keys));
}

std::vector<SealedKey> data_keys_of_round(Pool& pool, const std::string& round) {
  auto session = pool.take();
  return read_keys(session->query(queries::data_keys_of_round, {round}));
}

std::vector<std::uint64_t> uploads_of_round(Pool& pool, const std::string& round) {
  std::vector<std::uint64_t> all;
  auto session = pool.take();
  Rows rows = session->query(queries::uploads_of_round, {round});
  while (rows.next()) all.push_back(rows.whole(1));
  return all;
}

bool change_data_key(Pool& pool, const SealedKey& seen, const std::string& sealed) {
  return pool.take()->execute(queries::data_key_change, {sealed, seen.upload, seen.sealed}) == 1;
}

std::uint64_t forget_identities(Pool& pool, std::uint64_t upload) {
  std::uint64_t all = 0;
  auto session = pool.take();
  for (std::uint64_t some = 1; some > 0; all += some)
    some = session->execute(queries::identity_forget, {upload});
  return all;
}

void each_sealed_text(Pool& pool, std::uint64_t upload,
                      const std::function<void(const std::string& place, const std::string& sealed)>& look) {
  auto session = pool.take();
  std::uint64_t after = 0;
  for (bool more = true; more;) {
    more = false;
    Rows rows = session->query(queries::sealed_fields, {upload, after});
    while (rows.next()) {
      more = true;
      after = rows.whole(1);
      look("row " + std::to_string(after) + " head_name", rows.text(2));
      look("row " + std::to_string(after) + " head_id_number", rows.text(3));
    }
  }
  Rows findings = session->query(queries::sealed_findings, {upload});
  while (findings.next()) look("finding " + findings.text(1), findings.text(2));
}

}  // namespace rasoat::store
