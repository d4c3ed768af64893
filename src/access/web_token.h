#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rasoat::access {

// What log-in at an identity provider needs of cryptography (RFC 7515, 7518, 7636).

std::string base64url(std::string_view bytes);  ///< RFC 4648 section 5, without padding
std::optional<std::string> from_base64url(std::string_view text);

/// PKCE: what is sent first of a verifier that is shown later (RFC 7636 section 4.2, S256).
std::string pkce_challenge(std::string_view verifier);

/// True when the signature is that of RS256 (RFC 7518 section 3.3) over the message by the RSA key of this
/// modulus and exponent, of at least 2,048 bits. Never throws for what others sent.
bool rs256_fits(std::string_view message, std::string_view signature, std::string_view modulus,
                std::string_view exponent);

/// The parts of a signed token (RFC 7515 section 3.1), decoded; nothing when it has not three of them.
struct WebToken {
  std::string header;   ///< JSON
  std::string payload;  ///< JSON
  std::string signature;
  std::string signed_part;  ///< what the signature is over
};
std::optional<WebToken> web_token(std::string_view text);

}  // namespace rasoat::access
