#include "store/table_out.h"

#include <map>

#include "store/dump.h"
#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

std::string filled(std::string_view sql, const std::vector<std::string>& words) {
  std::string text(sql);
  for (const std::string& word : words) text.replace(text.find("%s"), 2, word);
  return text;
}

std::map<std::string, std::string> types_of(Session& session, const std::string& table) {
  std::map<std::string, std::string> types;
  Rows rows = session.query(queries::table_columns, {table});
  while (rows.next()) types[rows.text(1)] = rows.text(2);
  return types;
}

bool binary(const std::string& type) {
  return type.find("binary") != std::string::npos || type.find("blob") != std::string::npos;
}

}  // namespace

std::vector<std::string> table_names(Pool& pool) { return tables(pool); }

std::vector<std::string> columns_of(Pool& pool, const std::string& table) {
  std::vector<std::string> all;
  auto session = pool.take();
  Rows rows = session->query(queries::table_columns, {table});
  while (rows.next()) all.push_back(rows.text(1));
  return all;
}

std::string table_definition(Pool& pool, const std::string& table) {
  auto session = pool.take();
  const std::string text = filled(queries::table_definition.sql, {table});
  Rows rows = session->stream({queries::table_definition.name, text});
  if (!rows.next()) throw Failure(queries::table_definition.name, 0, "no table " + table);
  std::string definition = rows.text(2);
  while (rows.next()) {
  }
  return definition;
}

void each_row(Pool& pool, const std::string& table, const std::vector<std::string>& columns,
              const std::function<void(const std::vector<std::optional<std::string>>&)>& row) {
  auto session = pool.take();
  const auto types = types_of(*session, table);
  std::string list;
  for (const std::string& column : columns) {
    const std::string name = "`" + column + "`";
    list += (list.empty() ? "" : ", ") + (binary(types.at(column)) ? "HEX(" + name + ")" : name);
  }
  const std::string text = filled(queries::table_rows.sql, {list, table});
  Rows rows = session->stream({queries::table_rows.name, text});
  std::vector<std::optional<std::string>> values(columns.size());
  while (rows.next()) {
    for (std::size_t i = 0; i < columns.size(); ++i) values[i] = rows.text_if(static_cast<unsigned>(i + 1));
    row(values);
  }
}

}  // namespace rasoat::store
