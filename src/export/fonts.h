#pragma once

#include <string_view>

namespace rasoat::export_ {

/// True when a typeface of this name is installed for the pages of PDF reports.
bool font_installed(std::string_view family);

}  // namespace rasoat::export_
