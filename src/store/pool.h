#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "store/address.h"
#include "store/query.h"

namespace sql {
class Connection;
class ResultSet;
class Statement;
}  // namespace sql

namespace rasoat::store {

/// The database cannot be had now: try again later. Nothing was done.
class Unavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A statement failed for a reason that trying again does not mend; the text names the query.
class Failure : public std::runtime_error {
 public:
  Failure(std::string_view query, int code, const std::string& what);
  int code() const { return code_; }
  bool passing() const;  ///< a deadlock or a failed certification: the whole transaction may be redone

 private:
  int code_;
};

/// A value for a `?`: nothing is NULL.
using Value = std::variant<std::monostate, std::int64_t, std::uint64_t, std::string>;

class Session;

/// One row under the cursor; columns count from 1. Numbers are read whole, never through a double.
class Rows {
 public:
  /// `streaming` is the session whose server still holds the rows, or null.
  Rows(std::unique_ptr<sql::Statement> statement, std::unique_ptr<sql::ResultSet> result, Session* streaming);
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) noexcept;
  ~Rows();

  /// False at the end. Rows that the server could not give to the end are Unavailable, never a shorter
  /// answer.
  bool next();
  std::string text(unsigned column) const;
  std::int64_t integer(unsigned column) const;
  std::uint64_t whole(unsigned column) const;
  bool null(unsigned column) const;
  std::optional<std::string> text_if(unsigned column) const;
  std::optional<std::uint64_t> whole_if(unsigned column) const;

 private:
  std::unique_ptr<sql::Statement> statement_;  // must outlive its result
  std::unique_ptr<sql::ResultSet> result_;
  Session* streaming_;  // to be asked at the end whether it was the end
};

/// One connection, used by one thread at a time. Values are written into the statement, quoted by the
/// connector, and nothing is prepared: closing a prepared statement is a message without an answer, so that a
/// node of a cluster that has just rolled the transaction back cannot say so there, and the rest of it would
/// be done by halves.
class Session {
 public:
  /// Work waits 30 s for an answer, so that a server that is stopped or cut off holds nobody up for longer;
  /// loading may LOAD DATA LOCAL besides; a migration that rewrites a large table takes the time it takes.
  enum class Purpose { work, loading, migrating };

  Session(const Address& address, Purpose purpose);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Rows query(const Query& query, const std::vector<Value>& values = {});
  /// Like `query`, but rows stay on the server until asked for: no second statement meanwhile.
  Rows stream(const Query& query, const std::vector<Value>& values = {});
  /// Returns the number of rows changed. A deadlock outside of a transaction is tried again here, since
  /// nothing else has to be.
  std::uint64_t execute(const Query& query, const std::vector<Value>& values = {});
  /// Statements made by the store itself (migrations, LOAD DATA, many-row inserts), named for errors.
  std::uint64_t execute_text(std::string_view name, const std::string& text);
  std::uint64_t warnings();
  bool alive();

  /// A commit that the server refuses is a Failure like any other: nothing of the transaction is there.
  void begin();
  void commit();
  void roll_back() noexcept;

 private:
  void run(const Query& query);
  Rows rows(const Query& query, const std::vector<Value>& values, int type);
  std::string written_out(const Query& query, const std::vector<Value>& values);
  std::unique_ptr<sql::Connection> connection_;
  bool in_transaction_ = false;
};

/// Connections for short use. Any thread may take one; it comes back by itself. A dead one is dropped, never
/// reconnected (a reconnect would lose the transaction without a word).
class Pool {
 public:
  explicit Pool(Address address, std::size_t most = 8);
  ~Pool();

  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Session> session);
    Lease(Lease&&) noexcept = default;
    ~Lease();
    Session& operator*() { return *session_; }
    Session* operator->() { return session_.get(); }
    /// Not to be given back: something on it is unfinished.
    void spoil() { session_.reset(); }

   private:
    Pool* pool_;
    std::unique_ptr<Session> session_;
  };

  Lease take();
  /// A connection of its own; not pooled.
  std::unique_ptr<Session> session_for(Session::Purpose purpose) const;
  const Address& address() const { return address_; }

 private:
  friend class Lease;
  void give_back(std::unique_ptr<Session> session);

  Address address_;
  std::size_t most_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Session>> idle_;
};

/// Runs `work` in one transaction and commits it. A deadlock or a failed certification (1213, 1205) redoes
/// the whole of it, up to ten times; a lost connection gives Unavailable, and nothing of it is there.
void in_transaction(Pool& pool, const std::function<void(Session&)>& work);

/// Now, as the database stores it: UTC, milliseconds.
std::string stamp(std::int64_t unix_milliseconds);

}  // namespace rasoat::store
