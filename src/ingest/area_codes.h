#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/area_book.h"
#include "ingest/area_names.h"
#include "ingest/reporter.h"
#include "ingest/rows.h"

namespace rasoat::ingest {

/// Resolves the codes of one file to units in force on one date; each distinct text once. Former units are
/// accepted where the ledger leads to exactly one unit, with one note that names the resolution.
class AreaCodes {
 public:
  /// `provinces`: where the uploader works, to tell apart a code that names two units; may be empty. `own`:
  /// the uploader's areas, to tell apart names.
  AreaCodes(const domain::AreaBook& book, domain::Date day, const std::vector<std::string>& provinces,
            const std::vector<domain::AreaId>& own)
      : book_(book), day_(day), provinces_(provinces), names_(book, day, provinces, own) {}

  /// Which units a column may name.
  enum class Allowed {
    lowest,  ///< a commune, or a district without communes
    any      ///< every level but regions
  };

  /// The unit, or nothing after a finding at `place`. `district` is what the file says of it beside a name.
  const domain::Area* resolve(const Cell& cell, Allowed allowed, const Place& place, Reporter& reporter,
                              const std::string& district = {});

 private:
  struct Resolved {
    const domain::Area* area = nullptr;
    std::string code;  // of the finding, where there is no unit
    std::string detail;
  };
  Resolved look_up(std::string text, bool numeric, Allowed allowed, const Place& place, Reporter& reporter,
                   const std::string& district);
  std::vector<const domain::Area*> candidates(const std::string& text, bool numeric, Allowed allowed) const;
  Resolved by_name(const std::string& text, const std::string& district, const Place& place,
                   Reporter& reporter);

  std::string instruments(const domain::Area& former) const;

  const domain::AreaBook& book_;
  domain::Date day_;
  std::vector<std::string> provinces_;
  std::unordered_map<std::string, Resolved> kept_;
  AreaNames names_;
  std::string seen_province_;  // of the file's other codes
};

}  // namespace rasoat::ingest
