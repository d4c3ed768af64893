#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "access/seal.h"

namespace rasoat::access {

/// The service's own keys on disk: `service.key`, and `service.key.next` while a rotation is under way. From
/// the moment the next one is there, whatever is sealed is sealed under it, and both open. The files are
/// looked at on every use, so that a running service follows a rotation made by command. Any thread.
class Keyring {
 public:
  /// Makes `service.key` on first use, mode 600. Refuses a key that others may read.
  explicit Keyring(std::filesystem::path directory);

  std::string seal_key(const Key& data) const;    ///< under the newest key
  Key unseal_key(std::string_view sealed) const;  ///< throws Unsealable when no key opens it
  bool sealed_under_newest(std::string_view sealed) const;

  /// Begins a rotation, or goes on with one that was begun.
  void begin_rotation();
  bool rotating() const;
  /// Makes the next key the only one; whatever is still sealed under the old one is lost.
  void end_rotation();
  const std::filesystem::path& directory() const { return directory_; }
  Key newest() const;

 private:
  std::vector<Key> keys() const;  ///< newest first
  std::filesystem::path file() const { return directory_ / "service.key"; }
  std::filesystem::path next_file() const { return directory_ / "service.key.next"; }

  std::filesystem::path directory_;
  mutable std::mutex mutex_;  // guards the two below
  mutable std::string stamp_;
  mutable std::vector<Key> keys_;
};

inline std::string seal_key(const Keyring& service, const Key& data) { return service.seal_key(data); }
inline Key unseal_key(const Keyring& service, std::string_view sealed) { return service.unseal_key(sealed); }

}  // namespace rasoat::access
