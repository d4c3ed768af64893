#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/household.h"
#include "domain/rules.h"
#include "domain/upload.h"

namespace rasoat::ingest {

/// The small files of the audit, CSV or workbook: the form of a re-visit sample filled in, and a list of
/// public servants. Columns are those of `etc/audit/forms.json`; everything wrong is a finding.

struct RevisitFileRow {
  std::int64_t row = 0;
  std::int64_t number = 0;
  bool met = false;
  std::optional<domain::HouseholdClass> found;
  std::optional<std::int64_t> b1, b2;
  std::optional<domain::Date> day;
};
/// Rows that nobody has filled in (no "met") are left out: a form may be handed in a piece at a time.
std::vector<RevisitFileRow> read_revisits(const std::filesystem::path& file, const domain::Rules& rules,
                                          domain::Findings& findings);

/// ID numbers, in clear: to be hashed and forgotten.
std::vector<std::string> read_staff(const std::filesystem::path& file, const domain::Rules& rules,
                                    domain::Findings& findings);

}  // namespace rasoat::ingest
