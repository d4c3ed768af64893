#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "http/message.h"

namespace rasoat::http {

/// gzip of a text, for slow lines.
std::string packed(const std::string& text);

/// The browser application, read into memory once: nothing that is not in its folder can be asked for.
/// Immutable; any thread.
class StaticFiles {
 public:
  /// A folder that is not there gives a service without pages.
  explicit StaticFiles(const std::filesystem::path& directory);

  /// The file of a path, or the application's page for addresses it routes itself; null for a file that is
  /// not there (a path whose last part has an ending).
  const Response* find(const std::string& path) const;
  bool empty() const { return files_.empty(); }

 private:
  std::map<std::string, Response> files_;
};

}  // namespace rasoat::http
