#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string_view>

namespace rasoat::app {

/// Where lines for the operator go: standard error, which under systemd the journal keeps and rotates, or a
/// file that is rotated here: `file` is the newest, `file.1` the one before. One for the process, like
/// standard error itself, so that a reload goes on in the same file. Any thread may write.
class LogOut {
 public:
  static LogOut& of_process();

  /// From now on into `file`, which may grow to `most_bytes`; `files` older ones are kept. Empty = standard
  /// error. Throws where it cannot be opened.
  void into(const std::filesystem::path& file, std::uint64_t most_bytes, std::uint64_t files);
  /// A whole line with its end. What the file does not take goes to standard error.
  void write(std::string_view line);

 private:
  bool open();
  void rotate();

  std::mutex mutex_;
  std::filesystem::path file_;
  std::ofstream out_;
  std::uint64_t bytes_ = 0;
  std::uint64_t most_bytes_ = 0;
  std::uint64_t files_ = 0;
};

}  // namespace rasoat::app
