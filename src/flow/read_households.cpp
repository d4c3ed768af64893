#include "flow/read_households.h"

#include "flow/keys.h"
#include "flow/receive_upload.h"
#include "store/journal.h"

namespace rasoat::flow {
namespace {

void write_log(Tools& tools, const access::Person& by, const std::string& action, const std::string& subject,
               const std::string& details) {
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), by.account, action, subject, details});
  });
}

ClearHousehold opened(const access::Key& key, store::HouseholdRow row) {
  ClearHousehold household{std::move(row), "", ""};
  household.head_name = access::unseal(key, household.row.head_name_sealed);
  household.head_id_number = access::unseal(key, household.row.head_id_sealed);
  return household;
}

}  // namespace

void note_reading(Tools& tools, const access::Person& by, domain::UploadId upload, const std::string& what) {
  write_log(tools, by, "households.read", "upload " + std::to_string(number(upload)), what);
}

domain::Result<std::vector<ClearHousehold>> read_households(Tools& tools, const store::Upload& upload,
                                                            std::uint64_t after, std::uint64_t most,
                                                            const access::Person& by) {
  if (upload.data_key.empty()) {
    return domain::Problem{"key-destroyed", tools.rules.texts.say("http.key-destroyed"), "id"};
  }
  note_reading(tools, by, upload.id,
               "rows after " + std::to_string(after) + ", at most " + std::to_string(most));
  const access::Key key = access::unseal_key(tools.service_key, upload.data_key);
  std::vector<ClearHousehold> all;
  for (store::HouseholdRow& row : store::households_of(tools.pool, upload.id, after, most))
    all.push_back(opened(key, std::move(row)));
  return all;
}

std::vector<FoundHousehold> find_households(Tools& tools, const std::string& id_number,
                                            const access::Person& by) {
  std::vector<FoundHousehold> found;
  const std::string hash = access::identity_hash(identity_key(tools), id_number);
  write_log(tools, by, "households.search", "households", "");
  if (hash.empty()) return found;
  for (const auto& [id, row_number] : store::households_of_identity(tools.pool, hash)) {
    const auto upload = store::find_upload(tools.pool, id);
    if (!upload || upload->data_key.empty() || !may_see(tools, by, *upload)) continue;
    auto rows = store::households_of(tools.pool, id, row_number - 1, 1);
    if (rows.empty() || rows.front().row != row_number) continue;
    if (!access::in_scope(by, rows.front().area, tools.rules.areas)) continue;
    const access::Key key = access::unseal_key(tools.service_key, upload->data_key);
    found.push_back({*upload, opened(key, std::move(rows.front()))});
  }
  return found;
}

}  // namespace rasoat::flow
