#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace rasoat::access {

/// Why a password is refused. Length counts, not a mixture of signs; what everybody tries first is refused.
enum class Weakness {
  too_short,  ///< fewer than kLeastLength characters
  too_long,   ///< more than kMostLength bytes
  common,     ///< a common word, alone, repeated, or with digits and signs around it; or a run like 123456…
  own_name    ///< the user's name
};

inline constexpr std::size_t kLeastLength = 12;  ///< OURS
inline constexpr std::size_t kMostLength = 256;  ///< enough for any sentence

/// Nothing when the password will do. `common` holds lower-case words of `etc/passwords/common.txt`.
std::optional<Weakness> weakness_of(std::string_view password, std::string_view user,
                                    const std::set<std::string, std::less<>>& common);

}  // namespace rasoat::access
