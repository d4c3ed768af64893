#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rasoat::access {

/// One-time passwords by time, RFC 6238 with HMAC-SHA-1 and steps of 30 seconds (what every authenticator
/// application speaks).
inline constexpr std::int64_t kTotpStep = 30;

/// The code of one step, RFC 4226 section 5.3, with leading zeros.
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);

/// The step a code is of, looking one step back and ahead for clocks that differ; nothing when it fits none
/// of them or is of a step not after `last_step`, so that no code counts twice (RFC 6238 section 5.2).
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code,
                                      std::int64_t unix_seconds, std::int64_t last_step);

/// 160 random bits, as RFC 4226 recommends.
std::string totp_secret();
/// RFC 4648 base32 without padding: what is typed into an authenticator.
std::string base32(std::string_view bytes);
/// `otpauth://totp/…`, for a QR code.
std::string totp_address(std::string_view secret, std::string_view user, std::string_view issuer);

/// Ten codes of 16 characters (80 bits) for the day the telephone is lost; each counts once.
std::vector<std::string> recovery_codes();
/// Without spaces and dashes, in capitals: as it is hashed.
std::string tidy_code(std::string_view typed);

}  // namespace rasoat::access
