#include "access/totp.h"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

namespace rasoat::access {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

bool same(std::string_view one, std::string_view other) {
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter[7 - i] = static_cast<unsigned char>((static_cast<std::uint64_t>(step) >> (8 * i)) & 0xFFU);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(),
           hash.data(), &size) == nullptr) {
    throw std::runtime_error("HMAC-SHA-1 is not to be had");
  }
  // RFC 4226 section 5.3: four bytes at the offset that the last half byte names, without the sign.
  const std::size_t offset = hash[size - 1] & 0x0FU;
  std::uint32_t number = (hash[offset] & 0x7FU);
  for (std::size_t i = 1; i < 4; ++i) number = (number << 8U) | hash[offset + i];
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  const std::string text = std::to_string(number % modulus);
  return std::string(static_cast<std::size_t>(digits) - text.size(), '0') + text;
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code,
                                      std::int64_t unix_seconds, std::int64_t last_step) {
  const std::int64_t now = unix_seconds / kTotpStep;
  std::optional<std::int64_t> fits;
  for (const std::int64_t step : {now - 1, now, now + 1}) {
    if (same(totp_code(secret, step), code) && step > last_step) fits = step;
  }
  return fits;
}

std::string totp_secret() { return random_bytes(20); }

std::string base32(std::string_view bytes) {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(byte);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += kBase32[(held >> static_cast<unsigned>(bits)) & 31U];
    }
  }
  if (bits > 0) text += kBase32[(held << static_cast<unsigned>(5 - bits)) & 31U];
  return text;
}

std::string totp_address(std::string_view secret, std::string_view user, std::string_view issuer) {
  // User names are letters, digits and `._-@`, which need no escape here except the last.
  std::string name;
  for (const char c : user) name += c == '@' ? "%40" : std::string(1, c);
  return "otpauth://totp/" + std::string(issuer) + ":" + name + "?secret=" + base32(secret) +
         "&issuer=" + std::string(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

std::vector<std::string> recovery_codes() {
  std::vector<std::string> codes;
  for (int i = 0; i < 10; ++i) {
    std::string code = base32(random_bytes(10));
    for (const std::size_t at : {12U, 8U, 4U}) code.insert(at, 1, '-');
    codes.push_back(std::move(code));
  }
  return codes;
}

std::string tidy_code(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return code;
}

}  // namespace rasoat::access
