#include "store/pool.h"

#include <atomic>
#include <chrono>
#include <ctime>
#include <map>
#include <thread>

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>
#include <fmt/format.h>
#include <mysql_connection.h>
#include <mysql_driver.h>

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

constexpr int kDeadlock = 1213;
constexpr int kLockWait = 1205;
constexpr int kDuplicate = 1062;
constexpr int kTries = 10;

/// A deadlock or a failed certification: the same may succeed a moment later.
bool passes(int code) { return code == kDeadlock || code == kLockWait; }

void pause(int attempt) { std::this_thread::sleep_for(std::chrono::milliseconds(5 * attempt)); }

/// The driver fills an unguarded map on first use, so it is fetched under a lock; every thread that talks to
/// the server must have said so to the client library first.
sql::Driver* driver_for_this_thread() {
  static std::mutex mutex;
  static sql::Driver* driver = nullptr;
  {
    const std::scoped_lock lock(mutex);
    if (driver == nullptr) driver = sql::mysql::get_driver_instance();
  }
  struct Thread {
    explicit Thread(sql::Driver* used) : used_(used) { used_->threadInit(); }
    ~Thread() { used_->threadEnd(); }
    sql::Driver* used_;
  };
  thread_local const Thread guard(driver);
  return driver;
}

/// The server is gone, or says of itself that it can do nothing now: trying again later may help.
bool away(int code) {
  switch (code) {
    case 1021:  // disk full
    case 1026:  // error writing file
    case 1040:  // too many connections
    case 1047:  // a node that is no part of its cluster
    case 1053:  // going down
    case 1114:  // no room for a table
    case 1180:  // a commit that the cluster did not take
    case 1290:  // read-only
    case 1836:  // read-only
    case 1927:  // connection killed
    case 2002:
    case 2003:
    case 2006:
    case 2013:
      return true;
    default:
      return false;
  }
}

std::unique_ptr<sql::Connection> connect(const Address& address, const std::string& host, int port,
                                         Session::Purpose purpose) {
  sql::ConnectOptionsMap options;
  options["hostName"] = sql::SQLString(address.socket.empty() ? "tcp://" + host : "unix://" + address.socket);
  if (address.socket.empty()) options["port"] = port;
  options["userName"] = sql::SQLString(address.user);
  options["password"] = sql::SQLString(address.password);
  options["schema"] = sql::SQLString(address.database);
  options["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
  options["OPT_RECONNECT"] = false;
  // Left out, local infile would be allowed: a rogue server could ask for files.
  options["OPT_LOCAL_INFILE"] = purpose == Session::Purpose::loading ? 1 : 0;
  options["OPT_CONNECT_TIMEOUT"] = 5;
  // A server that is stopped or cut off keeps its connections: without these a request would wait for ever.
  options["OPT_READ_TIMEOUT"] = purpose == Session::Purpose::migrating ? 24 * 3600 : 30;
  options["OPT_WRITE_TIMEOUT"] = 30;
  return std::unique_ptr<sql::Connection>(driver_for_this_thread()->connect(options));
}

/// Whether a node of a cluster takes statements: one that has lost the others answers, but does nothing. Said
/// by SHOW, which every server understands and a lost node still answers. A node that is taken shows at once
/// what was written by way of any other: without that somebody would not find what they have just sent.
bool ready(sql::Connection& connection) {
  const std::unique_ptr<sql::Statement> statement(connection.createStatement());
  const std::unique_ptr<sql::ResultSet> result(statement->executeQuery("SHOW STATUS LIKE 'wsrep_ready'"));
  if (!result->next()) return true;  // no cluster
  if (result->getString(2) != "ON") return false;
  statement->execute("SET SESSION wsrep_sync_wait = 7");
  return true;
}

/// Throws Unavailable or Failure for what the database said. A connection to a server that is away, or to a
/// node that is no part of its cluster, is closed, so that nobody gets it again.
[[noreturn]] void give_up(sql::Connection& connection, std::string_view query,
                          const sql::SQLException& error) {
  if (!away(error.getErrorCode())) throw Failure(query, error.getErrorCode(), error.what());
  const std::string what = "database away in " + std::string(query) + ": " + error.what();
  try {
    connection.close();
  } catch (const sql::SQLException&) {
    throw Unavailable(what);  // it was closed already
  }
  throw Unavailable(what);
}

}  // namespace

