#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// One thing that was looked at, what was found and what to do.
struct Check {
  enum class Result { passed, warned, failed };
  std::string code;  ///< `key.private`: stable, and a heading of the operations manual
  std::string name;  ///< what should hold
  Result result = Result::passed;
  std::string found;
  std::string remedy;

  void warn(const std::string& what) { set(Result::warned, what); }
  void fail(const std::string& what) { set(Result::failed, what); }

 private:
  void set(Result worse, const std::string& what);
};

std::string_view name(Check::Result result);

/// The looks at one installation, in order. Nothing is changed by any of them. A look that throws is itself a
/// failed check, so a database that is away is found and not thrown.
class Examination {
 public:
  /// Runs one look; false when it failed.
  bool look(std::string_view code, std::string_view name, std::string_view remedy,
            const std::function<void(Check&)>& at);
  const std::vector<Check>& checks() const { return checks_; }
  bool failed() const;

 private:
  std::vector<Check> checks_;
};

/// Folder, disk, memory, programs, typeface, pages, key and delivery settings: what needs no database.
void examine_machine(Examination& examination, const config::Settings& settings);
/// The server and the schema; false when there is no use in looking at the data.
bool examine_database(Examination& examination, store::Pool& pool, const domain::Rules& rules,
                      const domain::Clock& clock);
/// Invariants, figures, uploads with their files and keys, accounts, averages, reports, backups.
void examine_data(Examination& examination, Tools& tools);

}  // namespace rasoat::flow
