#pragma once

#include "domain/dated_book.h"
#include "flow/upload_rows.h"

namespace rasoat::flow {

/// Cumulative figures that fall between two dates: each row of a new file, and the sum of each area's
/// programme, against what is approved for the nearest date before and after.
void compare_money(const domain::Rules& rules, const domain::DatedBook& approved,
                   const std::vector<store::MoneyLine>& lines, domain::Findings& findings);

}  // namespace rasoat::flow
