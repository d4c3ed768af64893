#pragma once

#include <map>
#include <string>
#include <vector>

#include "export/template_book.h"
#include "export/xlsx_book.h"

namespace rasoat::export_ {

/// The sheet of closed lists behind a form: one list a column, the units with their setting first. Cells of
/// the form choose from ranges of it, since a list inside a cell's rule may hold 255 characters only.
class TemplateLists {
 public:
  TemplateLists(const TemplateRequest& request, XlsxBook& book, lxw_format* heading);

  /// `='Danh mục'!$C$2:$C$9` for a column that has a closed list, else empty.
  std::string range_for(const domain::Column& column);
  /// True for a closed list besides which other values are right too: codes of units, days as periods.
  static bool open(const domain::Column& column);
  /// The units with their setting, for a look-up: `'Danh mục'!$A$2:$B$9`.
  std::string units() const;
  /// How a unit stands in the list: `21031 - Xã Bình Trung`.
  static std::string label(const domain::Area& area);

 private:
  std::vector<std::string> words_for(const domain::Column& column) const;
  std::string range(lxw_col_t first, lxw_col_t last, std::size_t rows) const;

  const TemplateRequest& request_;
  std::string name_;
  lxw_worksheet* sheet_;
  lxw_format* heading_;
  lxw_col_t next_ = 0;
  std::map<std::vector<std::string>, std::string> known_;  // the same words stand there once
};

/// The words a form offers for a choice, in order (texts `template.words-…`): all of them are read back.
std::vector<std::string> words_of(const domain::Texts& texts, const domain::Column& column);
/// The one for a value: `hộ nghèo` for `poor`.
std::string word_of(const domain::Texts& texts, const domain::Column& column, std::string_view value);
/// `A`, `Z`, `AA`: a column as formulas name it.
std::string column_letters(int column);
/// The column's first official heading, or its name.
std::string heading_of(const domain::Column& column);

}  // namespace rasoat::export_
