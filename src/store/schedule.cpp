#include "store/schedule.h"

#include "store/journal.h"
#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

constexpr int kDuplicate = 1062;

KeptSchedule read(const Rows& rows) {
  return {rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text_if(5)};
}

}  // namespace

std::vector<KeptSchedule> schedules(Pool& pool) {
  std::vector<KeptSchedule> all;
  auto session = pool.take();
  Rows rows = session->query(queries::schedule_list);
  while (rows.next()) all.push_back(read(rows));
  return all;
}

std::optional<KeptSchedule> find_schedule(Pool& pool, const std::string& name) {
  auto session = pool.take();
  Rows rows = session->query(queries::schedule_get, {name});
  if (!rows.next()) return std::nullopt;
  return read(rows);
}

bool add_schedule(Pool& pool, const KeptSchedule& schedule, domain::AccountId by) {
  bool fresh = true;
  in_transaction(pool, [&](Session& session) {
    {
      Rows there = session.query(queries::schedule_get, {schedule.name});
      fresh = !there.next();
    }
    if (!fresh) return;
    session.execute(queries::schedule_insert, {schedule.name, schedule.definition, schedule.watched_from,
                                               number(by), schedule.changed_at});
    append_log(session, {schedule.changed_at, by, "schedule.add", "schedule " + schedule.name, ""});
  });
  return fresh;
}

bool change_schedule(Pool& pool, const KeptSchedule& schedule, domain::AccountId by) {
  bool there = false;
  in_transaction(pool, [&](Session& session) {
    there = session.execute(queries::schedule_update, {schedule.definition, schedule.watched_from, number(by),
                                                       schedule.changed_at, schedule.name}) > 0;
    if (there)
      append_log(session, {schedule.changed_at, by, "schedule.change", "schedule " + schedule.name, ""});
  });
  return there;
}

bool remove_schedule(Pool& pool, const std::string& name, domain::AccountId by, const std::string& now) {
  bool there = false;
  in_transaction(pool, [&](Session& session) {
    there = session.execute(queries::schedule_delete, {name}) > 0;
    if (there) append_log(session, {now, by, "schedule.remove", "schedule " + name, ""});
  });
  return there;
}

bool enter_run(Pool& pool, const KeptSchedule& schedule, const std::string& due_at, domain::AccountId by) {
  auto session = pool.take();
  try {
    return session->execute(queries::run_enter, {schedule.name, due_at, schedule.definition, due_at,
                                                 number(by), schedule.name, due_at}) > 0;
  } catch (const Failure& failure) {
    if (failure.code() == kDuplicate) return false;  // another instance was first
    throw;
  }
}

std::optional<std::uint64_t> run_of(Pool& pool, const std::string& schedule, const std::string& due_at) {
  auto session = pool.take();
  Rows rows = session->query(queries::run_by_due, {schedule, due_at});
  return rows.next() ? std::optional<std::uint64_t>(rows.whole(1)) : std::nullopt;
}

}  // namespace rasoat::store
