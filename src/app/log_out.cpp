#include "app/log_out.h"

#include <iostream>
#include <stdexcept>
#include <string>

namespace rasoat::app {

namespace fs = std::filesystem;

LogOut& LogOut::of_process() {
  static LogOut one;
  return one;
}

void LogOut::into(const fs::path& file, std::uint64_t most_bytes, std::uint64_t files) {
  const std::scoped_lock lock(mutex_);
  most_bytes_ = most_bytes;
  files_ = files;
  if (file == file_) return;
  file_ = file;
  if (!file_.empty() && !open()) throw std::runtime_error("log.file cannot be written: " + file.string());
}

bool LogOut::open() {
  out_ = std::ofstream(file_, std::ios::app | std::ios::binary);
  std::error_code ignored;
  bytes_ = out_ ? fs::file_size(file_, ignored) : 0;
  return out_.good();
}

void LogOut::rotate() {
  out_.close();
  std::error_code ignored;  // a file that is not there needs no moving
  const auto older = [&](std::uint64_t n) { return fs::path(file_.string() + "." + std::to_string(n)); };
  for (std::uint64_t n = files_; n > 1; --n) fs::rename(older(n - 1), older(n), ignored);
  if (files_ > 0)
    fs::rename(file_, older(1), ignored);
  else
    fs::remove(file_, ignored);
  open();
}

void LogOut::write(std::string_view line) {
  const std::scoped_lock lock(mutex_);
  if (!file_.empty()) {
    if (bytes_ > 0 && bytes_ + line.size() > most_bytes_) rotate();
    if (out_ << line << std::flush) {
      bytes_ += line.size();
      return;
    }
    open();  // the disk may have room again by the next line
  }
  std::cerr << line << std::flush;
}

}  // namespace rasoat::app
