#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rasoat::access {

/// The way back when the machine with the service key is lost: whatever is sealed for the public half opens
/// with both printed shares together and with neither alone. Nothing secret of it stays on the machine, so a
/// rotation can seal the new key without anybody bringing the shares.
struct RecoveryPair {
  std::string public_half;  ///< 32 bytes; kept on disk
  std::pair<std::string, std::string> shares;
};
RecoveryPair make_recovery();

/// A sealed box (X25519, XSalsa20-Poly1305) in base64.
std::string seal_for_recovery(std::string_view public_half, std::string_view clear);

/// What two people type: groups, dashes, spaces and small letters do not matter. Nothing when a share is
/// mistyped (each carries a check), both are the same, or they are of another pair.
std::optional<std::string> open_with_shares(std::string_view one, std::string_view other,
                                            std::string_view sealed);

}  // namespace rasoat::access
