#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"
#include "domain/exact.h"

namespace rasoat::ingest {

/// A whole number, not below 0. `1.234` and `1,234` are 1234: one separator before exactly three digits is a
/// thousands mark (contract section 3). Below 0 is its own answer, since it deserves its own sentence.
struct IntegerCell {
  enum class Kind { value, negative, wrong } kind = Kind::wrong;
  std::int64_t value = 0;
};
IntegerCell read_integer(std::string_view text);

/// How a file writes decimals.
enum class Notation { unknown, point, comma };
/// What one cell tells of it: `1234.5` point, `1.234,5` comma, `12` or `1.234` nothing certain (unknown).
Notation notation_of(std::string_view text);
/// True when a cell can be read in either notation with different values (`1.234`).
bool ambiguous(std::string_view text);
/// A decimal number as plain text (`1234.5`), read in a notation; nothing when it is none.
std::optional<std::string> read_decimal(std::string_view text, Notation notation);

/// `2023-12-31`, `31/12/2023`, `31-12-2023`, with or without a time after ISO.
std::optional<domain::Date> read_date(std::string_view text);

}  // namespace rasoat::ingest
