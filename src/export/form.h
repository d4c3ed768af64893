#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "export/form_sheet.h"
#include "export/report.h"

namespace rasoat::export_ {

/// The office's own workbook as the layout of an official table. Fonts, widths, headings, borders, logo and
/// page set-up are the office's; figures and words go into its named cells:
///
///   title, subtitle, notices, notes   a cell each; the rows of `notices` and `notes` are repeated, a line a
///   row col_NAME                          a cell for each column of the table, all in one row, in any order:
///                                     its style is that of every row of figures
///   row_total, row_district, row_heading   a cell in rows next to it, the styles of those rows; may be
///   absent
///
/// What stands below the table moves down; nothing else is touched.
class Form {
 public:
  /// A Problem `form` with what is wrong, where a workbook cannot be used.
  static domain::Result<Form> read(const std::string& bytes, const domain::Texts& texts);

  /// True when it names a cell for each column that people see, and for no other.
  bool fits(const Table& table) const;
  std::string filled(const Report& report, const Table& table, std::vector<std::string> notices,
                     std::vector<std::string> notes) const;

 private:
  struct Place {
    std::size_t column = 0;  ///< from 1
    std::size_t row = 0;
  };
  using Parts = std::vector<std::pair<std::string, std::string>>;

  std::string understand();
  std::string read_names();
  std::string check() const;
  const std::string* part(const std::string& name) const;
  const FormRow& pattern(RowKind kind) const;
  void add_figures(const Table& table, RowMoves& moves, std::vector<FormRow>& rows) const;
  std::string moved_names(const RowMoves& moves) const;

  Parts parts_;
  std::string sheet_name_;
  std::string sheet_part_;
  FormSheet sheet_;
  std::map<std::string, Place> named_;
  std::size_t first_ = 0;  ///< rows that are patterns of the table's
  std::size_t last_ = 0;
};

}  // namespace rasoat::export_
