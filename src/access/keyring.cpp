#include "access/keyring.h"

#include <sys/stat.h>

namespace rasoat::access {
namespace {

/// What tells one state of a file from another; empty where there is none.
std::string stamp_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return "";
  return std::to_string(status.st_ino) + "." + std::to_string(status.st_mtim.tv_sec) + "." +
         std::to_string(status.st_mtim.tv_nsec);
}

bool opens(const Key& key, std::string_view sealed) {
  try {
    unseal_key(key, sealed);
    return true;
  } catch (const Unsealable&) {
    return false;
  }
}

}  // namespace

Keyring::Keyring(std::filesystem::path directory) : directory_(std::move(directory)) {
  prepare_sealing();
  keys();
}

std::vector<Key> Keyring::keys() const {
  const std::scoped_lock lock(mutex_);
  // Looked at before reading: a change meanwhile is seen the next time.
  const std::string stamp = stamp_of(file()) + "/" + stamp_of(next_file());
  if (keys_.empty() || stamp != stamp_) {
    std::vector<Key> fresh;
    if (std::filesystem::exists(next_file())) fresh.push_back(load_service_key(next_file()));
    fresh.push_back(load_service_key(file()));
    keys_ = std::move(fresh);
    stamp_ = stamp;
  }
  return keys_;
}

Key Keyring::newest() const { return keys().front(); }

std::string Keyring::seal_key(const Key& data) const { return access::seal_key(newest(), data); }

Key Keyring::unseal_key(std::string_view sealed) const {
  const auto all = keys();
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (opens(all[i], sealed)) return access::unseal_key(all[i], sealed);
  }
  return access::unseal_key(all.back(), sealed);
}

bool Keyring::sealed_under_newest(std::string_view sealed) const { return opens(newest(), sealed); }

void Keyring::begin_rotation() { load_service_key(next_file()); }

bool Keyring::rotating() const { return std::filesystem::exists(next_file()); }

void Keyring::end_rotation() { std::filesystem::rename(next_file(), file()); }

}  // namespace rasoat::access
