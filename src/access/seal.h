#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rasoat::access {

/// A sealed text that does not open: another key, or a changed byte.
class Unsealable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// 256 bits that seal. Wiped when it goes.
class Key {
 public:
  static constexpr std::size_t kBytes = 32;

  static Key random();
  static Key from_bytes(const unsigned char* bytes);
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  const unsigned char* data() const { return bytes_.data(); }

 private:
  Key() = default;
  std::array<unsigned char, kBytes> bytes_{};
};

/// Initialises the library; call once before anything else of this room. Throws where it cannot.
void prepare_sealing();

/// The service's own key: DIR/service.key, made on first use, mode 600, raw 32 bytes. Refuses a file that
/// others may read. Everything that is sealed hangs on it.
Key load_service_key(const std::filesystem::path& file);

/// Seals a text under a key with ChaCha20-Poly1305 (RFC 8439) and a fresh random nonce; base64, so that it is
/// safe in LOAD DATA and in any column. A key may seal up to 2^32 texts; each upload has its own. An empty
/// text stays empty: "not given" is no secret.
std::string seal(const Key& key, std::string_view clear);
/// The same as bytes, appended: for a column of bytes, where base64 would be a third more.
void seal_onto(std::string& out, const Key& key, std::string_view clear);
/// The clear text of what `seal` made; throws Unsealable.
std::string unseal(const Key& key, std::string_view sealed);

/// One upload's data key, sealed under the service key, as stored beside the upload.
std::string seal_key(const Key& service, const Key& data);
Key unseal_key(const Key& service, std::string_view sealed);

/// Keyed hash of ID numbers (BLAKE2b, digits only), 32 hex digits: the same person gives the same hash, and
/// nobody without the key can try numbers. Prepared once for many numbers; any number of threads may ask.
class IdentityHash {
 public:
  explicit IdentityHash(const Key& key);
  IdentityHash(const IdentityHash&) = delete;
  IdentityHash& operator=(const IdentityHash&) = delete;
  ~IdentityHash();
  using Bytes = std::array<unsigned char, 16>;
  /// Empty for an empty number.
  std::string of(std::string_view id_number) const;
  std::optional<Bytes> bytes_of(std::string_view id_number) const;

 private:
  struct State;
  std::unique_ptr<const State> keyed_;
};
/// The hash of one number.
std::string identity_hash(const Key& key, std::string_view id_number);

/// Seals a whole file, in pieces, so that its size does not matter. The target is written aside and renamed.
void seal_file(const Key& key, const std::filesystem::path& clear, const std::filesystem::path& sealed);
/// Opens it again; throws Unsealable when a byte has changed or the end is missing.
void unseal_file(const Key& key, const std::filesystem::path& sealed, const std::filesystem::path& clear);

}  // namespace rasoat::access
