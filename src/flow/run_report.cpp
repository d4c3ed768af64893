#include "flow/run_report.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "access/digest.h"
#include "config/load_schedule.h"
#include "flow/deliver_export.h"
#include "flow/keep_schedule.h"
#include "flow/make_run.h"
#include "flow/worker.h"
#include "flow/write_file.h"
#include "store/schedule.h"

namespace rasoat::flow {
namespace {

using domain::Problem;
using domain::Result;
using domain::Schedule;
using store::ReportDelivery;
using store::ReportRun;
using store::RunLease;

// A run whose worker says nothing for so long is taken over. Longer than any one transfer may last.
constexpr std::int64_t kLease = 20 * 60;
// OURS: pauses before the next try, in seconds; after the last one the run has failed.
constexpr std::array<std::int64_t, 8> kPauses{60, 120, 300, 600, 1'800, 3'600, 7'200, 14'400};
constexpr std::int64_t kLate = 3'600;
constexpr std::int64_t kLookAgain = 300;  // for areas that have not reported

std::string in_seconds(const Tools& tools, std::int64_t seconds) {
  return stamp_of(seconds_now(tools) + seconds);
}

std::optional<std::int64_t> pause_after(std::uint64_t attempts) {
  if (attempts > kPauses.size()) return std::nullopt;
  return kPauses.at(attempts == 0 ? 0 : attempts - 1);
}

void log_run(const Tools& tools, domain::LogLevel level, std::string_view event, std::uint64_t run,
             const std::string& what) {
  tools.log(level, event, "run=" + std::to_string(run) + (what.empty() ? "" : " what=\"" + what + "\""));
}

/// Fails for good, or comes back after a pause.
void try_later(Tools& tools, const RunLease& lease, const ReportRun& run, const std::string& what,
               const std::string& alarm) {
  log_run(tools, domain::LogLevel::warning, "report-put-off", lease.run, what);
  const auto pause = pause_after(run.attempts);
  if (!pause) {
    store::end_run(tools.pool, lease, "failed", what, alarm, tools.now());
    return;
  }
  store::put_off(tools.pool, lease, run.state, in_seconds(tools, *pause), what, run.missing);
}

/// True while absent areas are still waited for; the run is put off then.
bool waits(Tools& tools, const RunLease& lease, const ReportRun& run, const Schedule& schedule,
           const MadeRun& made) {
  if (made.missing == 0 || schedule.missing != Schedule::Missing::wait) return false;
  const std::int64_t until = seconds_of(run.due_at) + schedule.wait_minutes * 60;
  const std::int64_t now = seconds_now(tools);
  if (now >= until) return false;
  store::put_off(tools.pool, lease, "waiting", stamp_of(std::min(now + kLookAgain, until)), "", made.missing);
  return true;
}

/// What is unusual enough to tell somebody.
std::string alarm_of(Tools& tools, const ReportRun& run, const Schedule& schedule, const MadeRun& made) {
  if (schedule.hold) return "held";
  const store::EarlierRows before = store::rows_before(tools.pool, run.schedule, run.id);
  std::uint64_t rows = 0;
  for (const store::ReportFile& file : made.files) rows += file.rows;
  return before.files > 0 && rows < before.rows ? "short" : "";
}

/// due or waiting → sending or held. False when there is nothing to send (now).
bool make(Tools& tools, const RunLease& lease, const ReportRun& run, const Schedule& schedule) {
  const auto made = make_run(tools, run, schedule);
  if (!made) {
    // No empty file ever leaves: it is said instead.
    const std::string alarm = made.problem().code == "report-empty" ? "empty" : "failed";
    log_run(tools, domain::LogLevel::warning, "report-not-made", run.id, made.problem().message.en);
    store::end_run(tools.pool, lease, "failed", made.problem().message.vi, alarm, tools.now());
    return false;
  }
  if (waits(tools, lease, run, schedule, *made)) return false;
  if (made->missing > 0 && schedule.missing == Schedule::Missing::alarm) {
    store::end_run(tools.pool, lease, "failed",
                   tools.rules.texts.say("schedule.missing", {{"count", std::to_string(made->missing)}}).vi,
                   "missing", tools.now());
    return false;
  }
  const std::string alarm = alarm_of(tools, run, schedule, *made);
  const store::Made kept{schedule.hold ? "held" : "sending",
                         made->release,
                         made->round,
                         made->missing,
                         alarm,
                         tools.now(),
                         made->files,
                         made->deliveries};
  if (!store::keep_made(tools.pool, lease, kept)) return false;
  log_run(tools, domain::LogLevel::info, "report-made", run.id, made->release);
  if (!schedule.hold) return true;
  store::let_go(tools.pool, lease);
  return false;
}

/// "official to Sở LĐTBXH, mail a@example.vn": who had a file is known afterwards.
std::string for_whom(const Schedule& schedule, const ReportDelivery& delivery) {
  const std::string place =
      delivery.way + " " + (delivery.recipients.empty() ? delivery.target : delivery.recipients);
  return schedule.audience + " to " + (schedule.recipient.empty() ? "" : schedule.recipient + ", ") + place;
}

/// Sends to every place that has not had it yet. The words of the first that did not take it.
Failed send(Tools& tools, const RunLease& lease, const ReportRun& run, const Schedule& schedule) {
  std::vector<Attachment> files;
  for (const store::ReportFile& file : store::files_of(tools.pool, run.id)) {
    auto bytes = bytes_of(tools, file);
    if (!bytes) return bytes.problem().message.vi;
    files.push_back({file.name, file.media_type, std::move(*bytes)});
  }
  Failed first;
  for (const ReportDelivery& delivery : store::deliveries_of(tools.pool, run.id)) {
    if (delivery.state == "delivered") continue;
    if (!store::renew(tools.pool, lease, in_seconds(tools, kLease)))
      return "another worker has taken the run";
    store::begin_delivery(tools.pool, lease, delivery.position);
    const Failed failed = deliver_export(tools, run, delivery, files);
    if (!failed) {
      store::note_delivered(tools.pool, lease, delivery.position, tools.now(), for_whom(schedule, delivery));
      continue;
    }
    store::note_undelivered(tools.pool, lease, delivery.position, *failed);
    if (!first) first = delivery.way + " " + delivery.target + delivery.recipients + ": " + *failed;
  }
  return first;
}

Letter alarm_letter(Tools& tools, const ReportRun& run) {
  const domain::TextArguments facts{{"schedule", run.schedule},
                                    {"due", vietnam_time(seconds_of(run.due_at))},
                                    {"run", std::to_string(run.id)},
                                    {"error", run.error}};
  Letter letter;
  letter.message_id = run.alarm + "-" + std::to_string(run.id) + "@" + tools.delivery.site;
  letter.recipients = {tools.delivery.mail->administrator};
  letter.subject = tools.rules.texts.say("mail.alarm-subject", facts).vi;
  letter.text = tools.rules.texts.say("alarm." + run.alarm, facts).vi + "\n" +
                tools.rules.texts.say("mail.alarm", facts).vi + "\n";
  letter.written_at = seconds_now(tools);
  return letter;
}

}  // namespace

void enter_due(Tools& tools) {
  const std::int64_t now = seconds_now(tools);
  for (const store::KeptSchedule& kept : store::schedules(tools.pool)) {
    const auto schedule = config::read_schedule(kept.definition);
    if (!schedule || !schedule->enabled) continue;
    const std::string after = std::max(kept.watched_from, kept.last_due.value_or(""));
    auto due = domain::due_times(schedule->when, tools.rules.calendar, seconds_of(after), now);
    if (schedule->catch_up == Schedule::CatchUp::latest && due.size() > 1) {
      tools.log(domain::LogLevel::warning, "reports-passed-over",
                "schedule=" + kept.name + " count=" + std::to_string(due.size() - 1));
      due.erase(due.begin(), due.end() - 1);
    }
    for (const std::int64_t at : due) {
      if (store::enter_run(tools.pool, kept, stamp_of(at), domain::AccountId{0}))
        tools.log(domain::LogLevel::info, "report-due", "schedule=" + kept.name + " at=" + vietnam_time(at));
    }
  }
}

Result<std::uint64_t> enter_by_hand(Tools& tools, const std::string& name, const access::Person& by) {
  const auto kept = store::find_schedule(tools.pool, name);
  if (!kept)
    return Problem{"schedule-unknown", tools.rules.texts.say("schedule.unknown", {{"name", name}}), "name"};
  // The moment it is asked for is its due time; asked twice in a millisecond it is one run.
  const std::string now = tools.now();
  store::enter_run(tools.pool, *kept, now, by.account);
  return store::run_of(tools.pool, name, now).value();
}

std::optional<RunLease> take_due(Tools& tools, std::optional<std::uint64_t> only) {
  return store::take_run(tools.pool, tools.now(), this_worker(), in_seconds(tools, kLease), &certainly_gone,
                         only);
}

void work_on(Tools& tools, const RunLease& lease) {
  auto run = store::find_run(tools.pool, lease.run);
  if (!run) return;
  const auto schedule = config::read_schedule(run->definition);
  if (!schedule) {
    store::end_run(tools.pool, lease, "failed", schedule.problem().message.vi, "failed", tools.now());
    return;
  }
  if (run->state == "due" || run->state == "waiting") {
    if (!make(tools, lease, *run, *schedule)) return;
    run = store::find_run(tools.pool, lease.run);
  }
  if (const Failed failed = send(tools, lease, *run, *schedule))
    return try_later(tools, lease, *run, *failed, "unsent");
  if (store::end_run(tools.pool, lease, "done", "", "", tools.now()))
    log_run(tools, domain::LogLevel::info, "report-delivered", run->id, run->release);
}

void set_back(Tools& tools, const RunLease& lease, const std::string& what) {
  const auto run = store::find_run(tools.pool, lease.run);
  if (run) try_later(tools, lease, *run, what, "failed");
}

domain::Outcome release_run(Tools& tools, std::uint64_t id, const access::Person& by) {
  const auto run = store::find_run(tools.pool, id);
  const domain::TextArguments number{{"run", std::to_string(id)}, {"state", run ? run->state : ""}};
  if (!run) return Problem{"run-unknown", tools.rules.texts.say("schedule.run-unknown", number), "id"};
  if (!store::release_run(tools.pool, id, by.account, tools.now()))
    return Problem{"run-state", tools.rules.texts.say("schedule.run-state", number), "id"};
  return domain::Done{};
}

void attach_signed(Tools& tools, std::uint64_t run, const std::string& number,
                   const std::filesystem::path& file, const access::Person& by) {
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  access::Sha256 hash;
  hash.take(bytes);
  const std::string sha256 = hash.hex();
  std::filesystem::create_directories(file_place(tools, sha256).parent_path());
  write_file(file_place(tools, sha256), bytes);
  store::attach_signed(tools.pool, run, number, sha256, by.account, tools.now());
}

Result<std::string> signed_bytes(const Tools& tools, const store::ReportRun& run) {
  if (!run.signed_sha256.empty()) {
    std::ifstream file(file_place(tools, run.signed_sha256), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    access::Sha256 hash;
    hash.take(bytes);
    if (file && hash.hex() == run.signed_sha256) return bytes;
  }
  return Problem{"run-file", tools.rules.texts.say("schedule.not-signed", {{"run", std::to_string(run.id)}}),
                 "id"};
}

void raise_alarms(Tools& tools) {
  store::mark_late(tools.pool, in_seconds(tools, -kLate));
  if (!tools.delivery.mail || tools.delivery.mail->administrator.empty()) return;
  for (const std::uint64_t id : store::alarms_untold(tools.pool)) {
    if (!store::set_told(tools.pool, id, true)) continue;
    const auto run = store::find_run(tools.pool, id);
    const Failed failed = send_letter(tools.delivery, alarm_letter(tools, *run));
    if (!failed) continue;
    log_run(tools, domain::LogLevel::error, "alarm-untold", id, *failed);
    store::set_told(tools.pool, id, false);
    return;  // the mail server does not take it now: the others wait too
  }
}

}  // namespace rasoat::flow
