#include "store/journal.h"

#include "store/queries.gen.h"

namespace rasoat::store {

void append_log(Session& session, const LogEntry& entry) {
  std::uint64_t seq = 1;
  std::string previous;
  {
    Rows last = session.query(queries::log_last);
    if (last.next()) {
      seq = last.whole(1) + 1;
      previous = last.text(2);
    }
  }
  // The numbers go into the hash as the text the table gives back for them.
  session.execute(queries::log_insert,
                  {seq, entry.at, number(entry.account), entry.action, entry.subject, entry.details, previous,
                   std::to_string(seq), entry.at, std::to_string(number(entry.account)), entry.action,
                   entry.subject, entry.details, previous});
}

std::vector<LogEntry> read_log(Pool& pool, std::uint64_t before, std::uint64_t most) {
  std::vector<LogEntry> all;
  auto session = pool.take();
  const std::uint64_t limit = before == 0 ? std::uint64_t{1} << 62 : before;
  Rows rows = session->query(queries::log_page, {limit, most});
  while (rows.next()) {
    all.push_back({rows.text(2), domain::AccountId{rows.whole(3)}, rows.text(5), rows.text(6), rows.text(7),
                   rows.whole(1), rows.text(4)});
  }
  return all;
}

}  // namespace rasoat::store
