#pragma once

#include <filesystem>
#include <string_view>

#include "ingest/zip_file.h"

namespace rasoat::ingest {

/// Writes a ZIP archive part by part. Failure to write throws. Until `close` nothing is a whole archive.
class ZipWriter {
 public:
  explicit ZipWriter(const std::filesystem::path& path);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  /// A part of another archive as it is, packed bytes and all.
  void copy(ZipFile& from, const ZipEntry& entry);
  void begin(std::string_view name);
  void write(std::string_view bytes);
  void end();
  void add(std::string_view name, std::string_view bytes) {
    begin(name);
    write(bytes);
    end();
  }
  void close();

 private:
  static void require(int status);
  void* archive_;
};

}  // namespace rasoat::ingest
