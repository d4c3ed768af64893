#include "access/recovery.h"

#include <algorithm>
#include <array>
#include <vector>

#include <sodium.h>

#include "access/totp.h"

namespace rasoat::access {
namespace {

constexpr std::size_t kSecret = crypto_box_SECRETKEYBYTES;
constexpr std::size_t kCheck = 4;
constexpr std::size_t kGroup = 5;
constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
static_assert(crypto_box_SECRETKEYBYTES == 32 && crypto_box_PUBLICKEYBYTES == 32);

using Half = std::array<unsigned char, kSecret>;

std::string_view text_of(const unsigned char* bytes, std::size_t count) {
  return {reinterpret_cast<const char*>(bytes), count};
}

/// Says of a share which one it is and that it was typed right; it says nothing about the secret.
std::string check_of(char number, std::string_view half) {
  std::array<unsigned char, 16> hash{};
  const std::string all = std::string(1, number) + std::string(half);
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(all.data()), all.size(),
                     nullptr, 0);
  return std::string(text_of(hash.data(), kCheck));
}

/// `1-ABCDE-FGHIJ-…`
std::string printed(char number, const Half& half) {
  const std::string bytes(text_of(half.data(), half.size()));
  const std::string letters = base32(bytes + check_of(number, bytes));
  std::string text(1, number);
  for (std::size_t at = 0; at < letters.size(); at += kGroup) text += "-" + letters.substr(at, kGroup);
  return text;
}

/// RFC 4648 base32; nothing for a letter that is none of it.
std::optional<std::string> from_base32(std::string_view letters) {
  std::string bytes;
  unsigned held = 0;
  int bits = 0;
  for (const char c : letters) {
    const int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    if (value < 0) return std::nullopt;
    held = (held << 5U | static_cast<unsigned>(value)) & 0xFFFU;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> static_cast<unsigned>(bits) & 0xFFU);
  }
  return bytes;
}

struct Share {
  char number = '0';
  Half half{};
};

std::optional<Share> read(std::string_view typed) {
  const std::string tidy = tidy_code(typed);
  if (tidy.size() < 2 || (tidy[0] != '1' && tidy[0] != '2')) return std::nullopt;
  const auto bytes = from_base32(std::string_view(tidy).substr(1));
  if (!bytes || bytes->size() != kSecret + kCheck) return std::nullopt;
  Share share{tidy[0], {}};
  std::copy_n(bytes->begin(), kSecret, share.half.begin());
  if (bytes->substr(kSecret) != check_of(tidy[0], bytes->substr(0, kSecret))) return std::nullopt;
  return share;
}

}  // namespace

RecoveryPair make_recovery() {
  std::array<unsigned char, crypto_box_PUBLICKEYBYTES> open{};
  Half secret{};
  Half first{};
  crypto_box_keypair(open.data(), secret.data());
  randombytes_buf(first.data(), first.size());
  Half second{};
  for (std::size_t i = 0; i < kSecret; ++i) second[i] = secret[i] ^ first[i];
  RecoveryPair pair{std::string(text_of(open.data(), open.size())),
                    {printed('1', first), printed('2', second)}};
  sodium_memzero(secret.data(), secret.size());
  return pair;
}

std::string seal_for_recovery(std::string_view public_half, std::string_view clear) {
  std::vector<unsigned char> sealed(clear.size() + crypto_box_SEALBYTES);
  crypto_box_seal(sealed.data(), reinterpret_cast<const unsigned char*>(clear.data()), clear.size(),
                  reinterpret_cast<const unsigned char*>(public_half.data()));
  std::string text(sodium_base64_ENCODED_LEN(sealed.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), sealed.data(), sealed.size(), kVariant);
  text.pop_back();  // the terminator it writes
  return text;
}

std::optional<std::string> open_with_shares(std::string_view one, std::string_view other,
                                            std::string_view sealed) {
  const auto first = read(one);
  const auto second = read(other);
  if (!first || !second || first->number == second->number) return std::nullopt;
  Half secret{};
  for (std::size_t i = 0; i < kSecret; ++i) secret[i] = first->half[i] ^ second->half[i];
  std::array<unsigned char, crypto_box_PUBLICKEYBYTES> open{};
  crypto_scalarmult_base(open.data(), secret.data());
  std::vector<unsigned char> bytes(sealed.size());
  std::size_t count = 0;
  const bool decoded = sodium_base642bin(bytes.data(), bytes.size(), sealed.data(), sealed.size(), "\r\n ",
                                         &count, nullptr, kVariant) == 0;
  if (!decoded || count < crypto_box_SEALBYTES) return std::nullopt;
  std::string clear(count - crypto_box_SEALBYTES, '\0');
  const int opened = crypto_box_seal_open(reinterpret_cast<unsigned char*>(clear.data()), bytes.data(), count,
                                          open.data(), secret.data());
  sodium_memzero(secret.data(), secret.size());
  if (opened != 0) return std::nullopt;
  return clear;
}

}  // namespace rasoat::access
