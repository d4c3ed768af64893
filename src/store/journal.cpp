#include "store/journal.h"

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

/// Signs that LIKE would take for a pattern, taken for themselves.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

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

std::vector<LogEntry> read_log(Pool& pool, std::uint64_t before, std::uint64_t most,
                               const LogSearch& search) {
  std::vector<LogEntry> all;
  auto session = pool.take();
  const std::uint64_t limit = before == 0 ? std::uint64_t{1} << 62 : before;
  const auto or_else = [](const std::string& text, const char* otherwise) {
    return text.empty() ? std::string(otherwise) : text;
  };
  Rows rows = session->query(queries::log_page,
                             {limit, search.user, search.user, search.action, escaped(search.action) + "%",
                              search.subject, "%" + escaped(search.subject) + "%",
                              or_else(search.from, "1970-01-01"), or_else(search.until, "9999-12-31"), most});
  while (rows.next()) {
    all.push_back({rows.text(2), domain::AccountId{rows.whole(3)}, rows.text(5), rows.text(6), rows.text(7),
                   rows.whole(1), rows.text(4), rows.text(8), rows.text(9)});
  }
  return all;
}

std::vector<std::uint64_t> broken_log_entries(Pool& pool) {
  std::vector<std::uint64_t> all;
  auto session = pool.take();
  Rows rows = session->query(queries::log_broken);
  while (rows.next()) all.push_back(rows.whole(1));
  return all;
}

}  // namespace rasoat::store
