#include "access/seal.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <vector>

#include <fcntl.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rasoat::access {
namespace {

constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
// 96 random bits: a key seals the texts of one upload, at most some millions, so that two of its nonces are
// the same with a chance of under one in 2^50; each byte less is one less for every household stored.
constexpr std::size_t kNonce = crypto_aead_chacha20poly1305_IETF_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_chacha20poly1305_IETF_ABYTES;
constexpr std::size_t kPiece = 64 * 1024;

/// OpenSSL's encoder: what it writes is no secret, so it need not take the same time for every byte as
/// libsodium's does, which would cost a list of households more than the sealing itself.
std::string to_base64(const unsigned char* bytes, std::size_t count) {
  std::string text((count + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes, static_cast<int>(count));
  text.resize((count * 4 + 2) / 3);  // the variant without padding
  return text;
}

/// A fresh nonce, from random bytes fetched for many at once: each request is a call of the kernel.
void fill_nonce(unsigned char* nonce) {
  constexpr std::size_t kAtOnce = 128;
  thread_local std::array<unsigned char, kNonce * kAtOnce> pool;
  thread_local std::size_t used = kAtOnce;
  if (used == kAtOnce) {
    randombytes_buf(pool.data(), pool.size());
    used = 0;
  }
  std::copy_n(pool.data() + used++ * kNonce, kNonce, nonce);
}

std::vector<unsigned char> from_base64(std::string_view text) {
  std::vector<unsigned char> bytes(text.size());
  std::size_t count = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &count, nullptr,
                        kVariant) != 0) {
    throw Unsealable("a sealed text is not base64");
  }
  bytes.resize(count);
  return bytes;
}

void seal_bytes(std::string& out, const Key& key, const unsigned char* clear, std::size_t count) {
  const std::size_t begin = out.size();
  out.resize(begin + kNonce + count + kTag);
  auto* const nonce = reinterpret_cast<unsigned char*>(out.data() + begin);
  fill_nonce(nonce);
  crypto_aead_chacha20poly1305_ietf_encrypt(nonce + kNonce, nullptr, clear, count, nullptr, 0, nullptr, nonce,
                                            key.data());
}

std::string sealed_text(const Key& key, const unsigned char* clear, std::size_t count) {
  std::string bytes;
  seal_bytes(bytes, key, clear, count);
  return to_base64(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::vector<unsigned char> unseal_bytes(const Key& key, std::string_view sealed) {
  const auto bytes = from_base64(sealed);
  if (bytes.size() < kNonce + kTag) throw Unsealable("a sealed text is too short");
  std::vector<unsigned char> clear(bytes.size() - kNonce - kTag);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(clear.data(), nullptr, nullptr, bytes.data() + kNonce,
                                                bytes.size() - kNonce, nullptr, 0, bytes.data(),
                                                key.data()) != 0) {
    throw Unsealable("a sealed text does not open with this key");
  }
  return clear;
}

/// A file being written; gone again when it is not finished, as on a full disk.
class Unfinished {
 public:
  explicit Unfinished(std::filesystem::path path) : path_(std::move(path)) {}
  ~Unfinished() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  void keep() { path_.clear(); }

 private:
  std::filesystem::path path_;
};

void require(bool done, const std::filesystem::path& path) {
  if (!done) throw std::runtime_error("cannot read or write " + path.string());
}

}  // namespace

Key Key::random() {
  Key key;
  randombytes_buf(key.bytes_.data(), kBytes);
  return key;
}

Key Key::from_bytes(const unsigned char* bytes) {
  Key key;
  std::copy_n(bytes, kBytes, key.bytes_.begin());
  return key;
}

Key::~Key() { sodium_memzero(bytes_.data(), kBytes); }

void prepare_sealing() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

Key load_service_key(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    // Written aside and linked: of two that start at once one makes the key and the other reads all of it,
    // and one that dies meanwhile leaves no half of a key.
    const Key fresh = Key::random();
    std::string aside = file.string() + ".XXXXXX";
    const int handle = ::mkostemp(aside.data(), O_CLOEXEC);
    if (handle >= 0) {
      bool made = ::write(handle, fresh.data(), Key::kBytes) == static_cast<ssize_t>(Key::kBytes) &&
                  ::fsync(handle) == 0;
      ::close(handle);
      made = made && (::link(aside.c_str(), file.c_str()) == 0 || errno == EEXIST);
      ::unlink(aside.c_str());
      require(made, file);
    }
  }
  struct stat status {};
  require(::stat(file.c_str(), &status) == 0, file);
  if ((status.st_mode & 077) != 0) {
    throw std::runtime_error(file.string() + " may be read by others: chmod 600 it");
  }
  std::ifstream in(file, std::ios::binary);
  std::array<char, Key::kBytes + 1> bytes{};
  in.read(bytes.data(), bytes.size());
  if (in.gcount() != static_cast<std::streamsize>(Key::kBytes)) {
    throw std::runtime_error(file.string() + " is no key of 32 bytes");
  }
  return Key::from_bytes(reinterpret_cast<const unsigned char*>(bytes.data()));
}

