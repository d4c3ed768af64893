#include "store/round.h"

#include "store/journal.h"
#include "store/queries.gen.h"

namespace rasoat::store {

void save_round(Pool& pool, const domain::Round& round, const std::string& action, const Decision& decision) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::round_save, {round.code.text(), round.name.vi, round.name.en,
                                          round.reference_date.iso(), round.standard.text(), round.status});
    session.execute(queries::cube_moved);  // readers hold the rounds beside the figures
    append_log(session, {decision.now, decision.by, action, "round " + round.code.text(), round.status});
  });
}

std::vector<domain::Deadline> deadlines(Pool& pool, const std::string& round) {
  std::vector<domain::Deadline> all;
  auto session = pool.take();
  Rows rows = session->query(queries::deadline_list, {round});
  while (rows.next()) {
    domain::Deadline deadline;
    deadline.level = static_cast<domain::Level>(rows.integer(1));
    deadline.area = domain::AreaId{static_cast<std::uint32_t>(rows.whole(2))};
    deadline.due = domain::Date::known(rows.text(3));
    deadline.reason = rows.text(4);
    all.push_back(std::move(deadline));
  }
  return all;
}

void set_deadline(Pool& pool, const std::string& round, const domain::Deadline& deadline,
                  const Decision& decision) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::deadline_set,
                    {round, static_cast<std::int64_t>(deadline.level), std::uint64_t{number(deadline.area)},
                     deadline.due.iso(), deadline.reason, number(decision.by), decision.now});
    append_log(session, {decision.now, decision.by, "round.deadline", "round " + round,
                         std::string(domain::name(deadline.level)) + " " +
                             std::to_string(number(deadline.area)) + " " + deadline.due.iso()});
  });
}

}  // namespace rasoat::store
