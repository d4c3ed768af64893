#include "store/report_run.h"

#include "store/journal.h"
#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

ReportRun read_run(const Rows& rows) {
  ReportRun run;
  run.id = rows.whole(1);
  run.schedule = rows.text(2);
  run.due_at = rows.text(3);
  run.definition = rows.text(4);
  run.state = rows.text(5);
  run.attempts = rows.whole(6);
  run.next_at = rows.text(7);
  run.release = rows.text(8);
  run.round = rows.text(9);
  run.missing = rows.whole(10);
  run.alarm = rows.text(11);
  run.error = rows.text(12);
  run.signed_number = rows.text(13);
  run.signed_sha256 = rows.text(14);
  run.made_at = rows.text_if(15);
  run.done_at = rows.text_if(16);
  run.asked_by = rows.text(17);
  run.released_by = rows.text(18);
  return run;
}

struct Candidate {
  std::uint64_t run = 0;
  std::string worker;
  std::string leased_until;
};

std::vector<Candidate> candidates(Session& session, const std::string& now) {
  std::vector<Candidate> all;
  Rows rows = session.query(queries::run_candidates, {now});
  while (rows.next()) all.push_back({rows.whole(1), rows.text(2), rows.text(3)});
  return all;
}

void insert_file(Session& session, std::uint64_t run, const ReportFile& file) {
  session.execute(queries::file_insert, {run, file.position, file.name, file.media_type, file.bytes,
                                         file.sha256, file.rows, file.manifest});
}

}  // namespace

std::optional<RunLease> take_run(Pool& pool, const std::string& now, const std::string& worker,
                                 const std::string& leased_until,
                                 const std::function<bool(const std::string&)>& gone,
                                 std::optional<std::uint64_t> only) {
  auto session = pool.take();
  for (const Candidate& each : candidates(*session, now)) {
    if (only && each.run != *only) continue;
    if (!each.worker.empty() && each.leased_until > now && !gone(each.worker)) continue;
    if (session->execute(queries::run_take,
                         {worker, leased_until, each.run, each.worker, each.leased_until}) == 1)
      return RunLease{each.run, worker};
  }
  return std::nullopt;
}

bool renew(Pool& pool, const RunLease& lease, const std::string& leased_until) {
  auto session = pool.take();
  session->execute(queries::run_renew, {leased_until, lease.run, lease.worker});
  // Renewed twice within a second changes nothing, and the count of changed rows would deny the lease.
  Rows rows = session->query(queries::run_had, {lease.run, lease.worker});
  return rows.next() && rows.whole(1) == 1;
}

void let_go(Pool& pool, const RunLease& lease) {
  auto session = pool.take();
  session->execute(queries::run_let_go, {lease.run, lease.worker});
}

bool keep_made(Pool& pool, const RunLease& lease, const Made& made) {
  bool had = false;
  in_transaction(pool, [&](Session& session) {
    had = session.execute(queries::run_made, {made.state, made.release, made.round, made.missing, made.now,
                                              made.alarm, made.now, lease.run, lease.worker}) == 1;
    if (!had) return;
    session.execute(queries::file_clear, {lease.run});
    session.execute(queries::delivery_clear, {lease.run});
    for (const ReportFile& file : made.files) insert_file(session, lease.run, file);
    for (const ReportDelivery& each : made.deliveries) {
      session.execute(queries::delivery_insert,
                      {lease.run, each.position, each.way, each.target, each.recipients, each.message_id});
    }
  });
  return had;
}

bool put_off(Pool& pool, const RunLease& lease, const std::string& state, const std::string& next_at,
             const std::string& error, std::uint64_t missing) {
  auto session = pool.take();
  return session->execute(queries::run_put_off,
                          {state, next_at, error.substr(0, 1000), missing, lease.run, lease.worker}) == 1;
}

bool end_run(Pool& pool, const RunLease& lease, const std::string& state, const std::string& error,
             const std::string& alarm, const std::string& now) {
  bool had = false;
  in_transaction(pool, [&](Session& session) {
    had = session.execute(queries::run_end,
                          {state, error.substr(0, 1000), alarm, alarm, now, lease.run, lease.worker}) == 1;
    if (had)
      append_log(session,
                 {now, domain::AccountId{0}, "report." + state, "run " + std::to_string(lease.run), alarm});
  });
  return had;
}

void begin_delivery(Pool& pool, const RunLease& lease, std::uint64_t position) {
  auto session = pool.take();
  session->execute(queries::delivery_begun, {lease.run, position});
}

void note_delivered(Pool& pool, const RunLease& lease, std::uint64_t position, const std::string& now,
                    const std::string& for_whom) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::delivery_done, {now, lease.run, position});
    append_log(session,
               {now, domain::AccountId{0}, "report.deliver", "run " + std::to_string(lease.run), for_whom});
  });
}

