#include "flow/decide_upload.h"

#include "flow/follow_flags.h"
#include "flow/receive_upload.h"
#include "store/migrate.h"
#include "store/pointer.h"
#include "store/upload.h"

namespace rasoat::flow {
namespace {

using access::Right;
using domain::Problem;

bool system(const access::Person& person) { return number(person.account) == 0; }

Problem say(const Tools& tools, const Problem& problem) {
  return {problem.code, tools.rules.texts.say("upload." + problem.code, {{"state", problem.place}}),
          problem.place};
}

/// The upload, when the person may do this with it.
domain::Result<store::Upload> allowed(Tools& tools, domain::UploadId id, const access::Person& person,
                                      Right right) {
  auto upload = store::find_upload(tools.pool, id);
  if (!upload) return say(tools, {"upload-unknown", {}, ""});
  if (system(person)) return std::move(*upload);
  if (!may_see(tools, person, *upload)) return say(tools, {"upload-unknown", {}, ""});
  // Benchmarks and targets are the administrators' own: another one approves.
  const bool register_kind =
      upload->kind == domain::Kind::benchmarks || upload->kind == domain::Kind::targets;
  const bool administrator = person.role == access::Role::admin;
  const bool fits = register_kind ? administrator : access::may(person.role, right);
  if (!fits) return Problem{"no-right", tools.rules.texts.say("http.forbidden"), ""};
  return std::move(*upload);
}

bool closed(Tools& tools, const store::Upload& upload) {
  const auto rounds = store::rounds(tools.pool);
  const domain::Round* round = domain::find_round(rounds, upload.period);
  return round != nullptr && round->status == "closed";
}

domain::Outcome worded(const Tools& tools, const domain::Outcome& outcome) {
  if (outcome.ok()) return domain::Done{};
  return say(tools, outcome.problem());
}

}  // namespace

domain::Outcome submit_upload(Tools& tools, domain::UploadId id, const access::Person& person) {
  const auto upload = allowed(tools, id, person, Right::upload);
  if (!upload) return upload.problem();
  return worded(tools, store::submit(tools.pool, id, {person.account, tools.now(), ""}));
}

domain::Outcome approve_upload(Tools& tools, domain::UploadId id, const access::Person& person) {
  const auto upload = allowed(tools, id, person, Right::review);
  if (!upload) return upload.problem();
  if (closed(tools, *upload)) return say(tools, {"round-closed", {}, ""});
  const auto outcome = store::approve(tools.pool, id, {person.account, tools.now(), ""});
  // A service that runs follows its flags; what is loaded by commands is followed at its end.
  if (outcome.ok() && tools.live.ready() && !system(person)) follow_flags(tools, *upload, person);
  return worded(tools, outcome);
}

domain::Outcome reject_upload(Tools& tools, domain::UploadId id, const access::Person& person,
                              const std::string& reason) {
  const auto upload = allowed(tools, id, person, Right::review);
  if (!upload) return upload.problem();
  if (reason.empty()) return say(tools, {"reason-required", {}, "reason"});
  return worded(tools, store::reject(tools.pool, id, {person.account, tools.now(), reason}));
}

domain::Outcome undo_upload(Tools& tools, domain::UploadId id, const access::Person& person) {
  const auto upload = allowed(tools, id, person, Right::administer);
  if (!upload) return upload.problem();
  if (closed(tools, *upload)) return say(tools, {"round-closed", {}, ""});
  const auto outcome = store::undo_approval(tools.pool, id, {person.account, tools.now(), ""});
  if (outcome.ok() && tools.live.ready()) follow_flags(tools, *upload, person);
  return worded(tools, outcome);
}

}  // namespace rasoat::flow
