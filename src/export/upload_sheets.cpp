// Findings of an upload as a workbook: to be sorted and filtered where officers work.

#include "export/upload_answers.h"
#include "export/xlsx_book.h"

namespace rasoat::export_ {

std::string findings_xlsx(const std::vector<domain::Finding>& findings, const domain::Texts& texts) {
  XlsxBook book("rasoat", 0, XlsxBook::Memory::constant);
  lxw_worksheet* sheet = book.sheet(texts.say("sheet.findings").vi);
  lxw_format* bold = workbook_add_format(book.get());
  format_set_bold(bold);
  format_set_bg_color(bold, 0xDDEBF7);
  struct Column {
    const char* text;
    double width;
  };
  constexpr Column columns[] = {{"sheet.row", 8},      {"sheet.column", 24}, {"sheet.severity", 10},
                                {"sheet.message", 90}, {"sheet.value", 24},  {"sheet.expected", 24},
                                {"sheet.code", 18},    {"sheet.sheet", 18}};
  lxw_col_t at = 0;
  for (const Column& column : columns) {
    worksheet_set_column(sheet, at, at, column.width, nullptr);
    worksheet_write_string(sheet, 0, at++, texts.say(column.text).vi.c_str(), bold);
  }
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_row_t row = 0;
  for (const domain::Finding& finding : findings) {
    ++row;
    const bool error = finding.severity == domain::Severity::error;
    if (finding.row > 0) worksheet_write_number(sheet, row, 0, static_cast<double>(finding.row), nullptr);
    const std::string cells[] = {finding.column,     texts.say(error ? "sheet.error" : "sheet.warning").vi,
                                 finding.message.vi, finding.value,
                                 finding.expected,   finding.code,
                                 finding.sheet};
    lxw_col_t column = 1;
    for (const std::string& cell : cells) {
      // Strings of a workbook are never run, whatever they begin with.
      if (!cell.empty()) worksheet_write_string(sheet, row, column, cell.c_str(), nullptr);
      ++column;
    }
  }
  worksheet_autofilter(sheet, 0, 0, row, at - 1);
  return book.bytes();
}

}  // namespace rasoat::export_
