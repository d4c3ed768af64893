#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/pool.h"

namespace rasoat::store {

/// Whole tables as they are, for those who take their data elsewhere.

std::vector<std::string> table_names(Pool& pool);
/// Columns in the order of the table.
std::vector<std::string> columns_of(Pool& pool, const std::string& table);
/// The CREATE TABLE statement.
std::string table_definition(Pool& pool, const std::string& table);
/// Every row, one at a time, in the order of the primary key; NULL is nothing. Bytes of binary columns come
/// in hexadecimal.
void each_row(Pool& pool, const std::string& table, const std::vector<std::string>& columns,
              const std::function<void(const std::vector<std::optional<std::string>>&)>& row);

}  // namespace rasoat::store
