#include "access/delay.h"

#include <algorithm>

#include "access/passwords.h"

namespace rasoat::access {

std::int64_t wait_after(const DelayRule& rule, std::uint64_t failures) {
  if (failures < rule.free) return 0;
  const std::uint64_t doublings = std::min<std::uint64_t>(failures - rule.free, 30);
  return std::min(std::int64_t{1} << doublings, rule.most_seconds);
}

std::string account_bucket(std::string_view user, std::string_view address) {
  return token_hash("account\n" + std::string(user) + "\n" + std::string(address));
}

std::string address_bucket(std::string_view address) {
  return token_hash("address\n" + std::string(address));
}

}  // namespace rasoat::access