Failure::Failure(std::string_view query, int code, const std::string& what)
    : std::runtime_error("query " + std::string(query) + " failed (" + std::to_string(code) + "): " + what),
      code_(code) {}

bool Failure::passing() const { return passes(code_); }

Rows::Rows(std::unique_ptr<sql::Statement> statement, std::unique_ptr<sql::ResultSet> result,
           Session* streaming)
    : statement_(std::move(statement)), result_(std::move(result)), streaming_(streaming) {}
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;
Rows::~Rows() {
  result_.reset();
  statement_.reset();
}

bool Rows::next() {
  bool more = false;
  try {
    more = result_->next();
  } catch (const sql::SQLException& error) {
    // Rows that stay on the server end with it.
    throw Unavailable(std::string("database away between rows: ") + error.what());
  }
  if (!more && streaming_ != nullptr) {
    // The connector takes an error between rows for their end; the server still knows.
    Rows errors = std::exchange(streaming_, nullptr)->query(queries::error_count);
    if (errors.next() && errors.whole(1) != 0) throw Unavailable("rows were cut short by the database");
  }
  return more;
}

std::string Rows::text(unsigned column) const { return result_->getString(column); }
std::int64_t Rows::integer(unsigned column) const { return result_->getInt64(column); }
std::uint64_t Rows::whole(unsigned column) const { return result_->getUInt64(column); }
bool Rows::null(unsigned column) const { return result_->isNull(column); }
std::optional<std::string> Rows::text_if(unsigned column) const {
  if (null(column)) return std::nullopt;
  return text(column);
}
std::optional<std::uint64_t> Rows::whole_if(unsigned column) const {
  if (null(column)) return std::nullopt;
  return whole(column);
}

Session::Session(const Address& address, Purpose purpose) {
  std::string why = "no connection to the database";
  const std::size_t places = address.socket.empty() ? address.hosts.size() : 1;
  const std::size_t first = *address.answered;
  for (std::size_t i = 0; i < places && !connection_; ++i) {
    const std::size_t place = (first + i) % places;
    try {
      if (address.socket.empty()) {
        connection_ = connect(address, address.hosts[place].name, address.hosts[place].port, purpose);
        if (places > 1 && !ready(*connection_)) connection_.reset();
        if (connection_) *address.answered = place;
      } else {
        connection_ = connect(address, "", 0, purpose);
      }
    } catch (const sql::SQLException& error) {
      connection_.reset();
      why += std::string(": ") + error.what();
    }
  }
  if (!connection_) throw Unavailable(why);
}

Session::~Session() = default;

Rows Session::query(const Query& query, const std::vector<Value>& values) {
  return rows(query, values, sql::ResultSet::TYPE_SCROLL_INSENSITIVE);
}

Rows Session::stream(const Query& query, const std::vector<Value>& values) {
  return rows(query, values, sql::ResultSet::TYPE_FORWARD_ONLY);
}

Rows Session::rows(const Query& query, const std::vector<Value>& values, int type) {
  try {
    driver_for_this_thread();
    std::unique_ptr<sql::Statement> statement(connection_->createStatement());
    statement->setResultSetType(static_cast<sql::ResultSet::enum_type>(type));
    std::unique_ptr<sql::ResultSet> result(statement->executeQuery(written_out(query, values)));
    const bool streamed = type == sql::ResultSet::TYPE_FORWARD_ONLY;
    return {std::move(statement), std::move(result), streamed ? this : nullptr};
  } catch (const sql::SQLException& error) {
    give_up(*connection_, query.name, error);
  }
}

