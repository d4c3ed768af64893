#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rasoat::store {

/// Where the database is, as in the settings.
struct Address {
  struct Host {
    std::string name;
    int port = 3306;
  };
  std::string socket;       ///< a path; empty for hosts
  std::vector<Host> hosts;  ///< tried in turn
  std::string user;
  std::string database;
  std::string password;
  /// The host that answered last, which is asked first, so that a dead one costs its wait once. Copies share
  /// it.
  std::shared_ptr<std::atomic<std::size_t>> answered = std::make_shared<std::atomic<std::size_t>>(0);
};

/// Reads `/path/to.sock` or `mysql://user@host:port/db[,host2:port2]`; throws std::invalid_argument naming
/// what is wrong.
Address parse_address(std::string_view text, const std::string& user, const std::string& database,
                      const std::string& password);

}  // namespace rasoat::store
