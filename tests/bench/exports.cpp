// One export, ours or by the bare library, for tests/bench/exports to time: xlsx|pdf ours|bare FILE ROWS.
// Both ways write the same cells with the same formats.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <xlsxwriter.h>

#include "domain/text.h"
#include "export/writers.h"

namespace {

using rasoat::domain::Hundredths;
using rasoat::export_::Cell;
using rasoat::export_::Column;
using rasoat::export_::ColumnType;
using rasoat::export_::Report;
using rasoat::export_::Row;
using rasoat::export_::Table;

constexpr std::size_t kTexts = 5;
constexpr std::size_t kNumbers = 15;
constexpr std::size_t kPdfColumns = 12;
constexpr std::size_t kPdfRows = 40;

std::string words(std::size_t row, std::size_t column) {
  return "Thôn Đồng Mít " + std::to_string(row % 977) + "/" + std::to_string(column);
}
std::int64_t number(std::size_t row, std::size_t column) {
  return static_cast<std::int64_t>((row * 7919 + column * 104729) % 1000003);
}

Table table_of(std::size_t rows, std::size_t texts, std::size_t columns) {
  Table table;
  table.id = "bench";
  for (std::size_t column = 0; column < columns; ++column) {
    Column made;
    made.name = "c" + std::to_string(column);
    made.heading = {made.name, made.name};
    made.type = column < texts ? ColumnType::text : column % 2 == 0 ? ColumnType::count : ColumnType::decimal;
    table.columns.push_back(std::move(made));
  }
  table.streamed = rows;
  table.stream = [rows, texts, columns](const auto& visit) {
    Row row;
    for (std::size_t at = 0; at < rows; ++at) {
      row.cells.clear();
      for (std::size_t column = 0; column < columns; ++column) {
        const std::int64_t value = number(at, column);
        row.cells.push_back(column < texts    ? Cell::text(words(at, column))
                            : column % 2 == 0 ? Cell::count(value)
                                              : Cell::decimal(Hundredths{value}));
      }
      visit(row);
    }
  };
  return table;
}

Report report_of(Table table) {
  Report report;
  report.name = "bench";
  report.title = {"Bench", "Bench"};
  report.created = 1'700'000'000;
  report.blocks.emplace_back(std::move(table));
  return report;
}

void bare_xlsx(const std::string& path, std::size_t rows) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.use_zip64 = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  lxw_worksheet* sheet = workbook_add_worksheet(book, "bench");
  const auto format = [&](const char* number_format) {
    lxw_format* made = workbook_add_format(book);
    format_set_font_name(made, "Times New Roman");
    format_set_border(made, LXW_BORDER_THIN);
    if (number_format != nullptr) format_set_num_format(made, number_format);
    return made;
  };
  lxw_format* text = format(nullptr);
  lxw_format* count = format("#,##0");
  lxw_format* decimal = format("#,##0.00");
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < kTexts + kNumbers; ++column) {
      const auto at = static_cast<lxw_row_t>(row);
      const auto to = static_cast<lxw_col_t>(column);
      const auto value = static_cast<double>(number(row, column));
      if (column < kTexts) {
        worksheet_write_string(sheet, at, to, words(row, column).c_str(), text);
      } else if (column % 2 == 0) {
        worksheet_write_number(sheet, at, to, value, count);
      } else {
        worksheet_write_number(sheet, at, to, value / 100, decimal);
      }
    }
  }
  workbook_close(book);
}

void bare_pdf(const std::string& path, std::size_t rows) {
  cairo_surface_t* surface = cairo_pdf_surface_create(path.c_str(), 841.89, 595.276);
  cairo_t* cairo = cairo_create(surface);
  PangoLayout* layout = pango_cairo_create_layout(cairo);
  PangoFontDescription* font = pango_font_description_from_string("Noto Sans 7");
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  for (std::size_t row = 0; row < rows; ++row) {
    const double y = 40 + 12 * static_cast<double>(row % kPdfRows);
    for (std::size_t column = 0; column < kPdfColumns; ++column) {
      const double x = 36 + 64 * static_cast<double>(column);
      const std::int64_t value = number(row, column);
      const std::string cell = column == 0       ? words(row, column)
                               : column % 2 == 0 ? Cell::count(value).read()
                                                 : Cell::decimal(Hundredths{value}).read();
      cairo_set_line_width(cairo, 0.4);
      cairo_rectangle(cairo, x, y, 64, 12);
      cairo_stroke(cairo);
      pango_layout_set_width(layout, 59 * PANGO_SCALE);
      pango_layout_set_alignment(layout, column == 0 ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
      pango_layout_set_text(layout, cell.c_str(), static_cast<int>(cell.size()));
      cairo_move_to(cairo, x + 2.5, y + 2);
      pango_cairo_show_layout(cairo, layout);
    }
    if (row % kPdfRows == kPdfRows - 1) cairo_show_page(cairo);
  }
  g_object_unref(layout);
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
}

void keep(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "exports xlsx|pdf ours|bare FILE ROWS\n";
    return 2;
  }
  const std::string form = argv[1];
  const bool ours = std::string(argv[2]) == "ours";
  const std::string path = argv[3];
  const std::size_t rows = std::stoul(argv[4]);
  const rasoat::domain::Texts texts({{"report.page", {"Trang {page}/{pages}", "Page {page} of {pages}"}}});
  if (form == "xlsx" && ours)
    keep(path, write_xlsx(report_of(table_of(rows, kTexts, kTexts + kNumbers)), texts));
  if (form == "xlsx" && !ours) bare_xlsx(path, rows);
  if (form == "pdf" && ours) {
    Table table = table_of(rows, 1, kPdfColumns);
    table.stream([&](const Row& row) { table.rows.push_back(row); });
    table.stream = nullptr;
    keep(path, write_pdf(report_of(std::move(table)), texts));
  }
  if (form == "pdf" && !ours) bare_pdf(path, rows);
  return 0;
}