std::string seal(const Key& key, std::string_view clear) {
  if (clear.empty()) return {};
  return sealed_text(key, reinterpret_cast<const unsigned char*>(clear.data()), clear.size());
}

void seal_onto(std::string& out, const Key& key, std::string_view clear) {
  if (clear.empty()) return;
  seal_bytes(out, key, reinterpret_cast<const unsigned char*>(clear.data()), clear.size());
}

std::string unseal(const Key& key, std::string_view sealed) {
  if (sealed.empty()) return {};
  const auto clear = unseal_bytes(key, sealed);
  return {clear.begin(), clear.end()};
}

std::string seal_key(const Key& service, const Key& data) {
  return sealed_text(service, data.data(), Key::kBytes);
}

Key unseal_key(const Key& service, std::string_view sealed) {
  const auto bytes = unseal_bytes(service, sealed);
  if (bytes.size() != Key::kBytes) throw Unsealable("a sealed key has a wrong size");
  return Key::from_bytes(bytes.data());
}

struct IdentityHash::State {
  crypto_generichash_state state;
};

IdentityHash::IdentityHash(const Key& key) {
  auto keyed = std::make_unique<State>();
  crypto_generichash_init(&keyed->state, key.data(), Key::kBytes, sizeof(Bytes));
  keyed_ = std::move(keyed);
}
IdentityHash::~IdentityHash() = default;

std::optional<IdentityHash::Bytes> IdentityHash::bytes_of(std::string_view id_number) const {
  std::string digits;
  std::copy_if(id_number.begin(), id_number.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  if (digits.empty()) return std::nullopt;
  // The state after the key is a plain value: a copy of it goes on from there.
  crypto_generichash_state state = keyed_->state;
  Bytes hash{};
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(digits.data()), digits.size());
  crypto_generichash_final(&state, hash.data(), hash.size());
  return hash;
}

std::string IdentityHash::of(std::string_view id_number) const {
  const auto hash = bytes_of(id_number);
  if (!hash) return {};
  std::string hex(2 * hash->size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash->data(), hash->size());
  hex.pop_back();
  return hex;
}

std::string identity_hash(const Key& key, std::string_view id_number) {
  return IdentityHash(key).of(id_number);
}

void seal_file(const Key& key, const std::filesystem::path& clear, const std::filesystem::path& sealed) {
  const std::filesystem::path aside = sealed.string() + ".part" + std::to_string(::getpid());
  std::ifstream in(clear, std::ios::binary);
  std::ofstream out(aside, std::ios::binary | std::ios::trunc);
  Unfinished unfinished(aside);
  require(in.good() && out.good(), clear);
  crypto_secretstream_xchacha20poly1305_state state;
  std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
  crypto_secretstream_xchacha20poly1305_init_push(&state, header.data(), key.data());
  out.write(reinterpret_cast<const char*>(header.data()), header.size());
  std::vector<unsigned char> piece(kPiece);
  std::vector<unsigned char> cipher(kPiece + crypto_secretstream_xchacha20poly1305_ABYTES);
  bool last = false;
  while (!last) {
    in.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(kPiece));
    const auto count = static_cast<std::size_t>(in.gcount());
    last = in.peek() == std::char_traits<char>::eof();
    unsigned long long size = 0;
    crypto_secretstream_xchacha20poly1305_push(&state, cipher.data(), &size, piece.data(), count, nullptr, 0,
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    out.write(reinterpret_cast<const char*>(cipher.data()), static_cast<std::streamsize>(size));
  }
  out.close();
  require(out.good(), aside);
  std::filesystem::rename(aside, sealed);
  unfinished.keep();
}

void unseal_file(const Key& key, const std::filesystem::path& sealed, const std::filesystem::path& clear) {
  std::ifstream in(sealed, std::ios::binary);
  std::ofstream out(clear, std::ios::binary | std::ios::trunc);
  Unfinished unfinished(clear);
  require(in.good() && out.good(), sealed);
  std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
  in.read(reinterpret_cast<char*>(header.data()), header.size());
  crypto_secretstream_xchacha20poly1305_state state;
  if (in.gcount() != static_cast<std::streamsize>(header.size()) ||
      crypto_secretstream_xchacha20poly1305_init_pull(&state, header.data(), key.data()) != 0) {
    throw Unsealable(sealed.string() + " has no header");
  }
  std::vector<unsigned char> cipher(kPiece + crypto_secretstream_xchacha20poly1305_ABYTES);
  std::vector<unsigned char> piece(kPiece);
  unsigned char tag = 0;
  while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
    in.read(reinterpret_cast<char*>(cipher.data()), static_cast<std::streamsize>(cipher.size()));
    const auto count = static_cast<std::size_t>(in.gcount());
    unsigned long long size = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state, piece.data(), &size, &tag, cipher.data(), count,
                                                   nullptr, 0) != 0) {
      throw Unsealable(sealed.string() + " was changed or cut");
    }
    out.write(reinterpret_cast<const char*>(piece.data()), static_cast<std::streamsize>(size));
  }
  out.close();
  require(out.good(), clear);
  unfinished.keep();
}

}  // namespace rasoat::access
