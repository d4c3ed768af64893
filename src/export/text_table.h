#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rasoat::export_ {

/// A table of words for a terminal: columns padded to the widest cell, numbers to the right. Widths count
/// characters, not bytes (text is NFC, so one Vietnamese letter is one code point).
class TextTable {
 public:
  enum class Align { left, right };
  struct Column {
    std::string heading;
    Align align = Align::left;
  };
  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  std::string text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// Number of code points in UTF-8 text.
std::size_t characters(std::string_view text);

}  // namespace rasoat::export_