std::string Session::written_out(const Query& query, const std::vector<Value>& values) {
  auto& connection = dynamic_cast<sql::mysql::MySQL_Connection&>(*connection_);
  std::string text;
  auto value = values.begin();
  for (const char c : query.sql) {
    if (c != '?') {
      text += c;
      continue;
    }
    if (value == values.end()) throw Failure(query.name, 0, "fewer values than places");
    std::visit(
        [&](const auto& given) {
          using Given = std::decay_t<decltype(given)>;
          if constexpr (std::is_same_v<Given, std::monostate>) {
            text += "NULL";
          } else if constexpr (std::is_same_v<Given, std::string>) {
            text += '\'' + std::string(connection.escapeString(given)) + '\'';
          } else {
            text += std::to_string(given);
          }
        },
        *value++);
  }
  if (value != values.end()) throw Failure(query.name, 0, "more values than places");
  return text;
}

std::uint64_t Session::execute(const Query& query, const std::vector<Value>& values) {
  for (int attempt = 1;; ++attempt) {
    try {
      return execute_text(query.name, written_out(query, values));
    } catch (const Failure& failure) {
      if (in_transaction_ || !failure.passing() || attempt == kTries) throw;
    }
    pause(attempt);
  }
}

std::uint64_t Session::execute_text(std::string_view name, const std::string& text) {
  try {
    driver_for_this_thread();
    const std::unique_ptr<sql::Statement> statement(connection_->createStatement());
    const int changed = statement->executeUpdate(text);
    return changed < 0 ? 0 : static_cast<std::uint64_t>(changed);
  } catch (const sql::SQLException& error) {
    give_up(*connection_, name, error);
  }
}

std::uint64_t Session::warnings() {
  Rows count = query(queries::warning_count);
  return count.next() ? count.whole(1) : 0;
}

bool Session::alive() {
  try {
    driver_for_this_thread();
    return !connection_->isClosed() && connection_->isValid();
  } catch (const sql::SQLException&) {
    return false;
  }
}

void Session::begin() {
  run(queries::transaction_begin);
  in_transaction_ = true;
}

void Session::commit() {
  run(queries::transaction_commit);
  in_transaction_ = false;
}

void Session::roll_back() noexcept {
  in_transaction_ = false;
  try {
    run(queries::transaction_roll_back);
  } catch (const std::exception&) {
    try {
      connection_->close();            // a connection that cannot roll back rolls back by going away
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): it is away
    }
  }
}

void Session::run(const Query& query) { execute_text(query.name, std::string(query.sql)); }

Pool::Pool(Address address, std::size_t most) : address_(std::move(address)), most_(most) {}
Pool::~Pool() = default;

Pool::Lease::Lease(Pool& pool, std::unique_ptr<Session> session)
    : pool_(&pool), session_(std::move(session)) {}
Pool::Lease::~Lease() {
  if (session_) pool_->give_back(std::move(session_));
}

Pool::Lease Pool::take() {
  std::unique_ptr<Session> session;
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      session = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!session || !session->alive()) session = std::make_unique<Session>(address_, Session::Purpose::work);
  return {*this, std::move(session)};
}

std::unique_ptr<Session> Pool::session_for(Session::Purpose purpose) const {
  return std::make_unique<Session>(address_, purpose);
}

void Pool::give_back(std::unique_ptr<Session> session) {
  const std::scoped_lock lock(mutex_);
  if (idle_.size() < most_) idle_.push_back(std::move(session));
}

void in_transaction(Pool& pool, const std::function<void(Session&)>& work) {
  for (int attempt = 1;; ++attempt) {
    auto lease = pool.take();
    lease->begin();
    try {
      work(*lease);
      lease->commit();
      return;
    } catch (const Failure& failure) {
      lease->roll_back();
      const bool again = failure.passing() || failure.code() == kDuplicate;
      // A duplicate is somebody else's writing of the same key (the log's next number): the redo sees it.
      if (!again || attempt == kTries) throw;
    } catch (const Unavailable&) {
      lease.spoil();
      throw;
    } catch (...) {
      lease->roll_back();
      throw;
    }
    pause(attempt);
  }
}

std::string stamp(std::int64_t unix_milliseconds) {
  const std::time_t seconds = unix_milliseconds / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, unix_milliseconds % 1000);
}

}  // namespace rasoat::store
