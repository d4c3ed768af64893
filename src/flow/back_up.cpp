#include "flow/back_up.h"

#include <fstream>
#include <iterator>
#include <map>

#include "access/digest.h"
#include "config/json_file.h"
#include "domain/ranking.h"
#include "export/answers.h"
#include "export/json_out.h"
#include "flow/log_anchor.h"
#include "flow/publish_report.h"
#include "store/dump.h"
#include "store/migrate.h"
#include "store/report_run.h"

namespace rasoat::flow {
namespace {

namespace fs = std::filesystem;
using domain::Problem;

constexpr std::string_view kWhat = "rasoat backup";
constexpr const char* kManifest = "manifest.json";
constexpr const char* kDatabase = "database.sealed";
constexpr const char* kExports = "exports";
constexpr const char* kRecovery = "service.key.recovery";
constexpr const char* kUnfinished = "restore.unfinished";

/// What one backup says of itself.
struct Manifest {
  std::string made_at, software, key, figures;
  std::map<std::string, std::string> files;    // path in the folder → sha256
  std::map<std::string, std::string> reports;  // the last ones: name → sha256
};

Problem refuse(const Tools& tools, std::string_view code, const std::string& value) {
  return {std::string(code), tools.rules.texts.say("backup." + std::string(code), {{"value", value}}), value};
}

std::string sha256_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot open " + file.string());
  access::Sha256 digest;
  std::vector<char> piece(1 << 20);
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0) {
    digest.take({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  return digest.hex();
}

/// Tells service keys apart without telling anything of them.
std::string key_mark(const access::Key& key) { return access::identity_hash(key, "000000000000"); }

/// A file in the clear for as long as it is needed, in a folder only the service reads.
class ClearFile {
 public:
  ClearFile(const fs::path& data_directory, std::string_view name) : path_(data_directory / "spool" / name) {
    fs::create_directories(path_.parent_path());
  }
  ~ClearFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  ClearFile(const ClearFile&) = delete;
  ClearFile& operator=(const ClearFile&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// The rankings of every round, at both levels they are read at, as one hash.
std::string figures_of(const Tools& tools, store::Pool& pool) {
  // Rules and boundaries outlive this snapshot, so nothing is owned here.
  LiveSnapshot live(pool, {std::shared_ptr<const domain::Rules>(), &tools.rules},
                    {std::shared_ptr<const domain::Boundaries>(), &tools.boundaries});
  const auto snapshot = live.fresh();
  access::Sha256 digest;
  for (const domain::Round& round : snapshot->rounds) {
    for (const std::string_view indicator : {"poverty.rate", "poverty.multidimensional_rate"}) {
      domain::RankQuery query;
      query.indicator = indicator;
      query.round = round.code.text();
      query.within = "VN";
      query.level = domain::Level::commune;
      query.partial = domain::Partial::accept;
      const auto ranking = domain::rank(*snapshot, query);
      if (ranking) digest.take(export_::ranking_json(*snapshot, *ranking));
    }
  }
  return digest.hex();
}

/// The last reports that `listed` names, made again from what `pool` holds, by name. One that cannot be made
/// any more, because the rules have changed since, is left out.
std::map<std::string, std::string> reports_of(const Tools& tools, store::Pool& pool, store::Pool& listed) {
  constexpr std::uint64_t kMost = 3;
  LiveSnapshot live(pool, {std::shared_ptr<const domain::Rules>(), &tools.rules},
                    {std::shared_ptr<const domain::Boundaries>(), &tools.boundaries});
  const Tools there{pool,           tools.rules,          tools.boundaries,
                    live,           tools.service_key,    tools.clock,
                    tools.log,      tools.data_directory, tools.upload_limit_bytes,
                    tools.delivery, tools.software};
  std::map<std::string, std::string> made;
  for (const store::ReportFile& file : store::newest_files(listed, kMost)) {
    const auto report = report_of_manifest(there, file.manifest);
    if (report) made[file.name] = report->sha256;
  }
  return made;
}

/// The first report that comes out otherwise, or nothing.
std::optional<std::string> other_report(const std::map<std::string, std::string>& these,
                                        const std::map<std::string, std::string>& those) {
  for (const auto& [name, sha256] : those) {
    const auto found = these.find(name);
    if (found == these.end() || found->second != sha256) return name;
  }
  return std::nullopt;
}

std::string invariants_broken(store::Pool& pool) {
  std::string text;
  for (const store::Broken& broken : store::broken_invariants(pool)) text += broken.invariant + " ";
  return text;
}

void write_manifest(const fs::path& folder, const Manifest& manifest) {
  export_::JsonOut out;
  out.begin_object().member("what", kWhat).member("made_at", manifest.made_at);
  out.member("software", manifest.software).member("key", manifest.key).member("figures", manifest.figures);
  out.key("files").begin_object();
  for (const auto& [name, sha256] : manifest.files) out.member(name, sha256);
  out.end_object().key("reports").begin_object();
  for (const auto& [name, sha256] : manifest.reports) out.member(name, sha256);
  out.end_object().end_object();
  const fs::path aside = folder / "manifest.json.new";
  std::ofstream file(aside);
  file << out.take() << '\n' << std::flush;
  if (!file) throw std::runtime_error("cannot write " + aside.string());
  file.close();
  fs::rename(aside, folder / kManifest);
}

domain::Result<Manifest> read_manifest(const Tools& tools, const fs::path& folder) {
  const fs::path path = folder / kManifest;
  if (!fs::exists(path)) return refuse(tools, "backup-missing", path.string());
  config::Problems problems;
  const auto bytes = config::read_file(path, problems);
  auto object = config::JsonObject::parse(bytes.value_or("{}"), path.string(), problems);
  Manifest manifest;
  const std::string what = object.text("what");
  manifest.made_at = object.text("made_at");
  manifest.software = object.text("software");
  manifest.key = object.text("key");
  manifest.figures = object.text("figures");
  for (auto& [name, sha256] : object.object("files").members()) manifest.files.emplace(name, sha256);
  // Backups of releases before this one have none.
  if (object.has("reports")) {
    for (auto& [name, sha256] : object.object("reports").members()) manifest.reports.emplace(name, sha256);
  }
  if (!problems.none() || what != kWhat) return refuse(tools, "backup-damaged", path.string());
  return manifest;
}

/// The first file that is not what the manifest says.
std::optional<Problem> damage(const Tools& tools, const fs::path& folder, const Manifest& manifest) {
  for (const auto& [name, sha256] : manifest.files) {
    if (!fs::exists(folder / name)) return refuse(tools, "backup-missing", name);
    if (sha256_of(folder / name) != sha256) return refuse(tools, "backup-damaged", name);
  }
  if (manifest.key != key_mark(tools.service_key.newest())) return refuse(tools, "backup-key", "service.key");
  return std::nullopt;
}

Backup summary_of(const fs::path& folder, const Manifest& manifest) {
  Backup backup;
  backup.figures = manifest.figures;
  for (const auto& [name, sha256] : manifest.files) {
    ++backup.files;
    backup.bytes += static_cast<std::int64_t>(fs::file_size(folder / name));
  }
  return backup;
}

void copy_originals(const fs::path& from, const fs::path& to, Manifest& manifest) {
  fs::create_directories(to);
  if (!fs::exists(from)) return;
  for (const auto& entry : fs::directory_iterator(from)) {
    // Files being written stand under another name until they are whole.
    if (entry.path().extension() != ".sealed") continue;
    const fs::path target = to / entry.path().filename();
    fs::copy_file(entry.path(), target);
    manifest.files["originals/" + entry.path().filename().string()] = sha256_of(target);
  }
}

/// What was made by schedule and what was signed. The latter cannot be made again.
void copy_exports(const Tools& tools, const fs::path& to, Manifest& manifest) {
  if (!fs::exists(tools.data_directory / kExports)) return;
  fs::create_directories(to / kExports);
  for (const auto& entry : fs::directory_iterator(tools.data_directory / kExports)) {
    // Each stands under its own hash once it is whole.
    const std::string name = entry.path().filename().string();
    if (name.size() != 64 || name.find_first_not_of("0123456789abcdef") != std::string::npos) continue;
    const std::string kept = std::string(kExports) + "/" + name + ".sealed";
    access::seal_file(tools.service_key.newest(), entry.path(), to / kept);
    manifest.files[kept] = sha256_of(to / kept);
  }
}

/// The file of a backup opened into its place. Its name is the hash of what must come out.
bool restore_export(const Tools& tools, const fs::path& folder, const fs::path& name) {
  const fs::path place = tools.data_directory / kExports / name.stem();
  fs::create_directories(place.parent_path());
  access::unseal_file(tools.service_key.newest(), folder / name, place);
  return sha256_of(place) == name.stem().string();
}

/// Rules that administrators have put in force: small files that nobody writes meanwhile.
void copy_rules(const fs::path& from, const fs::path& to, Manifest& manifest) {
  if (!fs::exists(from / "rules")) return;
  for (const auto& entry : fs::recursive_directory_iterator(from / "rules")) {
    if (!entry.is_regular_file()) continue;
    const fs::path name = fs::relative(entry.path(), from);
    fs::create_directories((to / name).parent_path());
    fs::copy_file(entry.path(), to / name);
    manifest.files[name.string()] = sha256_of(to / name);
  }
}

}  // namespace

domain::Result<Backup> back_up(Tools& tools, const fs::path& folder, const std::string& software) {
  if (fs::exists(folder) && !(fs::is_directory(folder) && fs::is_empty(folder))) {
    return refuse(tools, "backup-folder", folder.string());
  }
  // Its keys would be sealed half under one key and half under another.
  if (tools.service_key.rotating()) return refuse(tools, "backup-rotating", "service.key.next");
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
  Manifest manifest;
  manifest.made_at = tools.now();
  manifest.software = software;
  manifest.key = key_mark(tools.service_key.newest());
  const ClearFile clear(tools.data_directory, "backup-" + std::to_string(::getpid()) + ".sql");
  store::dump_database(tools.pool.address(), clear.path());
  access::seal_file(tools.service_key.newest(), clear.path(), folder / kDatabase);
  manifest.files[kDatabase] = sha256_of(folder / kDatabase);
  // After the database: a file may be there that it does not name yet, but none that it names is missing.
  copy_originals(tools.data_directory / "originals", folder / "originals", manifest);
  // With the two printed shares it opens the rest where the service key is lost.
  if (const fs::path recovery = tools.data_directory / kRecovery; fs::exists(recovery)) {
    fs::copy_file(recovery, folder / kRecovery);
    manifest.files[kRecovery] = sha256_of(folder / kRecovery);
  }
  copy_exports(tools, folder, manifest);
  copy_rules(tools.data_directory, folder, manifest);
  // A backup is one when it was read back: from the sealed file, not from what it was made of.
  const ClearFile again(tools.data_directory, "backup-again-" + std::to_string(::getpid()) + ".sql");
  access::unseal_file(tools.service_key.newest(), folder / kDatabase, again.path());
  const store::ScratchDatabase scratch(tools.pool);
  store::load_dump(scratch.address(), again.path());
  store::Pool pool(scratch.address());
  if (const std::string broken = invariants_broken(pool); !broken.empty()) {
    return refuse(tools, "backup-invariants", broken);
  }
  manifest.figures = figures_of(tools, pool);
  manifest.reports = reports_of(tools, pool, pool);
  // The service goes on meanwhile: of its reports those count that the backup knows.
  if (const auto other = other_report(reports_of(tools, tools.pool, pool), manifest.reports))
    return refuse(tools, "backup-reports", *other);
  write_manifest(folder, manifest);
  return summary_of(folder, manifest);
}

domain::Result<Backup> restore(Tools& tools, const fs::path& folder) {
  const auto manifest = read_manifest(tools, folder);
  if (!manifest) return manifest.problem();
  if (const auto wrong = damage(tools, folder, *manifest)) return *wrong;
  const fs::path mark = tools.data_directory / kUnfinished;
  const fs::path originals = tools.data_directory / "originals";
  if (fs::exists(mark)) {
    store::drop_tables(tools.pool);
    fs::remove_all(originals);
  } else if (!store::tables(tools.pool).empty() || (fs::exists(originals) && !fs::is_empty(originals))) {
    return refuse(tools, "restore-not-empty", tools.pool.address().database);
  }
  std::ofstream(mark) << folder.string() << '\n';
  const ClearFile clear(tools.data_directory, "restore-" + std::to_string(::getpid()) + ".sql");
  access::unseal_file(tools.service_key.newest(), folder / kDatabase, clear.path());
  store::load_dump(tools.pool.address(), clear.path());
  fs::create_directories(originals);
  for (const auto& [name, sha256] : manifest->files) {
    if (name == kDatabase || name == kRecovery) continue;
    if (name.rfind(std::string(kExports) + "/", 0) == 0) {
      if (!restore_export(tools, folder, name)) return refuse(tools, "backup-damaged", name);
      continue;
    }
    fs::create_directories((tools.data_directory / name).parent_path());
    fs::copy_file(folder / name, tools.data_directory / name, fs::copy_options::overwrite_existing);
    if (sha256_of(tools.data_directory / name) != sha256) return refuse(tools, "backup-damaged", name);
  }
  if (const std::string broken = invariants_broken(tools.pool); !broken.empty()) {
    return refuse(tools, "backup-invariants", broken);
  }
  if (figures_of(tools, tools.pool) != manifest->figures)
    return refuse(tools, "backup-figures", folder.string());
  // Other software may lay a report out otherwise; that is no damage.
  if (manifest->software == tools.software) {
    if (const auto other = other_report(reports_of(tools, tools.pool, tools.pool), manifest->reports))
      return refuse(tools, "backup-reports", *other);
  }
  set_anchors_aside(tools.data_directory);
  fs::remove(mark);
  return summary_of(folder, *manifest);
}

bool restore_unfinished(const fs::path& data_directory) { return fs::exists(data_directory / kUnfinished); }

}  // namespace rasoat::flow
