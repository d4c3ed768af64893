#include "flow/receive_upload.h"

#include <algorithm>
#include <future>

#include "flow/compare_upload.h"
#include "flow/keys.h"
#include "flow/take_back.h"
#include "flow/upload_rows.h"
#include "flow/worker.h"
#include "ingest/read.h"
#include "store/migrate.h"

namespace rasoat::flow {
namespace {

using domain::UploadState;

int deprivations_of(const domain::Rules& rules, const domain::Round* round) {
  const domain::Standard* standard = round == nullptr ? nullptr : rules.standard(round->standard);
  return standard == nullptr ? 0 : static_cast<int>(standard->deprivations.size());
}

/// The provinces a person works in, to tell apart codes that lost their zeros and names that come twice.
std::vector<std::string> provinces_of(const domain::Rules& rules, const access::Person& person) {
  std::vector<std::string> all;
  for (const domain::AreaId area : person.areas) {
    if (const domain::Area* province = rules.areas.ancestor(area, domain::Level::province)) {
      all.push_back(province->code.text());
    }
  }
  if (all.empty()) all.emplace_back("51");
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

ingest::ReadRequest request_for(const domain::Rules& rules, const std::vector<domain::Round>& rounds,
                                const domain::Round* round, const SentFile& sent) {
  return {sent.file, sent.kind, &rules, &rounds, round, provinces_of(rules, sent.person), sent.person.areas};
}

/// Which of the uploads with these bytes answers this sender: one they may see. Bytes received from another
/// person outside the sender's scope make a new upload.
const store::Upload* answering(const Tools& tools, const access::Person& person,
                               const std::vector<store::Upload>& uploads) {
  for (const store::Upload& upload : uploads) {
    if (upload.uploaded_by == person.account || may_see(tools, person, upload)) return &upload;
  }
  return nullptr;
}

domain::Result<ingest::Survey> survey(const SentFile& sent, const domain::Texts& texts, std::int64_t limit) {
  return survey_file(sent.file, sent.read.valid() ? sent.read.get() : read_through(sent.file, limit), texts,
                     limit);
}

bool checked_anew(const store::Upload& upload) {
  if (upload.state == UploadState::superseded) return true;
  if (upload.state == UploadState::rejected) return !upload.rejected_by_reviewer;
  return upload.state == UploadState::received && certainly_gone(upload.worker);
}

/// The upload that is to be filled by this process, or the one that is there already.
struct Opened {
  domain::UploadId id{};
  bool ours = false;
};

Opened open(Tools& tools, const SentFile& sent, store::Arrival arrival) {
  for (;;) {
    const auto there = store::uploads_of_bytes(tools.pool, arrival.sha256, arrival.kind, arrival.period);
    const store::Upload* answer = answering(tools, sent.person, there);
    if (answer != nullptr && !checked_anew(*answer)) return {answer->id, false};
    if (answer != nullptr) {
      if (store::reopen_upload(tools.pool, *answer, arrival, this_worker())) return {answer->id, true};
      continue;  // somebody was faster: look again
    }
    arrival.claim = there.empty() ? 0 : number(sent.person.account);
    if (const auto id = store::open_upload(tools.pool, arrival, this_worker())) return {*id, true};
  }
}

/// Personal values leave the process only sealed.
void seal_findings(const access::Key& key, const domain::Findings& findings, domain::Findings& sealed) {
  for (domain::Finding finding : findings.kept()) {
    if (finding.personal) finding.value = access::seal(key, finding.value);
    sealed.add(std::move(finding));
  }
  // Those past the limit are counted only.
  for (std::int64_t more = sealed.errors(); more < findings.errors(); ++more)
    sealed.count(domain::Severity::error);
  for (std::int64_t more = sealed.warnings(); more < findings.warnings(); ++more)
    sealed.count(domain::Severity::warning);
}

/// Reads the file into an opened upload and ends it with the last commit.
void fill(Tools& tools, const SentFile& sent, const std::vector<domain::Round>& rounds,
          const domain::Round* round, domain::UploadId id, const access::Key& data_key,
          const std::string& sha256) {
  domain::Findings findings;
  const access::Key identities = identity_key(tools);
  std::optional<store::HouseholdLoader> loader;
  if (sent.kind == domain::Kind::households) loader.emplace(tools.pool, id);
  UploadRows rows(findings, round == nullptr ? "" : round->code.text(), deprivations_of(tools.rules, round),
                  identities, data_key, loader ? &*loader : nullptr, [&](std::int64_t count) {
                    store::note_progress(tools.pool, id, static_cast<std::uint64_t>(count));
                    if (sent.progress) sent.progress(count);
                  });
  // Beside the reading: while the first rows are read the database has nothing to do yet.
  std::filesystem::create_directories(tools.data_directory / "originals");
  auto original = std::async(std::launch::async,
                             [&] { access::seal_file(data_key, sent.file, tools.original(sha256, id)); });
  const auto report = ingest::read(request_for(tools.rules, rounds, round, sent), findings, rows);
  if (loader) loader->finish();
  compare_upload(tools, sent, round, id, rows, findings);
  original.get();
  domain::Findings sealed;
  seal_findings(data_key, findings, sealed);
  store::Outcome outcome;
  outcome.rows = static_cast<std::uint64_t>(report.rows);
  outcome.findings = &sealed;
  outcome.parts = rows.parts();
  outcome.facts = rows.facts();
  outcome.villages = rows.villages();
  outcome.benchmarks = rows.benchmarks();
  outcome.dated = &rows.dated();
  store::finish_upload(tools.pool, id, this_worker(), outcome);
}

}  // namespace

std::vector<domain::Finding> findings_for(Tools& tools, const store::Upload& upload,
                                          const access::Person& person) {
  const bool clear = access::may(person.role, access::Right::read_households) || number(person.account) == 0;
  auto findings = store::findings_of(tools.pool, upload.id);
  for (domain::Finding& finding : findings) {
    if (!finding.personal) continue;
    const bool readable = clear && !upload.data_key.empty();
    finding.value =
        readable ? access::unseal(access::unseal_key(tools.service_key, upload.data_key), finding.value) : "";
  }
  return findings;
}

bool may_see(const Tools& tools, const access::Person& person, const store::Upload& upload) {
  if (!access::in_scope(person, upload.kind)) return false;
  // What was refused for lying outside is still shown to who sent it.
  const bool own = upload.uploaded_by == person.account;
  if (own && (upload.state == UploadState::rejected || upload.state == UploadState::received)) return true;
  const auto parts = store::parts_of(tools.pool, upload.id);
  if (parts.empty()) return own || person.role == access::Role::admin;
  return std::all_of(parts.begin(), parts.end(), [&](const store::UploadPart& part) {
    return access::in_scope(person, part.area, tools.rules.areas);
  });
}

domain::Result<OpenedUpload> open_sent(Tools& tools, const SentFile& sent) {
  const auto rounds = store::rounds(tools.pool);
  const auto round = round_for(sent.kind, sent.round, rounds, tools.rules.texts);
  if (!round) return round.problem();
  if (*round != nullptr && (*round)->status == "closed") {
    return domain::Problem{"round-closed",
                           tools.rules.texts.say("refused.round-closed", {{"round", sent.round}}), "round"};
  }
  const auto surveyed = survey(sent, tools.rules.texts, tools.upload_limit_bytes);
  if (!surveyed) return surveyed.problem();
  OpenedUpload opened;
  opened.sha256 = surveyed->sha256;
  opened.bytes = surveyed->bytes;
  if (*round != nullptr) opened.round = **round;
  store::Arrival arrival;
  arrival.kind = sent.kind;
  arrival.period = *round == nullptr ? "" : sent.round;
  arrival.sha256 = surveyed->sha256;
  arrival.file_name = sent.file_name.substr(0, 200);
  arrival.bytes = surveyed->bytes;
  arrival.uploaded_by = sent.person.account;
  arrival.now = tools.now();
  arrival.synthetic = sent.origin == Origin::synthetic;
  arrival.data_key = access::seal_key(tools.service_key, opened.data_key);
  const Opened there = open(tools, sent, arrival);
  if (there.ours) keep_openable(tools, there.id, opened.data_key, arrival.data_key);
  opened.id = there.id;
  opened.ours = there.ours;
  return opened;
}

void check_opened(Tools& tools, const SentFile& sent, const OpenedUpload& opened) {
  const auto rounds = store::rounds(tools.pool);
  fill(tools, sent, rounds, opened.round ? &*opened.round : nullptr, opened.id, opened.data_key,
       opened.sha256);
}

void take_back(Tools& tools, domain::UploadId id, const std::string& sha256) {
  store::drop_upload(tools.pool, id);
  std::error_code not_there;
  std::filesystem::remove(tools.original(sha256, id), not_there);
}

domain::Result<ReceivedFile> receive_upload(Tools& tools, const SentFile& sent) {
  const auto opened = open_sent(tools, sent);
  if (!opened) return opened.problem();
  try {
    if (opened->ours) check_opened(tools, sent, *opened);
  } catch (...) {
    // Where even this fails the next start clears it away: this process ends now.
    try {
      take_back(tools, opened->id, opened->sha256);
    } catch (const std::exception& error) {
      tools.log(domain::LogLevel::error, "upload.drop", std::string("what=\"") + error.what() + '"');
    }
    throw;
  }
  ReceivedFile received;
  received.upload = store::find_upload(tools.pool, opened->id).value();
  received.findings = findings_for(tools, received.upload, sent.person);
  received.already_there = !opened->ours;
  return received;
}

domain::Result<CheckedFile> check_file(const domain::Rules& rules, std::int64_t limit_bytes,
                                       const SentFile& sent) {
  const auto round = round_for(sent.kind, sent.round, rules.rounds, rules.texts);
  if (!round) return round.problem();
  const auto surveyed = survey(sent, rules.texts, limit_bytes);
  if (!surveyed) return surveyed.problem();
  CheckedFile checked;
  const access::Key nobody = access::Key::random();
  UploadRows rows(checked.findings, sent.round, deprivations_of(rules, *round), nobody, nobody, nullptr,
                  sent.progress);
  checked.rows = ingest::read(request_for(rules, rules.rounds, *round, sent), checked.findings, rows).rows;
  if (sent.kind == domain::Kind::counts) {
    compare_parts(domain::Boundaries(rules.areas), rules, **round, rows.facts(), checked.findings);
  }
  return checked;
}

void clear_interrupted(Tools& tools) {
  for (const store::Upload& upload : store::uploads_in_work(tools.pool)) {
    if (!certainly_gone(upload.worker)) continue;
    tools.log(domain::LogLevel::warning, "upload.interrupted", "upload=" + std::to_string(number(upload.id)));
    take_back(tools, upload.id, upload.sha256);
  }
}

}  // namespace rasoat::flow
