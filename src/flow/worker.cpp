#include "flow/worker.h"

#include <fstream>
#include <iterator>
#include <string_view>

#include <unistd.h>

namespace rasoat::flow {
namespace {

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

std::string machine() { return first_line("/etc/machine-id").substr(0, 12); }
std::string boot() { return first_line("/proc/sys/kernel/random/boot_id").substr(0, 8); }

/// Field 22 of /proc/PID/stat: when the process began, in ticks since boot. Empty when there is none.
std::string start_of(const std::string& pid) {
  const std::string stat = first_line("/proc/" + pid + "/stat");
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return "";
  std::string_view rest = std::string_view(stat).substr(name_end + 2);
  for (int field = 3; field < 22; ++field) rest.remove_prefix(std::min(rest.size(), rest.find(' ') + 1));
  return std::string(rest.substr(0, rest.find(' ')));
}

}  // namespace

std::string this_worker() {
  static const std::string name = [] {
    const std::string pid = std::to_string(::getpid());
    return machine() + "/" + boot() + "/" + pid + "/" + start_of(pid);
  }();
  return name;
}

bool certainly_gone(const std::string& worker) {
  const std::string here = machine() + "/";
  if (worker.rfind(here, 0) != 0) return worker.empty();
  const std::string now = here + boot() + "/";
  if (worker.rfind(now, 0) != 0) return true;
  const std::string rest = worker.substr(now.size());
  const std::size_t slash = rest.find('/');
  return slash == std::string::npos || start_of(rest.substr(0, slash)) != rest.substr(slash + 1);
}

}  // namespace rasoat::flow
