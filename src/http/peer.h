#pragma once

#include <string>
#include <vector>

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/IPAddress.h>

namespace rasoat::http {

/// Who is at the other end, and by which name and in which way they called.
struct Peer {
  std::string address;  ///< of the client; of IPv6 the first 64 bits, which one customer has
  std::string host;     ///< as the client called it
  bool secure = false;  ///< over TLS, here or at the proxy
};

/// Reverse proxies whose X-Forwarded-For, -Proto and -Host are believed: addresses or networks
/// (`10.0.0.0/8`), comma-separated; none believes nobody. Also the names the service is called by. Throws
/// std::invalid_argument for what is no address. Any thread.
class Peers {
 public:
  Peers(const std::string& proxies, const std::string& hosts, bool tls);
  Peer of(const Poco::Net::HTTPServerRequest& request) const;
  /// False when the service has names and is called by another one.
  bool known_host(const std::string& host) const;

 private:
  struct Network {
    Poco::Net::IPAddress address;
    unsigned bits = 0;
  };
  bool trusted(const Poco::Net::IPAddress& address) const;

  std::vector<Network> proxies_;
  std::vector<std::string> hosts_;
  bool tls_;
};

}  // namespace rasoat::http
