#pragma once

#include <filesystem>
#include <string>

namespace rasoat::flow {

/// A file without a name, gone with the object and with the process: what is in clear for a moment must not
/// be left behind. It is opened again, also by libraries, through `path`.
class NamelessFile {
 public:
  explicit NamelessFile(const std::filesystem::path& folder);
  ~NamelessFile();
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;

  std::filesystem::path path() const;
  std::string bytes() const;

 private:
  int file_ = -1;
};

}  // namespace rasoat::flow
