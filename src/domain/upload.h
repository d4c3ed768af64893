#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/codes.h"
#include "domain/text.h"

namespace rasoat::domain {

/// What an upload contains (contract section 3).
enum class Kind : std::uint8_t {
  households,
  counts,
  disbursement,
  results,
  ntm_criteria,
  targets,
  benchmarks
};

std::string_view name(Kind kind);  ///< `ntm-criteria`
std::optional<Kind> kind_named(std::string_view name);
/// True for the kinds that belong to one round and cannot be received without it.
bool needs_round(Kind kind);

enum class UploadState : std::uint8_t { received, checked, submitted, approved, superseded, rejected };

std::string_view name(UploadState state);
std::optional<UploadState> upload_state_named(std::string_view name);

enum class Severity : std::uint8_t { error, warning };

/// What is wrong with one cell, row or file. A bad cell is data, not an exception. `E…` stops the file,
/// `W…` does not.
struct Finding {
  std::string code;  ///< `E-NUMBER`; the sentences stand in etc/texts under `finding.E-NUMBER`
  Severity severity = Severity::error;
  std::string sheet;     ///< empty for CSV
  std::int64_t row = 0;  ///< spreadsheet row, header = 1; 0 for the whole file
  std::string column;    ///< as the officer's header has it; empty for the whole row
  std::string value;     ///< as received, at most 200 characters
  std::string expected;  ///< short, language-free where possible: `0 | 1`, `YYYY-MM-DD`
  Text message;
  bool personal = false;  ///< the value is of a personal column: sealed at rest, scoped on the way out
};

/// The findings of one file: kept up to a limit, counted beyond it.
class Findings {
 public:
  static constexpr std::size_t kKept = 10'000;

  void add(Finding finding);
  /// Only counts one more, once no further one is kept.
  void count(Severity severity) { (severity == Severity::error ? errors_ : warnings_) += 1; }
  bool full() const { return kept_.size() >= kKept; }
  std::int64_t errors() const { return errors_; }
  std::int64_t warnings() const { return warnings_; }
  const std::vector<Finding>& kept() const { return kept_; }

 private:
  std::vector<Finding> kept_;
  std::int64_t errors_ = 0;
  std::int64_t warnings_ = 0;
};

}  // namespace rasoat::domain
