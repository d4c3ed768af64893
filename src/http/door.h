#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace Poco::Net {
class ServerSocket;
}

namespace rasoat::http {

/// Where connections arrive: the listening socket and its certificate. It stays while servers behind it
/// change, so a reload refuses nobody. Used by one thread at a time.
class Door {
 public:
  struct Place {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0 = any free one
    std::string certificate;    ///< with `key`: TLS 1.2 or newer
    std::string key;
  };

  /// Listens at once; a port that somebody listens on is taken. Throws std::runtime_error naming the place.
  explicit Door(const Place& place);
  ~Door();
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;

  bool tls() const;
  std::uint16_t port() const;
  /// Shares the socket with a server.
  const Poco::Net::ServerSocket& socket() const;
  /// Connections from now on get this certificate. Throws, and keeps the one there is, where it does not fit
  /// its key.
  void renew(const std::string& certificate, const std::string& key);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace rasoat::http
