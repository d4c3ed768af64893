#include "http/peer.h"

#include <algorithm>
#include <stdexcept>

#include <Poco/String.h>
#include <Poco/StringTokenizer.h>

namespace rasoat::http {
namespace {

using Poco::Net::IPAddress;

std::vector<std::string> listed(const std::string& text) {
  const Poco::StringTokenizer parts(
      text, ",", Poco::StringTokenizer::TOK_TRIM | Poco::StringTokenizer::TOK_IGNORE_EMPTY);
  return {parts.begin(), parts.end()};
}

/// `::ffff:10.0.0.1` is 10.0.0.1.
IPAddress plain(const IPAddress& address) {
  if (address.family() != IPAddress::IPv6 || !address.isIPv4Mapped()) return address;
  const std::string text = address.toString();
  IPAddress inner;
  return IPAddress::tryParse(text.substr(text.rfind(':') + 1), inner) ? inner : address;
}

std::string counted(const IPAddress& address) {
  if (address.family() != IPAddress::IPv6) return address.toString();
  return (address & IPAddress(64U, IPAddress::IPv6)).toString();
}

/// Without the port; lower case.
std::string name_of(const std::string& host) {
  const auto bracket = host.rfind(']');
  const auto colon = host.rfind(':');
  const bool port = colon != std::string::npos && (bracket == std::string::npos || colon > bracket);
  return Poco::toLower(port ? host.substr(0, colon) : host);
}

}  // namespace

Peers::Peers(const std::string& proxies, const std::string& hosts, bool tls) : tls_(tls) {
  for (const std::string& text : listed(proxies)) {
    const auto slash = text.find('/');
    Network network;
    if (!IPAddress::tryParse(text.substr(0, slash), network.address))
      throw std::invalid_argument("http.trusted_proxies: " + text + " is no address");
    const unsigned most = network.address.family() == IPAddress::IPv6 ? 128 : 32;
    network.bits = most;
    if (slash != std::string::npos) {
      const std::string bits = text.substr(slash + 1);
      const bool digits =
          !bits.empty() && bits.size() < 4 && bits.find_first_not_of("0123456789") == std::string::npos;
      network.bits = digits ? static_cast<unsigned>(std::stoul(bits)) : most + 1;
    }
    if (network.bits > most) throw std::invalid_argument("http.trusted_proxies: " + text + " is no network");
    proxies_.push_back(network);
  }
  for (const std::string& host : listed(hosts)) hosts_.push_back(Poco::toLower(host));
}

bool Peers::trusted(const IPAddress& address) const {
  return std::any_of(proxies_.begin(), proxies_.end(), [&](const Network& network) {
    if (network.address.family() != address.family()) return false;
    const IPAddress mask(network.bits, address.family());
    return (address & mask) == (network.address & mask);
  });
}

Peer Peers::of(const Poco::Net::HTTPServerRequest& request) const {
  IPAddress client = plain(request.clientAddress().host());
  Peer peer{"", request.get("Host", ""), tls_};
  if (trusted(client)) {
    // From the right: each proxy appended whom it saw; the first that is no proxy of ours is the client.
    auto hops = listed(request.get("X-Forwarded-For", ""));
    for (auto hop = hops.rbegin(); hop != hops.rend() && trusted(client); ++hop) {
      IPAddress next;
      if (!IPAddress::tryParse(*hop, next)) break;
      client = plain(next);
    }
    peer.host = request.get("X-Forwarded-Host", peer.host);
    peer.secure = peer.secure || Poco::toLower(request.get("X-Forwarded-Proto", "")) == "https";
  }
  peer.address = counted(client);
  return peer;
}

bool Peers::known_host(const std::string& host) const {
  return hosts_.empty() || std::find(hosts_.begin(), hosts_.end(), name_of(host)) != hosts_.end();
}

}  // namespace rasoat::http
