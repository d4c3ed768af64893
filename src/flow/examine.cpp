#include "flow/examine.h"

#include <filesystem>
#include <functional>

#include <sys/stat.h>

#include "flow/worker.h"
#include "store/migrate.h"
#include "store/upload.h"

namespace rasoat::flow {
namespace {

using Result = Check::Result;

class Examination {
 public:
  explicit Examination(Tools& tools) : tools_(tools) {}

  /// Runs one look; what it throws is what was found.
  void look(const std::string& name, const std::string& remedy, const std::function<void(Check&)>& at) {
    Check check{name, Result::passed, "", remedy};
    try {
      at(check);
    } catch (const std::exception& error) {
      check.result = Result::failed;
      check.found = error.what();
    }
    checks_.push_back(std::move(check));
  }

  void look_at_files();
  void look_at_database();
  void look_at_uploads();
  std::vector<Check> take() { return std::move(checks_); }

 private:
  Tools& tools_;
  std::vector<Check> checks_;
};

void Examination::look_at_files() {
  look("rules are read", "mend the file named under the rules directory",
       [&](Check& check) { check.found = std::to_string(tools_.rules.hashes.size()) + " files"; });
  look("the service key is there and private", "chmod 600 DIR/service.key; without it sealed fields are lost",
       [&](Check& check) {
         struct stat status {};
         const auto file = tools_.data_directory / "service.key";
         if (::stat(file.c_str(), &status) != 0) throw std::runtime_error(file.string() + " is missing");
         if ((status.st_mode & 077) != 0) check.result = Result::failed;
       });
  look("there is room on the disk", "free at least 1 GB under the data directory", [&](Check& check) {
    const auto space = std::filesystem::space(tools_.data_directory);
    check.found = std::to_string(space.available / (1024 * 1024)) + " MB";
    if (space.available < (std::uintmax_t{1} << 30)) check.result = Result::warned;
  });
}

void Examination::look_at_database() {
  look("the database answers", "start it, or mend `database` in the settings",
       [&](Check&) { tools_.pool.take()->alive(); });
  look("the schema is this program's", "rasoat migrate", [&](Check& check) {
    if (!store::migrated(tools_.pool)) check.result = Result::failed;
  });
  look("lists can be loaded quickly (LOAD DATA LOCAL)", "set local_infile=1 at the server",
       [&](Check&) { tools_.pool.loading_session(); });
  look("all invariants hold", "restore the last backup, or ask for help with the rows named",
       [&](Check& check) {
         for (const store::Broken& broken : store::broken_invariants(tools_.pool)) {
           check.result = Result::failed;
           check.found +=
               (check.found.empty() ? "" : "; ") + broken.invariant + " (" + broken.first_row + ")";
         }
       });
  look("every figure lies in a unit of its round's date", "approve a corrected file", [&](Check& check) {
    const auto snapshot = tools_.live.fresh();
    check.found = "version " + std::to_string(snapshot->version);
    if (snapshot->cube.misplaced() == 0) return;
    check.result = Result::failed;
    check.found = std::to_string(snapshot->cube.misplaced()) + " figures";
  });
}

void Examination::look_at_uploads() {
  look("no interrupted upload is left", "start the service: it clears them away", [&](Check& check) {
    for (const store::Upload& upload : store::uploads_in_work(tools_.pool)) {
      if (!certainly_gone(upload.worker)) continue;
      check.result = Result::warned;
      check.found += "upload " + std::to_string(number(upload.id)) + " ";
    }
  });
  look("every original file is there", "restore DIR/originals from the backup", [&](Check& check) {
    for (const store::Upload& upload : store::list_uploads(tools_.pool, 0, 1000)) {
      if (upload.state == domain::UploadState::received) continue;
      if (std::filesystem::exists(tools_.original(upload.sha256, upload.id))) continue;
      check.result = Result::failed;
      check.found += "upload " + std::to_string(number(upload.id)) + " ";
    }
  });
  look("every data key opens with the service key", "put the right DIR/service.key back", [&](Check& check) {
    for (const store::Upload& upload : store::list_uploads(tools_.pool, 0, 1000)) {
      try {
        access::unseal_key(tools_.service_key, upload.data_key);
      } catch (const access::Unsealable&) {
        check.result = Result::failed;
        check.found += "upload " + std::to_string(number(upload.id)) + " ";
      }
    }
  });
}

}  // namespace

std::string_view name(Check::Result result) {
  switch (result) {
    case Result::passed:
      return "passed";
    case Result::warned:
      return "warned";
    case Result::failed:
      return "failed";
  }
  return "failed";
}

std::vector<Check> examine(Tools& tools) {
  Examination examination(tools);
  examination.look_at_files();
  examination.look_at_database();
  examination.look_at_uploads();
  return examination.take();
}

}  // namespace rasoat::flow
