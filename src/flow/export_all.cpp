#include "flow/export_all.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>

#include "access/seal.h"
#include "store/journal.h"
#include "store/table_out.h"
#include "store/upload.h"

namespace rasoat::flow {
namespace {

namespace fs = std::filesystem;

/// Of use to nobody but a thief.
constexpr std::array<std::string_view, 6> kLeftOut{"session",       "session_mark",   "attempt",
                                                   "recovery_code", "account_factor", "provider_visit"};
// Keys; and the bytes behind columns that leave by themselves.
constexpr std::array<std::string_view, 3> kColumnsThatStay{"password_hash", "data_key", "identity"};

template <typename Names>
bool one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

/// Opens sealed columns by the data key of the row's upload.
class Opener {
 public:
  Opener(Tools& tools, PersonalData personal) : tools_(tools), personal_(personal) {}

  std::string open(std::uint64_t upload, const std::string& sealed) {
    if (personal_ == PersonalData::left_out || sealed.empty()) return "";
    auto found = keys_.find(upload);
    if (found == keys_.end()) found = keys_.emplace(upload, key_of(upload)).first;
    return found->second ? access::unseal(*found->second, sealed) : "";
  }

 private:
  std::optional<access::Key> key_of(std::uint64_t id) {
    const auto upload = store::find_upload(tools_.pool, domain::UploadId(id));
    if (!upload || upload->data_key.empty()) return std::nullopt;  // destroyed on purpose
    return access::unseal_key(tools_.service_key, upload->data_key);
  }

  Tools& tools_;
  PersonalData personal_;
  std::map<std::uint64_t, std::optional<access::Key>> keys_;
};

/// One table's columns that leave, and which of them are sealed.
struct Plan {
  std::vector<std::string> columns;
  std::vector<bool> sealed;
  std::optional<std::size_t> upload;    // where the row's upload stands
  std::optional<std::size_t> personal;  // where a finding says that its value is personal
  std::optional<std::size_t> value;
};

Plan plan_of(store::Pool& pool, const std::string& table) {
  Plan plan;
  for (const std::string& column : store::columns_of(pool, table)) {
    if (one_of(kColumnsThatStay, column)) continue;
    if (column == "upload_id") plan.upload = plan.columns.size();
    if (table == "upload_finding" && column == "personal") plan.personal = plan.columns.size();
    if (table == "upload_finding" && column == "value") plan.value = plan.columns.size();
    plan.columns.push_back(column);
    plan.sealed.push_back(column.size() > 7 && column.substr(column.size() - 7) == "_sealed");
  }
  return plan;
}

std::int64_t write_table(Tools& tools, const std::string& table, const fs::path& file, Opener& opener) {
  const Plan plan = plan_of(tools.pool, table);
  std::ofstream out(file, std::ios::binary);
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    std::string name = plan.columns[i];
    if (plan.sealed[i]) name.resize(name.size() - 7);
    out << (i == 0 ? "" : ",") << name;
  }
  out << '\n';
  std::int64_t rows = 0;
  store::each_row(tools.pool, table, plan.columns, [&](const std::vector<std::optional<std::string>>& row) {
    const bool personal_finding = plan.personal && row[*plan.personal] == "1";
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) out << ',';
      if (!row[i]) continue;
      const bool sealed = plan.sealed[i] || (personal_finding && i == plan.value);
      out << quoted(sealed && plan.upload ? opener.open(std::stoull(*row[*plan.upload]), *row[i]) : *row[i]);
    }
    out << '\n';
    ++rows;
  });
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
  return rows;
}

std::int64_t write_originals(Tools& tools, const fs::path& folder) {
  fs::create_directories(folder);
  std::int64_t files = 0;
  for (const store::Upload& upload : store::list_uploads(tools.pool, 0, 1'000'000)) {
    const fs::path sealed = tools.original(upload.sha256, upload.id);
    if (upload.data_key.empty() || !fs::exists(sealed)) continue;
    const std::string name = fs::path(upload.file_name).filename().string();
    access::unseal_file(access::unseal_key(tools.service_key, upload.data_key), sealed,
                        folder / (std::to_string(number(upload.id)) + "-" + name));
    ++files;
  }
  return files;
}

}  // namespace

domain::Result<AllData> export_all(Tools& tools, const fs::path& folder, PersonalData personal,
                                   const access::Person& by) {
  if (fs::exists(folder) && !(fs::is_directory(folder) && fs::is_empty(folder))) {
    return domain::Problem{"backup-folder",
                           tools.rules.texts.say("backup.backup-folder", {{"value", folder.string()}}),
                           folder.string()};
  }
  const bool clear = personal == PersonalData::in_clear;
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), by.account, "export.all", folder.filename().string(),
                                clear ? "personal=clear" : "personal=left-out"});
  });
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
  AllData all;
  Opener opener(tools, personal);
  std::ofstream schema(folder / "schema.sql", std::ios::binary);
  for (const std::string& table : store::table_names(tools.pool)) {
    if (one_of(kLeftOut, table)) continue;
    schema << store::table_definition(tools.pool, table) << ";\n\n";
    all.rows += write_table(tools, table, folder / (table + ".csv"), opener);
    ++all.tables;
  }
  if (!schema.flush()) throw std::runtime_error("cannot write " + (folder / "schema.sql").string());
  if (clear) all.files = write_originals(tools, folder / "originals");
  return all;
}

}  // namespace rasoat::flow
