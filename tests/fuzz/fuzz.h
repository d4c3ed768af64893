#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

/// Every target is one file with this function. libFuzzer calls it with bytes of its own making; the replay
/// in CI with every file of `corpus/NAME`. What escapes from it as an exception, or kills it, is a fault.
// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace rasoat::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// What has to hold for every input.
inline void must(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

/// Takes the first byte off: it chooses among `ways` things to do with the rest.
inline std::size_t choose(std::string_view& text, std::size_t ways) {
  if (text.empty()) return 0;
  const std::size_t chosen = static_cast<unsigned char>(text.front()) % ways;
  text.remove_prefix(1);
  return chosen;
}

/// A file in memory that can be opened by its path, again and again.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes = {});
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

}  // namespace rasoat::fuzz
