#pragma once

#include <string>
#include <string_view>

namespace rasoat::access {

/// How hard a hash is made; tests use `quick`, everything else `interactive`.
enum class Effort { interactive, quick };

/// argon2id (RFC 9106) through libsodium; the result carries its own salt and parameters.
std::string hash_password(std::string_view password, Effort effort = Effort::interactive);
/// Takes the same time whether or not the password fits. An empty hash never fits, at the same cost, so that
/// a missing account cannot be told from a wrong password.
bool password_fits(std::string_view password, const std::string& hash);

/// A readable random password of 16 letters and digits without look-alikes (about 80 bits).
std::string random_password();

/// 256 random bits in hex: a session or an exporter's token. Only its hash is stored.
std::string random_token();
std::string token_hash(std::string_view token);

}  // namespace rasoat::access
