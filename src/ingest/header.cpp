#include "ingest/header.h"

#include "ingest/text.h"
#include "ingest/workbook.h"

namespace rasoat::ingest {

HeadingKeys heading_keys(const domain::KindColumns& columns) {
  HeadingKeys keys;
  for (const domain::Column& column : columns.columns) {
    keys.emplace(word_key(column.name), &column);
    for (const std::string& heading : column.headings) keys.emplace(word_key(heading), &column);
  }
  return keys;
}

Header::Header(const domain::KindColumns& columns, const Row& row, Reporter& reporter)
    : columns_(row.cells.size(), nullptr), width_(row.cells.size()), row_(row.number) {
  const HeadingKeys by_key = heading_keys(columns);
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string heading = clean(row.cells[i].text);
    headings_.push_back(heading);
    if (heading.empty()) continue;
    if (own_mark(heading)) {
      own_.resize(row.cells.size());
      own_[i] = true;
      if (heading == kReasonsHeading) own_column_ = static_cast<int>(i);
      continue;
    }
    const auto known = by_key.find(word_key(heading));
    const Place place{row.number, heading};
    if (known == by_key.end()) {
      const std::string_view encoding = legacy_typing(heading);
      reporter.add(encoding.empty() ? "W-UNKNOWN-COLUMN" : "E-LEGACY-TEXT", place, heading,
                   encoding.empty() ? "" : "Unicode", {{"encoding", std::string(encoding)}});
      continue;
    }
    const auto [spot, fresh] = found_.try_emplace(known->second->name, Found{static_cast<int>(i), heading});
    if (fresh) columns_[i] = known->second;
    if (!fresh) reporter.add("E-REPEATED-COLUMN", place, heading, spot->second.heading);
  }
  const bool one_row_a_member = found_.contains("member_no") || found_.contains("relation");
  for (const domain::Column& column : columns.columns) {
    if (!column.required || found_.contains(column.name)) continue;
    if (one_row_a_member && column.name == "members") continue;  // they are counted
    const std::string also = column.headings.empty() ? "" : " / " + column.headings.front();
    reporter.add("E-MISSING-COLUMN", {row.number, column.name}, "", column.name + also);
  }
}

int Header::position(std::string_view column) const {
  const auto found = found_.find(std::string(column));
  return found == found_.end() ? -1 : found->second.position;
}

int Header::position_of_heading(std::string_view heading) const {
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    if (headings_[i] == heading) return static_cast<int>(i);
  }
  return position(heading);
}

std::string_view Header::heading(std::string_view column) const {
  const auto found = found_.find(std::string(column));
  return found == found_.end() ? column : std::string_view(found->second.heading);
}

}  // namespace rasoat::ingest
