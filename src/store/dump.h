#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "store/pool.h"

namespace rasoat::store {

/// Whole databases as SQL text, made and read by the server's own programs (mariadb-dump and mariadb, or
/// mysqldump and mysql), which must be on the path. The password goes in the environment, never on a command
/// line. Failures throw with the program's own words.

/// Writes everything to `file` (made anew, mode 600) as of one moment; writers are not held up.
void dump_database(const Address& address, const std::filesystem::path& file);

/// Reads such a file into the address's database, which must be there.
void load_dump(const Address& address, const std::filesystem::path& file);

/// Tables of the address's database, by name.
std::vector<std::string> tables(Pool& pool);
/// Removes every table: what a broken-off restore left.
void drop_tables(Pool& pool);

/// A second database beside the address's own, for trying things; dropped when it goes. Needs the right to
/// create databases whose name begins with the own one's.
class ScratchDatabase {
 public:
  explicit ScratchDatabase(Pool& beside);
  ~ScratchDatabase();
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;
  const Address& address() const { return address_; }

 private:
  Pool& beside_;
  Address address_;
};

}  // namespace rasoat::store
