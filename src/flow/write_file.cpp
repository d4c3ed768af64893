#include "flow/write_file.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rasoat::flow {
namespace {

/// An open descriptor and, until kept, the file behind it.
class Aside {
 public:
  explicit Aside(std::string path) : path_(std::move(path)) {
    descriptor_ = ::mkstemp(path_.data());
    if (descriptor_ < 0) fail();
  }
  ~Aside() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
  }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) fail();
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    // Made by mkstemp for its owner only; a delivered report is for its readers.
    if (::fchmod(descriptor_, 0644) != 0 || ::fsync(descriptor_) != 0) fail();
  }
  void rename_to(const std::filesystem::path& path) {
    if (::rename(path_.c_str(), path.c_str()) != 0) fail();
    kept_ = true;
  }

 private:
  [[noreturn]] void fail() const { throw std::system_error(errno, std::generic_category(), path_); }
  std::string path_;
  int descriptor_ = -1;
  bool kept_ = false;
};

void flush_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // a folder that cannot be opened for reading is flushed by the system itself
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  Aside aside((folder / ("." + path.filename().string() + ".XXXXXX")).string());
  aside.write(bytes);
  aside.rename_to(path);
  flush_folder(folder);
}

}  // namespace rasoat::flow