void note_undelivered(Pool& pool, const RunLease& lease, std::uint64_t position, const std::string& error) {
  auto session = pool.take();
  session->execute(queries::delivery_failed, {error.substr(0, 1000), lease.run, position});
}

std::optional<ReportRun> find_run(Pool& pool, std::uint64_t id) {
  auto session = pool.take();
  Rows rows = session->query(queries::run_get, {id});
  if (!rows.next()) return std::nullopt;
  return read_run(rows);
}

std::vector<ReportRun> runs(Pool& pool, std::uint64_t before, std::uint64_t most) {
  std::vector<ReportRun> all;
  auto session = pool.take();
  Rows rows = session->query(queries::run_page, {before == 0 ? std::uint64_t{1} << 62 : before, most});
  while (rows.next()) all.push_back(read_run(rows));
  return all;
}

std::vector<ReportRun> open_alarms(Pool& pool) {
  std::vector<ReportRun> all;
  auto session = pool.take();
  Rows rows = session->query(queries::run_alarms);
  while (rows.next()) all.push_back(read_run(rows));
  return all;
}

namespace {

std::vector<ReportFile> files(Pool& pool, const Query& query, std::uint64_t value) {
  std::vector<ReportFile> all;
  auto session = pool.take();
  Rows rows = session->query(query, {value});
  while (rows.next()) {
    all.push_back({rows.whole(1), rows.text(2), rows.text(3), rows.whole(4), rows.text(5), rows.whole(6),
                   rows.text(7)});
  }
  return all;
}

}  // namespace

std::vector<ReportFile> files_of(Pool& pool, std::uint64_t run) {
  return files(pool, queries::file_list, run);
}

std::vector<ReportFile> newest_files(Pool& pool, std::uint64_t most) {
  return files(pool, queries::file_newest, most);
}

std::vector<ReportDelivery> deliveries_of(Pool& pool, std::uint64_t run) {
  std::vector<ReportDelivery> all;
  auto session = pool.take();
  Rows rows = session->query(queries::delivery_list, {run});
  while (rows.next()) {
    all.push_back({rows.whole(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6),
                   rows.whole(7), rows.text(8), rows.text_if(9)});
  }
  return all;
}

void record_export(Pool& pool, const ReportRun& run, const ReportFile& file, domain::AccountId by,
                   const std::string& audience) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::run_by_hand, {run.due_at, run.definition, run.due_at, run.release, run.round,
                                           run.missing, number(by), run.due_at, run.due_at});
    std::uint64_t id = 0;
    {
      Rows rows = session.query(queries::last_id);
      if (rows.next()) id = rows.whole(1);
    }
    insert_file(session, id, file);
    append_log(session,
               {run.due_at, by, "report.export", "run " + std::to_string(id), file.name + " " + audience});
  });
}

bool release_run(Pool& pool, std::uint64_t run, domain::AccountId by, const std::string& now) {
  bool held = false;
  in_transaction(pool, [&](Session& session) {
    held = session.execute(queries::run_release, {number(by), now, run}) == 1;
    if (held) append_log(session, {now, by, "report.release", "run " + std::to_string(run), ""});
  });
  return held;
}

void attach_signed(Pool& pool, std::uint64_t run, const std::string& number_, const std::string& sha256,
                   domain::AccountId by, const std::string& now) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::run_sign, {number_, sha256, run});
    append_log(session, {now, by, "report.sign", "run " + std::to_string(run), number_ + " " + sha256});
  });
}

EarlierRows rows_before(Pool& pool, const std::string& schedule, std::uint64_t run) {
  auto session = pool.take();
  Rows rows = session->query(queries::rows_of_last_run, {schedule, run});
  if (!rows.next()) return {};
  return {rows.whole(1), rows.whole(2)};
}

void mark_late(Pool& pool, const std::string& due_before) {
  auto session = pool.take();
  session->execute(queries::run_mark_late, {due_before});
}

std::vector<std::uint64_t> alarms_untold(Pool& pool) {
  std::vector<std::uint64_t> all;
  auto session = pool.take();
  Rows rows = session->query(queries::alarms_untold);
  while (rows.next()) all.push_back(rows.whole(1));
  return all;
}

bool set_told(Pool& pool, std::uint64_t run, bool told) {
  auto session = pool.take();
  return session->execute(queries::alarm_take, {std::int64_t{told}, run, std::int64_t{!told}}) == 1;
}

RunCounts run_counts(Pool& pool) {
  auto session = pool.take();
  Rows rows = session->query(queries::run_counts);
  if (!rows.next()) return {};
  return {rows.integer(1), rows.integer(2), rows.integer(3),
          rows.integer(4), rows.integer(5), rows.integer(6)};
}

}  // namespace rasoat::store
