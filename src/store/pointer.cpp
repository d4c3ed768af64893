#include "store/pointer.h"

#include "store/journal.h"
#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

using domain::Problem;
using domain::UploadState;

struct Locked {
  UploadState state = UploadState::received;
  domain::AccountId uploaded_by{};
  bool by_reviewer = false;
};

std::optional<Locked> lock(Session& session, domain::UploadId upload) {
  Rows rows = session.query(queries::upload_lock, {number(upload)});
  if (!rows.next()) return std::nullopt;
  return Locked{domain::upload_state_named(rows.text(1)).value(), domain::AccountId{rows.whole(2)},
                rows.integer(5) != 0};
}

Problem wrong_state(const std::optional<Locked>& locked) {
  // The sentence is put in by the caller, which has the texts; the place carries the state found.
  return {locked ? "upload-state" : "upload-unknown", {}, locked ? std::string(name(locked->state)) : ""};
}

void set_state(Session& session, domain::UploadId upload, UploadState state, const Decision& decision,
               const Value& submitted, bool by_reviewer) {
  const bool decided = state != UploadState::submitted;
  session.execute(
      queries::upload_set_state,
      {std::string(name(state)), submitted, decided ? Value{number(decision.by)} : Value{},
       decided ? Value{decision.now} : Value{}, decision.reason, std::int64_t{by_reviewer}, number(upload)});
}

void write_log(Session& session, std::string_view action, domain::UploadId upload, const Decision& decision) {
  append_log(session, {decision.now, decision.by, std::string(action),
                       "upload " + std::to_string(number(upload)), decision.reason});
}

std::uint64_t next_approval(Session& session) {
  session.execute(queries::approval_next);
  Rows rows = session.query(queries::approval_number);
  rows.next();
  return rows.whole(1);
}

std::vector<std::uint64_t> ids(Session& session, const Query& query, std::uint64_t approval) {
  std::vector<std::uint64_t> all;
  Rows rows = session.query(query, {approval});
  while (rows.next()) all.push_back(rows.whole(1));
  return all;
}

}  // namespace

domain::Outcome approve(Pool& pool, domain::UploadId upload, const Decision& decision) {
  domain::Outcome outcome = domain::Done{};
  in_transaction(pool, [&](Session& session) {
    outcome = domain::Done{};
    const auto locked = lock(session, upload);
    const bool system = number(decision.by) == 0;
    const bool ready = locked && (locked->state == UploadState::submitted ||
                                  (system && locked->state == UploadState::checked));
    if (!ready) {
      outcome = wrong_state(locked);
      return;
    }
    if (!system && locked->uploaded_by == decision.by) {
      outcome = Problem{"own-upload", {}, ""};
      return;
    }
    const std::uint64_t approval = next_approval(session);
    session.execute(queries::history_insert, {approval, number(decision.by), decision.now, number(upload)});
    session.execute(queries::pointers_move, {approval, number(upload)});
    for (const std::uint64_t left : ids(session, queries::uploads_left_without_pointer, approval)) {
      session.execute(queries::upload_mark, {std::string("superseded"), left, std::string("approved")});
    }
    set_state(session, upload, UploadState::approved, decision, {}, false);
    session.execute(queries::cube_moved);
    write_log(session, "upload.approve", upload, decision);
  });
  return outcome;
}

domain::Outcome undo_approval(Pool& pool, domain::UploadId upload, const Decision& decision) {
  domain::Outcome outcome = domain::Done{};
  in_transaction(pool, [&](Session& session) {
    outcome = domain::Done{};
    const auto locked = lock(session, upload);
    if (!locked || locked->state != UploadState::approved) {
      outcome = wrong_state(locked);
      return;
    }
    Rows rows = session.query(queries::approval_of_upload, {number(upload)});
    const std::uint64_t approval = rows.next() ? rows.whole(1) : 0;
    session.execute(queries::pointers_restore, {approval});
    session.execute(queries::pointers_remove, {number(upload), approval});
    session.execute(queries::history_undone, {approval});
    for (const std::uint64_t again : ids(session, queries::uploads_pointed_again, approval)) {
      session.execute(queries::upload_mark, {std::string("approved"), again, std::string("superseded")});
    }
    set_state(session, upload, UploadState::submitted, decision, {}, false);
    session.execute(queries::cube_moved);
    write_log(session, "upload.undo", upload, decision);
  });
  return outcome;
}

domain::Outcome submit(Pool& pool, domain::UploadId upload, const Decision& decision) {
  domain::Outcome outcome = domain::Done{};
  in_transaction(pool, [&](Session& session) {
    outcome = domain::Done{};
    const auto locked = lock(session, upload);
    const bool ready = locked && (locked->state == UploadState::checked ||
                                  (locked->state == UploadState::rejected && locked->by_reviewer));
    if (!ready) {
      outcome = wrong_state(locked);
      return;
    }
    set_state(session, upload, UploadState::submitted, decision, decision.now, false);
    write_log(session, "upload.submit", upload, decision);
  });
  return outcome;
}

domain::Outcome reject(Pool& pool, domain::UploadId upload, const Decision& decision) {
  domain::Outcome outcome = domain::Done{};
  in_transaction(pool, [&](Session& session) {
    outcome = domain::Done{};
    const auto locked = lock(session, upload);
    if (!locked || locked->state != UploadState::submitted) {
      outcome = wrong_state(locked);
      return;
    }
    if (locked->uploaded_by == decision.by) {
      outcome = Problem{"own-upload", {}, ""};
      return;
    }
    set_state(session, upload, UploadState::rejected, decision, {}, true);
    write_log(session, "upload.reject", upload, decision);
  });
  return outcome;
}

}  // namespace rasoat::store
