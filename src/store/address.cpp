#include "store/address.h"

#include <stdexcept>

namespace rasoat::store {

Address parse_address(std::string_view text, const std::string& user, const std::string& database,
                      const std::string& password) {
  Address address{{}, {}, user, database, password};
  if (!text.empty() && text.front() == '/') {
    address.socket = text;
    return address;
  }
  constexpr std::string_view scheme = "mysql://";
  if (text.substr(0, scheme.size()) != scheme) {
    throw std::invalid_argument("the database address must be a socket path or mysql://user@host:port/db");
  }
  text.remove_prefix(scheme.size());
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    address.user = text.substr(0, at);
    text.remove_prefix(at + 1);
    if (address.user.find(':') != std::string::npos) {
      throw std::invalid_argument(
          "a password does not belong into the database address: use RASOAT_DATABASE_PASSWORD");
    }
  }
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    std::string_view name = text.substr(slash + 1);
    std::string_view more;
    if (const auto comma = name.find(','); comma != std::string_view::npos) {
      more = name.substr(comma);
      name = name.substr(0, comma);
    }
    if (!name.empty()) address.database = name;
    const std::string hosts = std::string(text.substr(0, slash)) + std::string(more);
    std::string_view rest(hosts);
    while (!rest.empty()) {
      const auto comma = rest.find(',');
      const std::string_view host = rest.substr(0, comma);
      const auto colon = host.rfind(':');
      Address::Host place{std::string(host.substr(0, colon)), 3306};
      if (colon != std::string_view::npos) place.port = std::stoi(std::string(host.substr(colon + 1)));
      address.hosts.push_back(std::move(place));
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    return address;
  }
  throw std::invalid_argument("the database address names no database: mysql://user@host:port/db");
}

}  // namespace rasoat::store
