#include "store/account.h"

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

constexpr int kDuplicate = 1062;

Account read_account(const Rows& rows) {
  Account account;
  account.id = domain::AccountId{rows.whole(1)};
  account.user = rows.text(2);
  account.role = rows.text(3);
  account.password_hash = rows.text(4);
  account.must_change = rows.integer(5) != 0;
  account.disabled = rows.integer(6) != 0;
  account.kinds = rows.text(7);
  account.failures = rows.whole(8);
  account.last_failure = rows.text_if(9);
  return account;
}

void read_areas(Session& session, Account& account) {
  Rows rows = session.query(queries::account_areas, {number(account.id)});
  while (rows.next()) account.areas.push_back(domain::AreaId{static_cast<std::uint32_t>(rows.whole(1))});
}

std::optional<Account> find(Pool& pool, const Query& query, const Value& key) {
  auto session = pool.take();
  std::optional<Account> account;
  {
    Rows rows = session->query(query, {key});
    if (rows.next()) account = read_account(rows);
  }
  if (account) read_areas(*session, *account);
  return account;
}

}  // namespace

std::optional<domain::AccountId> add_account(Pool& pool, const Account& account, const std::string& now) {
  std::optional<domain::AccountId> id;
  auto session = pool.take();
  session->begin();
  try {
    session->execute(queries::account_insert, {account.user, account.role, account.password_hash,
                                               std::int64_t{account.must_change}, account.kinds, now});
    Rows rows = session->query(queries::last_id);
    rows.next();
    id = domain::AccountId{rows.whole(1)};
    for (const domain::AreaId area : account.areas) {
      session->execute(queries::account_area_insert, {number(*id), std::uint64_t{number(area)}});
    }
    session->commit();
  } catch (const Failure& failure) {
    session->roll_back();
    if (failure.code() == kDuplicate) return std::nullopt;
    throw;
  }
  return id;
}

std::optional<Account> find_account(Pool& pool, const std::string& user) {
  return find(pool, queries::account_by_name, user);
}

std::optional<Account> find_account(Pool& pool, domain::AccountId id) {
  return find(pool, queries::account_by_id, number(id));
}

std::vector<Account> list_accounts(Pool& pool) {
  std::vector<Account> all;
  auto session = pool.take();
  {
    Rows rows = session->query(queries::account_list);
    while (rows.next()) all.push_back(read_account(rows));
  }
  for (Account& account : all) read_areas(*session, account);
  return all;
}

void set_password(Pool& pool, domain::AccountId id, const std::string& hash, bool must_change) {
  auto session = pool.take();
  session->execute(queries::account_password, {hash, std::int64_t{must_change}, number(id)});
  session->execute(queries::session_delete_of, {number(id)});
}

void disable_account(Pool& pool, domain::AccountId id) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::account_disable, {number(id)});
    session.execute(queries::session_delete_of, {number(id)});
  });
}

void note_failure(Pool& pool, domain::AccountId id, const std::string& now) {
  pool.take()->execute(queries::account_failed, {now, number(id)});
}

void note_entry(Pool& pool, domain::AccountId id, const std::string& now) {
  pool.take()->execute(queries::account_entered, {now, number(id)});
}

void add_session(Pool& pool, const std::string& secret_hash, const SignedIn& session,
                 const std::string& now) {
  pool.take()->execute(queries::session_insert, {secret_hash, number(session.account),
                                                 std::int64_t{session.token}, now, now, session.ends_at});
}

std::optional<SignedIn> find_session(Pool& pool, const std::string& secret_hash) {
  auto session = pool.take();
  Rows rows = session->query(queries::session_get, {secret_hash});
  if (!rows.next()) return std::nullopt;
  return SignedIn{domain::AccountId{rows.whole(1)}, rows.integer(2) != 0, rows.text(3), rows.text(4)};
}

void touch_session(Pool& pool, const std::string& secret_hash, const std::string& now) {
  pool.take()->execute(queries::session_seen, {now, secret_hash});
}

void end_session(Pool& pool, const std::string& secret_hash) {
  pool.take()->execute(queries::session_delete, {secret_hash});
}

}  // namespace rasoat::store
