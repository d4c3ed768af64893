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
  account.demonstration = rows.integer(8) != 0;
  account.active_at = rows.text(9);
  account.last_login = rows.text_if(10);
  account.subject = rows.text(11);
  account.second_factor = rows.integer(12) != 0;
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
    session->execute(queries::trait_set, {number(*id), std::int64_t{account.demonstration}, now});
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

void enable_account(Pool& pool, domain::AccountId id, const std::string& now) {
  in_transaction(pool, [&](Session& session) {
    session.execute(queries::account_enable, {number(id)});
    session.execute(queries::trait_renew, {number(id), now});
  });
}

void note_entry(Pool& pool, domain::AccountId id, const std::string& now) {
  pool.take()->execute(queries::account_entered, {now, number(id)});
}

void renew_account(Pool& pool, domain::AccountId id, const std::string& now) {
  pool.take()->execute(queries::trait_renew, {number(id), now});
}

bool set_subject(Pool& pool, domain::AccountId id, const std::string& subject, const std::string& now) {
  const Value value = subject.empty() ? Value() : Value(subject);
  try {
    pool.take()->execute(queries::trait_subject, {number(id), now, value});
  } catch (const Failure& failure) {
    if (failure.code() == kDuplicate) return false;
    throw;
  }
  return true;
}

std::optional<Account> find_account_of_subject(Pool& pool, const std::string& subject) {
  std::optional<domain::AccountId> id;
  {
    auto session = pool.take();
    Rows rows = session->query(queries::account_by_subject, {subject});
    if (rows.next()) id = domain::AccountId{rows.whole(1)};
  }
  return id ? find_account(pool, *id) : std::nullopt;
}

}  // namespace rasoat::store
