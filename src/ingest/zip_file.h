#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rasoat::ingest {

/// One part of an archive as its directory claims it.
struct ZipEntry {
  std::string name;  ///< as stored, with `/`
  std::uint64_t packed = 0;
  std::uint64_t size = 0;
  // Where minizip finds it again.
  std::uint64_t offset = 0;
  std::uint64_t number = 0;
};

/// A ZIP archive read part by part. Refuses what no office program writes: encrypted or doubled parts, more
/// than 10,000 of them, and parts that inflate beyond all measure. What a part claims is held against what
/// comes out of it. Archives inside are never opened. One thread, one part open at a time.
class ZipFile {
 public:
  static constexpr std::size_t kMostEntries = 10'000;
  static constexpr std::uint64_t kLargestPart = 4ULL << 30;     ///< bytes, inflated
  static constexpr std::uint64_t kAlwaysAllowed = 64ULL << 20;  ///< below this the ratio does not matter
  static constexpr std::uint64_t kMostRatio = 100;              ///< a sheet of officers is about 9 : 1

  explicit ZipFile(const std::filesystem::path& path);  ///< throws BadWorkbook
  ~ZipFile();
  ZipFile(const ZipFile&) = delete;
  ZipFile& operator=(const ZipFile&) = delete;

  const std::vector<ZipEntry>& entries() const { return entries_; }
  /// Part names are compared without case, as the packaging standard has it. Null when there is none.
  const ZipEntry* find(std::string_view name) const;

  /// Opens a part for `read`, closing the one before.
  void open(const ZipEntry& entry);
  /// Up to `room` further bytes of the open part; 0 at its end. Throws BadWorkbook on damage.
  std::size_t read(char* to, std::size_t room);
  /// A whole small part (styles, relationships); one larger than `most` is refused.
  std::string text(const ZipEntry& entry, std::uint64_t most = 64ULL << 20);

  /// For copying parts as they are: minizip's own handle.
  void* handle() { return archive_; }
  void go_to(const ZipEntry& entry);

 private:
  void close_part();

  void* archive_ = nullptr;
  bool open_ = false;
  std::vector<ZipEntry> entries_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
};

}  // namespace rasoat::ingest
