// What lies in an installation: invariants, figures, uploads with their files and keys, accounts, averages,
// reports.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <unistd.h>

#include "access/digest.h"
#include "config/load_schedule.h"
#include "flow/examine.h"
#include "flow/examine_sealed.h"
#include "flow/worker.h"
#include "store/doctor.h"
#include "store/migrate.h"
#include "store/report_run.h"
#include "store/schedule.h"
#include "store/upload.h"

namespace rasoat::flow {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kAll = 100'000;

std::string named(const store::Upload& upload) { return "upload " + std::to_string(number(upload.id)); }

std::string days_ago(const Tools& tools, int days) {
  const auto then = tools.clock() - std::chrono::hours(24 * days);
  return store::stamp(std::chrono::duration_cast<std::chrono::milliseconds>(then.time_since_epoch()).count());
}

void look_at_figures(Examination& examination, Tools& tools) {
  examination.look("invariants", "all invariants hold",
                   "restore the last backup, or ask for help with the rows named", [&](Check& check) {
                     for (const store::Broken& broken : store::broken_invariants(tools.pool))
                       check.fail(broken.invariant + " (" + broken.first_row + ")");
                   });
  examination.look("figures.placed", "every figure lies in a unit of its round's date",
                   "approve a corrected file", [&](Check& check) {
                     const auto snapshot = tools.live.fresh();
                     if (snapshot->cube.misplaced() == 0) {
                       check.found = "version " + std::to_string(snapshot->version);
                     } else {
                       check.fail(std::to_string(snapshot->cube.misplaced()) + " figures");
                     }
                   });
  examination.look("rounds.standards", "every round's standard is in the rules",
                   "put the file back into standards/ of the rules", [&](Check& check) {
                     for (const domain::Round& round : store::rounds(tools.pool)) {
                       if (tools.rules.standard(round.standard) == nullptr)
                         check.fail(round.code.text() + " needs " + round.standard.text());
                     }
                   });
  examination.look("rounds.year", "there is a round for this year",
                   "add it to rounds.json, then rasoat migrate", [&](Check& check) {
                     const auto rounds = store::rounds(tools.pool);
                     const domain::Date today = domain::today(tools.clock);
                     if (std::none_of(rounds.begin(), rounds.end(), [&](const domain::Round& round) {
                           return round.reference_date >= today;
                         })) {
                       check.warn("the last one has ended");
                     }
                   });
  examination.look("benchmarks.newest", "the country's rate of the last finished round is there",
                   "upload the published average (kind benchmarks) with its decision", [&](Check& check) {
                     const auto rounds = store::rounds(tools.pool);
                     const domain::Date today = domain::today(tools.clock);
                     const domain::Round* last = nullptr;
                     for (const domain::Round& round : rounds) {
                       if (round.reference_date < today &&
                           (last == nullptr || last->reference_date < round.reference_date))
                         last = &round;
                     }
                     if (last == nullptr) return;
                     const auto snapshot = tools.live.fresh();
                     if (snapshot->benchmarks.find("poverty.rate", "VN", last->code.text()) == nullptr)
                       check.warn("none for " + last->code.text());
                   });
}

/// Opens the originals and compares them with the hash they were received under.
void open_originals(Check& check, Tools& tools, const std::vector<store::Upload>& uploads) {
  std::size_t opened = 0;
  const fs::path clear = tools.data_directory / "spool" / ("doctor-" + std::to_string(::getpid()));
  fs::create_directories(clear.parent_path());
  for (const store::Upload& upload : uploads) {
    const fs::path file = tools.original(upload.sha256, upload.id);
    if (upload.state == domain::UploadState::received || upload.data_key.empty() || !fs::exists(file))
      continue;
    ++opened;
    try {
      access::unseal_file(access::unseal_key(tools.service_key, upload.data_key), file, clear);
      std::ifstream in(clear, std::ios::binary);
      access::Sha256 digest;
      digest.take(std::string((std::istreambuf_iterator<char>(in)), {}));
      if (digest.hex() != upload.sha256) check.fail(named(upload) + " holds other bytes");
    } catch (const access::Unsealable&) {
      check.fail(named(upload) + " does not open");
    }
  }
  std::error_code ignored;
  fs::remove(clear, ignored);
  check.found += fmt::format("{}{} opened", check.found.empty() ? "" : "; ", opened);
}

void look_at_uploads(Examination& examination, Tools& tools) {
  const auto uploads = store::list_uploads(tools.pool, 0, kAll);
  examination.look("uploads.interrupted", "no interrupted upload is left",
                   "start the service: it clears them away", [&](Check& check) {
                     for (const store::Upload& upload : store::uploads_in_work(tools.pool)) {
                       if (certainly_gone(upload.worker)) check.warn(named(upload));
                     }
                   });
  examination.look("uploads.originals", "every original file is there",
                   "copy DIR/originals back from the backup", [&](Check& check) {
                     for (const store::Upload& upload : uploads) {
                       if (upload.state == domain::UploadState::received || upload.data_key.empty()) continue;
                       if (!fs::exists(tools.original(upload.sha256, upload.id))) check.fail(named(upload));
                     }
                   });
  examination.look("uploads.keys", "every data key opens with the service key",
                   "put the right DIR/service.key back", [&](Check& check) {
                     for (const store::Upload& upload : uploads) {
                       if (upload.data_key.empty()) continue;  // destroyed on purpose
                       try {
                         access::unseal_key(tools.service_key, upload.data_key);
                       } catch (const access::Unsealable&) {
                         check.fail(named(upload));
                       }
                     }
                   });
  examination.look("uploads.bytes", "every original opens and is what was received",
                   "copy the files named back from the backup (DIR/originals)",
                   [&](Check& check) { open_originals(check, tools, uploads); });
  examination.look("uploads.waiting", "no upload waits for a decision longer than two weeks",
                   "ask the reviewers of the areas", [&](Check& check) {
                     const std::string limit = days_ago(tools, 14);
                     for (const store::Upload& upload : uploads) {
                       if (upload.state == domain::UploadState::submitted && upload.submitted_at < limit)
                         check.warn(named(upload));
                     }
                   });
}

void look_at_accounts(Examination& examination, Tools& tools) {
  const auto facts = store::account_facts(tools.pool, days_ago(tools, 30));
  examination.look("accounts.administrators", "there are two administrators",
                   "rasoat user add NAME --role admin: averages and rules need a second one",
                   [&](Check& check) {
                     if (facts.administrators == 0) return check.warn("there is none");
                     if (facts.administrators == 1) check.warn("there is one");
                   });
  examination.look("accounts.first_passwords", "nobody keeps a first password for a month",
                   "disable the accounts named, or give new first passwords", [&](Check& check) {
                     for (const std::string& user : facts.first_passwords) check.warn(user);
                   });
  examination.look("accounts.areas", "every officer and reviewer has an area",
                   "disable them and add them with --areas", [&](Check& check) {
                     for (const std::string& user : facts.without_area) check.warn(user);
                   });
  examination.look("accounts.reviewers", "there is a reviewer where there are officers",
                   "rasoat user add NAME --role reviewer --areas …", [&](Check& check) {
                     if (facts.officers > 0 && facts.reviewers == 0) check.warn("no reviewer");
                   });
}

void look_at_reports(Examination& examination, Tools& tools) {
  const store::RunCounts runs = store::run_counts(tools.pool);
  examination.look("reports.failed", "no report run has failed",
                   "look at it under Reports, mend the cause, run it again", [&](Check& check) {
                     if (runs.failed > 0) check.warn(std::to_string(runs.failed) + " failed");
                   });
  examination.look("reports.alarms", "no alarm of a report is open",
                   "see the manual: what to do at each alarm", [&](Check& check) {
                     if (runs.alarms > 0) check.warn(std::to_string(runs.alarms) + " open");
                   });
  examination.look("reports.held", "no report waits for its release", "a reporter releases it under Reports",
                   [&](Check& check) {
                     if (runs.held > 0) check.warn(std::to_string(runs.held) + " held");
                   });
  examination.look("reports.places", "every schedule's place of delivery is in the settings",
                   "add mail or the target to delivery.json, then systemctl reload rasoat",
                   [&](Check& check) {
                     for (const store::KeptSchedule& kept : store::schedules(tools.pool)) {
                       const auto schedule = config::read_schedule(kept.definition);
                       if (!schedule) {
                         check.fail(kept.name + " cannot be read");
                         continue;
                       }
                       for (const domain::Dispatch& each : schedule->deliver) {
                         const bool mail = each.way == domain::Dispatch::Way::mail;
                         if (mail && !tools.delivery.mail)
                           check.fail(kept.name + " sends mail, and there is no server");
                         if (!mail && each.way != domain::Dispatch::Way::folder &&
                             !tools.delivery.targets.contains(each.target))
                           check.fail(kept.name + " sends to " + each.target);
                       }
                     }
                   });
}

}  // namespace

void examine_data(Examination& examination, Tools& tools) {
  look_at_figures(examination, tools);
  look_at_uploads(examination, tools);
  look_at_accounts(examination, tools);
  look_at_reports(examination, tools);
  examine_sealed(examination, tools);
}

}  // namespace rasoat::flow
