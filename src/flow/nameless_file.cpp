#include "flow/nameless_file.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace rasoat::flow {

NamelessFile::NamelessFile(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  file_ = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file_ < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT)) {
    // A file system without nameless files: made with a name that is taken away at once.
    std::string name = (folder / "part-XXXXXX").string();
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ >= 0) ::unlink(name.c_str());
  }
  if (file_ < 0) throw std::system_error(errno, std::generic_category(), "cannot open a nameless file");
}

NamelessFile::~NamelessFile() { ::close(file_); }

std::filesystem::path NamelessFile::path() const { return "/proc/self/fd/" + std::to_string(file_); }

std::string NamelessFile::bytes() const {
  std::ifstream in(path(), std::ios::binary);
  std::string all{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw std::system_error(errno, std::generic_category(), "cannot read a nameless file");
  return all;
}

}  // namespace rasoat::flow
