#include "store/dump.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/queries.gen.h"

extern char** environ;

namespace rasoat::store {
namespace {

struct File {
  File(const std::filesystem::path& path, int flags) : handle(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (handle < 0) throw std::runtime_error("cannot open " + path.string() + ": " + std::strerror(errno));
  }
  ~File() { ::close(handle); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int handle;
};

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

/// Runs a program to its end; false when there is no such program.
bool run(std::vector<std::string> words, const std::string& password, const File& in, const File& out,
         const std::filesystem::path& complaints) {
  const File errors(complaints, O_WRONLY | O_CREAT | O_TRUNC);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in.handle, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out.handle, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, errors.handle, STDERR_FILENO);
  std::vector<std::string> environment{"MYSQL_PWD=" + password};
  for (char** each = environ; *each != nullptr; ++each) {
    if (std::string_view(*each).rfind("MYSQL_PWD=", 0) != 0) environment.emplace_back(*each);
  }
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, words.front().c_str(), &files, nullptr, pointers(words).data(),
                                    pointers(environment).data());
  posix_spawn_file_actions_destroy(&files);
  if (failed == ENOENT) return false;
  if (failed != 0) throw std::runtime_error("cannot start " + words.front() + ": " + std::strerror(failed));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (status == 0) return true;
  std::ifstream said(complaints);
  const std::string text((std::istreambuf_iterator<char>(said)), {});
  throw std::runtime_error(words.front() + " failed: " + text.substr(0, 500));
}

/// The first of two names of a program that is installed.
void run_either(const std::string& name, const std::string& other, const Address& address,
                const std::vector<std::string>& options, const File& in, const File& out,
                const std::filesystem::path& file) {
  const auto complaints = std::filesystem::path(file.string() + ".log");
  std::vector<std::string> words{name, "--no-defaults", "--default-character-set=utf8mb4",
                                 "--user=" + address.user};
  if (!address.socket.empty()) {
    words.push_back("--socket=" + address.socket);
  } else {
    words.push_back("--host=" + address.hosts.front().name);
    words.push_back("--port=" + std::to_string(address.hosts.front().port));
    words.emplace_back("--protocol=tcp");
  }
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(address.database);
  bool ran = run(words, address.password, in, out, complaints);
  if (!ran) {
    words.front() = other;
    ran = run(words, address.password, in, out, complaints);
  }
  std::filesystem::remove(complaints);
  if (!ran) throw std::runtime_error("neither " + name + " nor " + other + " is installed");
}

std::string named(const Query& query, const std::string& name) {
  std::string text(query.sql);
  text.replace(text.find("%s"), 2, name);
  return text;
}

}  // namespace

void dump_database(const Address& address, const std::filesystem::path& file) {
  const File nothing("/dev/null", O_RDONLY);
  const File out(file, O_WRONLY | O_CREAT | O_TRUNC);
  run_either("mariadb-dump", "mysqldump", address,
             {"--single-transaction", "--skip-lock-tables", "--hex-blob", "--no-tablespaces",
              "--skip-comments", "--skip-triggers", "--order-by-primary", "--max-allowed-packet=256M"},
             nothing, out, file);
}

void load_dump(const Address& address, const std::filesystem::path& file) {
  const File in(file, O_RDONLY);
  const File nowhere("/dev/null", O_WRONLY);
  run_either("mariadb", "mysql", address, {"--batch", "--max-allowed-packet=256M"}, in, nowhere, file);
}

std::vector<std::string> tables(Pool& pool) {
  std::vector<std::string> all;
  auto session = pool.take();
  Rows rows = session->query(queries::table_list);
  while (rows.next()) all.push_back(rows.text(1));
  return all;
}

void drop_tables(Pool& pool) {
  for (const std::string& table : tables(pool)) {
    pool.take()->execute_text(queries::table_drop.name, named(queries::table_drop, table));
  }
}

ScratchDatabase::ScratchDatabase(Pool& beside) : beside_(beside), address_(beside.address()) {
  address_.database += "_scratch_" + std::to_string(::getpid());
  beside_.take()->execute_text(queries::scratch_create.name,
                               named(queries::scratch_create, address_.database));
}

ScratchDatabase::~ScratchDatabase() {
  try {
    beside_.take()->execute_text(queries::scratch_drop.name, named(queries::scratch_drop, address_.database));
  } catch (const std::exception&) {
    // The database went away meanwhile; the next one of this name drops nothing of value.
  }
}

}  // namespace rasoat::store
