#include "ingest/zip_file.h"

#include <algorithm>
#include <array>

#include <unzip.h>

#include "ingest/bad_workbook.h"

namespace rasoat::ingest {
namespace {

std::string lower(std::string_view name) {
  std::string out(name);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    if (c == '\\') return '/';  // written by some old programs
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

void refuse_bomb(const ZipEntry& entry) {
  const bool too_large = entry.size > ZipFile::kLargestPart;
  const bool too_dense =
      entry.size > ZipFile::kAlwaysAllowed && entry.size / ZipFile::kMostRatio > entry.packed;
  if (too_large || too_dense) throw BadWorkbook("bomb", entry.name.substr(0, 100));
}

}  // namespace

ZipFile::ZipFile(const std::filesystem::path& path) {
  archive_ = unzOpen64(path.c_str());
  if (archive_ == nullptr) throw BadWorkbook("damaged");
  try {
    for (int step = unzGoToFirstFile(archive_); step != UNZ_END_OF_LIST_OF_FILE;
         step = unzGoToNextFile(archive_)) {
      if (step != UNZ_OK) throw BadWorkbook("damaged");
      std::array<char, 512> name{};
      unz_file_info64 info{};
      unz64_file_pos place{};
      if (unzGetCurrentFileInfo64(archive_, &info, name.data(), name.size() - 1, nullptr, 0, nullptr, 0) !=
              UNZ_OK ||
          unzGetFilePos64(archive_, &place) != UNZ_OK) {
        throw BadWorkbook("damaged");
      }
      constexpr unsigned kEncrypted = 1;
      if ((info.flag & kEncrypted) != 0) throw BadWorkbook("locked");
      if (info.compression_method != 0 && info.compression_method != 8) throw BadWorkbook("damaged");
      if (entries_.size() == kMostEntries) throw BadWorkbook("too-many-parts");
      entries_.push_back({name.data(), info.compressed_size, info.uncompressed_size,
                          place.pos_in_zip_directory, place.num_of_file});
      if (!by_name_.emplace(lower(name.data()), entries_.size() - 1).second) throw BadWorkbook("damaged");
    }
  } catch (...) {
    unzClose(archive_);
    throw;
  }
}

ZipFile::~ZipFile() {
  close_part();
  unzClose(archive_);
}

const ZipEntry* ZipFile::find(std::string_view name) const {
  if (!name.empty() && name.front() == '/') name.remove_prefix(1);
  const auto found = by_name_.find(lower(name));
  return found == by_name_.end() ? nullptr : &entries_[found->second];
}

void ZipFile::close_part() {
  if (open_) unzCloseCurrentFile(archive_);
  open_ = false;
}

void ZipFile::go_to(const ZipEntry& entry) {
  close_part();
  const unz64_file_pos place{entry.offset, entry.number};
  if (unzGoToFilePos64(archive_, &place) != UNZ_OK) throw BadWorkbook("damaged");
}

void ZipFile::open(const ZipEntry& entry) {
  refuse_bomb(entry);
  go_to(entry);
  if (unzOpenCurrentFile(archive_) != UNZ_OK) throw BadWorkbook("damaged");
  open_ = true;
}

std::size_t ZipFile::read(char* to, std::size_t room) {
  const int count = unzReadCurrentFile(archive_, to, static_cast<unsigned>(room));
  if (count < 0) throw BadWorkbook("damaged");
  if (count == 0 && open_) {
    // The checksum is looked at when a part is closed at its end; minizip reads no more than was claimed.
    const bool whole = unzeof(archive_) == 1;
    open_ = false;
    if (unzCloseCurrentFile(archive_) != UNZ_OK || !whole) throw BadWorkbook("damaged");
  }
  return static_cast<std::size_t>(count);
}

std::string ZipFile::text(const ZipEntry& entry, std::uint64_t most) {
  if (entry.size > most) throw BadWorkbook("bomb", entry.name.substr(0, 100));
  std::string out(entry.size, '\0');
  open(entry);
  std::size_t have = 0;
  while (have < out.size()) {
    const std::size_t count = read(out.data() + have, out.size() - have);
    if (count == 0) break;
    have += count;
  }
  char beyond = 0;
  if (open_ && read(&beyond, 1) != 0) throw BadWorkbook("damaged");
  out.resize(have);
  return out;
}

}  // namespace rasoat::ingest
