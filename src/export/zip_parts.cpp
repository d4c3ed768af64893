#include "export/zip_parts.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zip.h>

namespace rasoat::export_ {

TemporaryFile::TemporaryFile() {
  std::string name = (std::filesystem::temp_directory_path() / "rasoat-XXXXXX").string();
  descriptor_ = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0)
    throw std::system_error(errno, std::generic_category(), "a temporary file for a report");
  unlink(name.c_str());
  path_ = fmt::format("/proc/self/fd/{}", descriptor_);
}

TemporaryFile::~TemporaryFile() { close(descriptor_); }

std::string TemporaryFile::read() const {
  std::ifstream file(path_, std::ios::binary);
  std::error_code none;
  const auto size = std::filesystem::file_size(path_, none);
  std::string content(none ? 0 : size, '\0');  // at once: a large workbook is not held twice while it grows
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (!file || content.empty()) throw std::runtime_error("the temporary file of a report cannot be read");
  return content;
}

std::string zip_parts(const std::vector<std::pair<std::string, std::string>>& parts) {
  const TemporaryFile file;
  zipFile archive = zipOpen64(file.path().c_str(), APPEND_STATUS_CREATE);
  if (archive == nullptr) throw std::runtime_error("a ZIP archive cannot be started");
  bool good = true;
  for (const auto& [name, bytes] : parts) {
    zip_fileinfo info{};
    info.tmz_date.tm_mday = 1;
    info.tmz_date.tm_year = 1980;
    good = good && zipOpenNewFileInZip64(archive, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                         Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0) == ZIP_OK;
    good = good && zipWriteInFileInZip(archive, bytes.data(), static_cast<unsigned>(bytes.size())) == ZIP_OK;
    good = good && zipCloseFileInZip(archive) == ZIP_OK;
  }
  good = zipClose(archive, nullptr) == ZIP_OK && good;
  if (!good) throw std::runtime_error("a ZIP archive cannot be written");
  return file.read();
}

}  // namespace rasoat::export_
