#include "store/session.h"

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

SignedIn read_session(const Rows& rows) {
  SignedIn session{domain::AccountId{rows.whole(1)},
                   rows.integer(2) != 0,
                   rows.text(3),
                   rows.text(4),
                   rows.text(5),
                   rows.text(6)};
  session.address = rows.text(7);
  session.label = rows.text(8);
  session.reports = rows.text(9);
  return session;
}

}  // namespace

void add_session(Pool& pool, const std::string& secret_hash, const SignedIn& session,
                 const std::string& now) {
  in_transaction(pool, [&](Session& database) {
    database.execute(queries::session_insert, {secret_hash, number(session.account),
                                               std::int64_t{session.token}, now, now, session.ends_at});
    database.execute(queries::session_mark_insert,
                     {secret_hash, session.address, session.label, session.reports});
  });
}

std::optional<SignedIn> find_session(Pool& pool, const std::string& secret_hash) {
  auto session = pool.take();
  Rows rows = session->query(queries::session_get, {secret_hash});
  if (!rows.next()) return std::nullopt;
  return read_session(rows);
}

std::vector<SignedIn> sessions_of(Pool& pool, domain::AccountId account, const std::string& now) {
  std::vector<SignedIn> all;
  auto session = pool.take();
  Rows rows = session->query(queries::session_list, {number(account), now});
  while (rows.next()) all.push_back(read_session(rows));
  return all;
}

void touch_session(Pool& pool, const std::string& secret_hash, const std::string& now) {
  pool.take()->execute(queries::session_seen, {now, secret_hash});
}

void end_session(Pool& pool, const std::string& secret_hash) {
  pool.take()->execute(queries::session_delete, {secret_hash});
}

void end_sessions(Pool& pool, domain::AccountId account) {
  pool.take()->execute(queries::session_delete_of, {number(account)});
}

bool end_session_named(Pool& pool, domain::AccountId account, const std::string& name) {
  if (name.size() != 16 || name.find_first_not_of("0123456789abcdef") != std::string::npos) return false;
  return pool.take()->execute(queries::session_revoke, {number(account), name + "%"}) > 0;
}

void sweep_sessions(Pool& pool, const std::string& before) {
  auto session = pool.take();
  session->execute(queries::session_sweep, {before});
  session->execute(queries::session_mark_sweep);
}

std::optional<Factor> find_factor(Pool& pool, domain::AccountId account) {
  auto session = pool.take();
  Rows rows = session->query(queries::factor_get, {number(account)});
  if (!rows.next()) return std::nullopt;
  return Factor{rows.text(1), rows.integer(2) != 0, rows.integer(3)};
}

void begin_factor(Pool& pool, domain::AccountId account, const std::string& secret_sealed) {
  pool.take()->execute(queries::factor_begin, {number(account), secret_sealed});
}

bool use_step(Pool& pool, domain::AccountId account, std::int64_t step) {
  return pool.take()->execute(queries::factor_step, {step, number(account), step}) == 1;
}

void confirm_factor(Pool& pool, domain::AccountId account, const std::vector<std::string>& recovery_hashes) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::factor_confirm, {number(account)});
    session.execute(queries::recovery_clear, {number(account)});
    for (const std::string& hash : recovery_hashes)
      session.execute(queries::recovery_add, {number(account), hash});
  });
}

void remove_factor(Pool& pool, domain::AccountId account) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::factor_remove, {number(account)});
    session.execute(queries::recovery_clear, {number(account)});
  });
}

bool use_recovery_code(Pool& pool, domain::AccountId account, const std::string& hash) {
  return pool.take()->execute(queries::recovery_use, {number(account), hash}) == 1;
}

std::uint64_t recovery_codes_left(Pool& pool, domain::AccountId account) {
  auto session = pool.take();
  Rows rows = session->query(queries::recovery_count, {number(account)});
  rows.next();
  return rows.whole(1);
}

void begin_visit(Pool& pool, const ProviderVisit& visit, const std::string& sweep_before) {
  auto session = pool.take();
  session->execute(queries::visit_sweep, {sweep_before});
  session->execute(queries::visit_add,
                   {visit.state_hash, visit.browser_hash, visit.nonce, visit.verifier, visit.made_at});
}

std::optional<ProviderVisit> end_visit(Pool& pool, const std::string& state_hash) {
  std::optional<ProviderVisit> visit;
  in_transaction(pool, [&](Session& session) {
    visit.reset();
    {
      Rows rows = session.query(queries::visit_get, {state_hash});
      if (!rows.next()) return;
      visit = ProviderVisit{state_hash, rows.text(1), rows.text(2), rows.text(3), rows.text(4)};
    }
    session.execute(queries::visit_remove, {state_hash});
  });
  return visit;
}

}  // namespace rasoat::store
