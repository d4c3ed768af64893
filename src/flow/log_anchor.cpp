#include "flow/log_anchor.h"

#include <fstream>
#include <sstream>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "store/journal.h"

namespace rasoat::flow {
namespace {

struct Anchor {
  std::uint64_t seq = 0;
  std::string hash;
};

std::filesystem::path file_in(const std::filesystem::path& folder) { return folder / "log.anchors"; }

/// Lines `seq hash time`. A line that a crash cut off has no time and is left out.
std::vector<Anchor> anchors_in(const std::filesystem::path& folder) {
  std::vector<Anchor> all;
  std::ifstream in(file_in(folder));
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    Anchor anchor;
    std::string at;
    if (words >> anchor.seq >> anchor.hash >> at && anchor.hash.size() == 64) all.push_back(anchor);
  }
  return all;
}

}  // namespace

void anchor_log(Tools& tools) {
  const auto newest = store::read_log(tools.pool, 0, 1);
  if (newest.empty()) return;
  const auto before = anchors_in(tools.data_directory);
  if (!before.empty() && before.back().seq >= newest.front().seq) return;
  const int handle =
      ::open(file_in(tools.data_directory).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (handle < 0) throw std::runtime_error("cannot write " + file_in(tools.data_directory).string());
  std::string at = tools.now();
  at[10] = 'T';
  const std::string line = std::to_string(newest.front().seq) + ' ' + newest.front().hash + ' ' + at + '\n';
  const bool written =
      ::write(handle, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(handle) == 0;
  ::close(handle);
  if (!written) throw std::runtime_error("cannot write " + file_in(tools.data_directory).string());
}

std::string contradicted_anchors(Tools& tools) {
  for (const Anchor& anchor : anchors_in(tools.data_directory)) {
    const auto entry = store::read_log(tools.pool, anchor.seq + 1, 1);
    if (entry.empty() || entry.front().seq != anchor.seq)
      return "entry " + std::to_string(anchor.seq) + " is gone";
    if (entry.front().hash != anchor.hash) return "entry " + std::to_string(anchor.seq) + " was another one";
  }
  return {};
}

void set_anchors_aside(const std::filesystem::path& data_directory) {
  const auto file = file_in(data_directory);
  if (std::filesystem::exists(file)) std::filesystem::rename(file, file.string() + ".before-restore");
}

}  // namespace rasoat::flow
