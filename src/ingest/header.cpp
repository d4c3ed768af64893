#include "ingest/header.h"

#include "ingest/text.h"

namespace rasoat::ingest {

Header::Header(const domain::KindColumns& columns, const Row& row, Reporter& reporter)
    : width_(row.cells.size()) {
  std::unordered_map<std::string, const domain::Column*> by_key;
  for (const domain::Column& column : columns.columns) {
    by_key.emplace(word_key(column.name), &column);
    for (const std::string& heading : column.headings) by_key.emplace(word_key(heading), &column);
  }
  const std::string own_mark = word_key("Lý do (rasoat)");
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string heading = clean(row.cells[i].text);
    if (heading.empty()) continue;
    const std::string key = word_key(heading);
    if (key == own_mark) continue;
    const auto known = by_key.find(key);
    const Place place{row.number, heading};
    if (known == by_key.end()) {
      reporter.add("W-UNKNOWN-COLUMN", place, heading);
      continue;
    }
    const auto [spot, fresh] = found_.try_emplace(known->second->name, Found{static_cast<int>(i), heading});
    if (!fresh) reporter.add("E-REPEATED-COLUMN", place, heading, spot->second.heading);
  }
  for (const domain::Column& column : columns.columns) {
    if (!column.required || found_.contains(column.name)) continue;
    const std::string also = column.headings.empty() ? "" : " / " + column.headings.front();
    reporter.add("E-MISSING-COLUMN", {row.number, column.name}, "", column.name + also);
  }
}

int Header::position(std::string_view column) const {
  const auto found = found_.find(std::string(column));
  return found == found_.end() ? -1 : found->second.position;
}

std::string_view Header::heading(std::string_view column) const {
  const auto found = found_.find(std::string(column));
  return found == found_.end() ? column : std::string_view(found->second.heading);
}

}  // namespace rasoat::ingest
