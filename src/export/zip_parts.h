#pragma once

#include <string>
#include <utility>
#include <vector>

namespace rasoat::export_ {

/// Packs named parts into a ZIP archive (an OOXML document) in the order given, with a fixed time stamp, so
/// that the same parts give the same bytes. Failure to write throws.
std::string zip_parts(const std::vector<std::pair<std::string, std::string>>& parts);

/// A file of its own in the temporary folder without a name there: however the process ends, nothing of it
/// stays on the disk. Its path leads over this process's descriptor and is of no use to another.
class TemporaryFile {
 public:
  TemporaryFile();
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }
  /// Everything in it; throws when it cannot be read or is empty.
  std::string read() const;

 private:
  int descriptor_;
  std::string path_;
};

}  // namespace rasoat::export_
