#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/area_book.h"
#include "ingest/reporter.h"
#include "ingest/rows.h"

namespace rasoat::ingest {

/// Resolves the codes of one file to units in force on one date; each distinct text once. Former units are
/// accepted where the ledger leads to exactly one unit, with one note that names the resolution.
class AreaCodes {
 public:
  /// `provinces`: where the uploader works, to tell apart a code that names two units; may be empty.
  AreaCodes(const domain::AreaBook& book, domain::Date day, std::vector<std::string> provinces)
      : book_(book), day_(day), provinces_(std::move(provinces)) {}

  /// Which units a column may name.
  enum class Allowed {
    lowest,  ///< a commune, or a district without communes
    any      ///< every level but regions
  };

  /// The unit, or nothing after a finding at `place`.
  const domain::Area* resolve(const Cell& cell, Allowed allowed, const Place& place, Reporter& reporter);

 private:
  struct Resolved {
    const domain::Area* area = nullptr;
    std::string code;  // of the finding, where there is no unit
    std::string detail;
  };
  Resolved look_up(std::string text, bool numeric, Allowed allowed, const Place& place, Reporter& reporter);
  std::vector<const domain::Area*> candidates(const std::string& text, bool numeric, Allowed allowed) const;
  const domain::Area* by_name(const std::string& text);

  const domain::AreaBook& book_;
  domain::Date day_;
  std::vector<std::string> provinces_;
  std::unordered_map<std::string, Resolved> kept_;
  // Names of the provinces' lowest units, made when the first name is asked for; null = two of that name.
  std::optional<std::unordered_map<std::string, const domain::Area*>> names_;
  std::string seen_province_;  // of the file's other codes
};

}  // namespace rasoat::ingest
