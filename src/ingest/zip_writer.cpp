#include "ingest/zip_writer.h"

#include <array>
#include <stdexcept>
#include <string>

#include <unzip.h>
#include <zip.h>

#include "ingest/bad_workbook.h"

namespace rasoat::ingest {
namespace {

constexpr int kZip64 = 1;

zip_fileinfo dated() {
  zip_fileinfo info{};
  info.tmz_date.tm_mday = 1;
  info.tmz_date.tm_year = 1980;
  return info;
}

}  // namespace

void ZipWriter::require(int status) {
  if (status != ZIP_OK) throw std::runtime_error("cannot write a ZIP archive");
}

ZipWriter::ZipWriter(const std::filesystem::path& path)
    : archive_(zipOpen64(path.c_str(), APPEND_STATUS_CREATE)) {
  if (archive_ == nullptr) throw std::runtime_error("cannot start a ZIP archive");
}

ZipWriter::~ZipWriter() {
  if (archive_ != nullptr) zipClose(archive_, nullptr);
}

void ZipWriter::copy(ZipFile& from, const ZipEntry& entry) {
  from.go_to(entry);
  unz_file_info64 of{};
  int method = 0;
  int level = 0;
  constexpr int kRaw = 1;
  constexpr unsigned long kUtf8Name = 1UL << 11;
  if (unzGetCurrentFileInfo64(from.handle(), &of, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK ||
      unzOpenCurrentFile2(from.handle(), &method, &level, kRaw) != UNZ_OK) {
    throw BadWorkbook("damaged");
  }
  const zip_fileinfo info = dated();
  require(zipOpenNewFileInZip4_64(archive_, entry.name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                  method, level, kRaw, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nullptr,
                                  0, 0, of.flag & kUtf8Name, kZip64));
  std::array<char, 65'536> piece;
  for (;;) {
    const int count = unzReadCurrentFile(from.handle(), piece.data(), static_cast<unsigned>(piece.size()));
    if (count < 0) throw BadWorkbook("damaged");
    if (count == 0) break;
    require(zipWriteInFileInZip(archive_, piece.data(), static_cast<unsigned>(count)));
  }
  unzCloseCurrentFile(from.handle());
  require(zipCloseFileInZipRaw64(archive_, of.uncompressed_size, of.crc));
}

void ZipWriter::begin(std::string_view name) {
  const zip_fileinfo info = dated();
  require(zipOpenNewFileInZip64(archive_, std::string(name).c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                Z_DEFLATED, Z_DEFAULT_COMPRESSION, kZip64));
}

void ZipWriter::write(std::string_view bytes) {
  require(zipWriteInFileInZip(archive_, bytes.data(), static_cast<unsigned>(bytes.size())));
}

void ZipWriter::end() { require(zipCloseFileInZip(archive_)); }

void ZipWriter::close() {
  void* archive = archive_;
  archive_ = nullptr;
  require(zipClose(archive, nullptr));
}

}  // namespace rasoat::ingest
