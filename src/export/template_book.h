#pragma once

#include <string>
#include <vector>

#include "domain/rules.h"

namespace rasoat::export_ {

/// An empty form for one upload kind.
struct TemplateRequest {
  domain::Kind kind = domain::Kind::households;
  const domain::Rules* rules = nullptr;
  const std::vector<domain::Round>* rounds = nullptr;  ///< those in force
  const domain::Round* round = nullptr;                ///< for kinds that belong to one
  domain::Date day;                                    ///< on which the units hold
  std::vector<const domain::Area*> areas;              ///< the units the caller may fill in, by code
  std::int64_t created = 0;                            ///< seconds since 1970, written into the file
};

/// A workbook whose first sheet, named as the kind, is filled in and sent: Vietnamese headings that are
/// locked, drop-downs for every closed list, input messages, formulas that compare the class with the scores
/// and find repeats, and a row for each unit where one row is one unit. A column whose heading ends in
/// `(rasoat)` is no data.
std::string template_xlsx(const TemplateRequest& request);

}  // namespace rasoat::export_
