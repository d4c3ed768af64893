#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rasoat::ingest {

/// Number cells of a workbook as the text they stand for.

/// True when a number format shows a day: `dd/mm/yyyy`, `[$-42A]d mmmm yyyy`. Times of day alone are numbers.
bool shows_date(std::string_view format);
/// The same for formats known by number only (ECMA-376 part 1, 18.8.30).
bool shows_date(int built_in);

/// How a workbook counts days.
enum class DateSystem { from_1900, from_1904 };
/// `45291` → `2023-12-31`, with ` 08:30:00` where it has a time; nothing when it is no day.
std::optional<std::string> serial_date(double serial, DateSystem system);

/// A number as a spreadsheet shows it: 15 significant digits, no exponent: `0.10000000000000001` → `0.1`,
/// `1.5E3` → `1500`. Text that is no number comes back as it is.
std::string plain_number(std::string_view text);

}  // namespace rasoat::ingest
