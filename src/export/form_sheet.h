#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rasoat::export_ {

/// A cell of a sheet's XML as it stands: attributes but `r`, and everything inside.
struct FormCell {
  std::size_t column = 0;  ///< from 1
  std::string attributes;
  std::string inner;

  void clear();  ///< the style stays
  void text(std::string_view words);
  void number(std::string_view plain);
};

struct FormRow {
  std::size_t number = 0;
  std::string attributes;
  std::vector<FormCell> cells;

  FormCell* cell(std::size_t column);
  /// High enough for the words, when they are more than fit on one line of a printed page.
  void fit(std::string_view words);
};

/// Where rows stand once some are repeated. Rows that are not named stand once.
class RowMoves {
 public:
  void repeat(std::size_t row, std::size_t times) { times_[row] = times; }
  std::size_t first(std::size_t row) const;  ///< the first place of a row
  std::size_t last(std::size_t row) const { return first(row + 1) - 1; }
  /// `$A$5:N9`, `$5:$8`, `B7` with its rows moved; a range grows with the rows inside it.
  std::string reference(std::string_view text) const;

 private:
  std::map<std::size_t, std::size_t> times_;
};

/// The XML of one sheet cut at its rows. Plain text: what is not named is kept to the byte.
struct FormSheet {
  std::string head;
  std::vector<FormRow> rows;
  std::string tail;

  static std::optional<FormSheet> parse(const std::string& xml);
  FormRow* row(std::size_t number);
  /// Everything around the rows with its references moved, and the rows as they are.
  std::string written(const RowMoves& moves) const;
};

/// The value of an attribute in a start tag; nothing when it has none.
std::optional<std::string> attribute_of(std::string_view tag, std::string_view name);
/// Text of XML with its five entities resolved, and the other way round.
std::string unescaped_xml(std::string text);
std::string escaped_xml(std::string_view words);

}  // namespace rasoat::export_
