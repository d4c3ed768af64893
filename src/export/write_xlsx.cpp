// A report as a workbook: one sheet a table, charts beside their figures, ready to print on A4.

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "export/writers.h"
#include "export/xlsx_book.h"

namespace rasoat::export_ {
namespace {

using domain::in;
using domain::Language;

constexpr std::size_t kManyRows = 20'000;  // beyond, rows stream to disk as they are written
constexpr std::uint8_t kPaperA4 = 9;

constexpr double kRowHeight = 16.5;  // points: room for the marks above and below Vietnamese letters

lxw_row_t row_number(std::size_t row) { return static_cast<lxw_row_t>(row); }
lxw_col_t column_number(std::size_t column) { return static_cast<lxw_col_t>(column); }

/// Formats by what a cell is and what row it stands in; made when first needed.
class Formats {
 public:
  explicit Formats(lxw_workbook* book) : book_(book) {}

  lxw_format* title() {
    return plain("title", [](lxw_format* f) { format_set_bold(f), format_set_font_size(f, 14), wrap(f); });
  }
  lxw_format* subtitle() {
    return plain("subtitle", [](lxw_format* f) { format_set_italic(f), wrap(f); });
  }
  lxw_format* notice() {
    return plain("notice",
                 [](lxw_format* f) { format_set_bold(f), format_set_font_color(f, 0x9C0006), wrap(f); });
  }
  lxw_format* sentence() {
    return plain("sentence", [](lxw_format* f) { wrap(f); });
  }
  lxw_format* note() {
    return plain("note", [](lxw_format* f) { format_set_font_size(f, 9), wrap(f); });
  }
  lxw_format* header() {
    return plain("header", [](lxw_format* f) {
      format_set_bold(f);
      format_set_text_wrap(f);
      format_set_align(f, LXW_ALIGN_CENTER);
      format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
      format_set_border(f, LXW_BORDER_THIN);
      format_set_bg_color(f, 0xDDEBF7);
    });
  }
  lxw_format* cell(ColumnType type, RowKind kind) {
    // Asked for millions of times: no name is put together then.
    lxw_format*& kept = cells_.at(static_cast<std::size_t>(type)).at(static_cast<std::size_t>(kind));
    if (kept == nullptr) kept = new_cell(type, kind);
    return kept;
  }
  lxw_format* new_cell(ColumnType type, RowKind kind) {
    const std::string name =
        "cell" + std::to_string(static_cast<int>(type)) + std::to_string(static_cast<int>(kind));
    return plain(name, [&](lxw_format* f) {
      format_set_border(f, LXW_BORDER_THIN);
      format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
      if (type == ColumnType::count) format_set_num_format(f, "#,##0");
      if (type == ColumnType::decimal) format_set_num_format(f, "#,##0.00");
      if (type == ColumnType::mark) format_set_align(f, LXW_ALIGN_CENTER);
      dress(f, kind);
    });
  }
  /// Money in million VND, all of a column with as many decimals.
  lxw_format* money(RowKind kind, std::uint8_t decimals) {
    return plain(
        "money" + std::to_string(decimals) + std::to_string(static_cast<int>(kind)), [&](lxw_format* f) {
          format_set_border(f, LXW_BORDER_THIN);
          format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
          format_set_num_format(f, decimals == 0 ? "#,##0" : ("#,##0." + std::string(decimals, '0')).c_str());
          dress(f, kind);
        });
  }
  /// Text in a numeric column: the sign for a withheld figure.
  lxw_format* sign(RowKind kind) {
    return plain("sign" + std::to_string(static_cast<int>(kind)), [&](lxw_format* f) {
      format_set_border(f, LXW_BORDER_THIN);
      format_set_align(f, LXW_ALIGN_RIGHT);
    });
  }
  lxw_format* wrapped() {
    return plain("wrapped", [](lxw_format* f) {
      format_set_border(f, LXW_BORDER_THIN);
      format_set_text_wrap(f);
      format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    });
  }

 private:
  static void wrap(lxw_format* f) { format_set_text_wrap(f), format_set_align(f, LXW_ALIGN_VERTICAL_TOP); }
  static void dress(lxw_format* f, RowKind kind) {
    if (kind != RowKind::body && kind != RowKind::subtotal) format_set_bold(f);
    if (kind == RowKind::total) format_set_bg_color(f, 0xFFF2CC);
    if (kind == RowKind::heading || kind == RowKind::group) format_set_bg_color(f, 0xEDEDED);
  }
  template <typename Set>
  lxw_format* plain(const std::string& name, Set set) {
    auto& kept = formats_[name];
    if (kept == nullptr) {
      kept = workbook_add_format(book_);
      format_set_font_name(kept, "Times New Roman");
      format_set_font_size(kept, 11);
      set(kept);
    }
    return kept;
  }
  lxw_workbook* book_;
  std::map<std::string, lxw_format*> formats_;
  std::array<std::array<lxw_format*, 5>, 5> cells_{};
};

class SheetWriter {
 public:
  SheetWriter(const Report& report, const domain::Texts& texts, XlsxBook& book, Formats& formats)
      : report_(report), texts_(texts), book_(book), formats_(formats) {}

  void table(const Table& table, bool first);
  void chart(const BarChart& chart);
  /// Names the cells of a blank form: those of `Form`.
  void name_cells(const Table& table);

 private:
  /// Words over the whole width of the table, as many lines high as they need.
  void line(const std::string& words, lxw_format* format);
  void header(const Table& table, const std::vector<std::size_t>& shown);
  void group_cells(const Table& table, const std::vector<std::size_t>& shown);
  void cells(const Table& table, const std::vector<std::size_t>& shown);
  void set_up_page(const Table& table, std::size_t header_from, std::size_t columns);
  std::string say(const domain::Text& text) const { return in(report_.language, text); }

  const Report& report_;
  const domain::Texts& texts_;
  XlsxBook& book_;
  Formats& formats_;
  lxw_worksheet* sheet_ = nullptr;
  std::size_t row_ = 0;
  std::size_t first_figures_ = 0;
  std::size_t last_column_ = 0;
  double width_ = 1;  // of the table, in characters
};

/// The wish of a column, or what its longest text needs.
double width_of(const Table& table, std::size_t at) {
  const Column& column = table.columns[at];
  double width = column.width + 2;
  if (column.type != ColumnType::text || column.width > 60 || table.stream) return width;
  for (const Row& row : table.rows) {
    const std::string& words = row.cells[at].words;
    const auto characters = static_cast<double>(
        std::count_if(words.begin(), words.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    width = std::max(width, std::min(characters * (row.kind == RowKind::body ? 1.0 : 1.1) + 1, 75.0));
  }
  return width;
}

void SheetWriter::line(const std::string& words, lxw_format* format) {
  const auto characters = static_cast<double>(
      std::count_if(words.begin(), words.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  if (last_column_ == 0) {
    worksheet_write_string(sheet_, row_number(row_++), 0, words.c_str(), format);
    return;
  }
  worksheet_merge_range(sheet_, row_number(row_), 0, row_number(row_), column_number(last_column_),
                        words.c_str(), format);
  const double lines = std::ceil(1.08 * characters / width_);
  const double height = format == formats_.title() ? 21 : kRowHeight;
  if (lines > 1 || height > kRowHeight)
    worksheet_set_row(sheet_, row_number(row_), height * std::max(lines, 1.0), nullptr);
  ++row_;
}

/// Neighbouring columns of one group share a merged heading; a column without one spans both rows.
void SheetWriter::group_cells(const Table& table, const std::vector<std::size_t>& shown) {
  const lxw_row_t top = row_number(row_);
  for (std::size_t at = 0; at < shown.size();) {
    const Column& column = table.columns[shown[at]];
    const std::string group = say(column.group);
    std::size_t end = at + 1;
    while (!group.empty() && end < shown.size() && say(table.columns[shown[end]].group) == group) ++end;
    if (group.empty()) {
      worksheet_merge_range(sheet_, top, column_number(at), top + 1, column_number(at),
                            say(column.heading).c_str(), formats_.header());
    } else if (end - at == 1) {
      worksheet_write_string(sheet_, top, column_number(at), group.c_str(), formats_.header());
    } else {
      worksheet_merge_range(sheet_, top, column_number(at), top, column_number(end - 1), group.c_str(),
                            formats_.header());
    }
    at = end;
  }
}

void SheetWriter::header(const Table& table, const std::vector<std::size_t>& shown) {
  const bool grouped = std::any_of(shown.begin(), shown.end(),
                                   [&](std::size_t i) { return !say(table.columns[i].group).empty(); });
  const bool numbered = std::any_of(shown.begin(), shown.end(),
                                    [&](std::size_t i) { return !table.columns[i].number.empty(); });
  if (grouped) {
    group_cells(table, shown);
    ++row_;
  }
  std::size_t lines = 2;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const Column& column = table.columns[shown[at]];
    const std::string words = say(column.heading);
    if (!(grouped && say(column.group).empty())) {
      worksheet_write_string(sheet_, row_number(row_), column_number(at), words.c_str(), formats_.header());
    }
    const auto width = static_cast<std::size_t>(std::max(column.width - 1, 5.0));
    lines = std::max(lines, words.size() / width + 1);
  }
  worksheet_set_row(sheet_, row_number(row_),
                    kRowHeight * static_cast<double>(std::min<std::size_t>(lines, 7)), nullptr);
  ++row_;
  if (!numbered) return;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    worksheet_write_string(sheet_, row_number(row_), column_number(at),
                           table.columns[shown[at]].number.c_str(), formats_.header());
  }
  const bool formula = std::any_of(shown.begin(), shown.end(),
                                   [&](std::size_t i) { return table.columns[i].number.size() > 9; });
  if (formula) worksheet_set_row(sheet_, row_number(row_), 45, nullptr);
  ++row_;
}

void SheetWriter::cells(const Table& table, const std::vector<std::size_t>& shown) {
  for_each_row(table, [&](const Row& row) {
    for (std::size_t at = 0; at < shown.size(); ++at) {
      const Column& column = table.columns[shown[at]];
      const Cell& cell = row.cells[shown[at]];
      lxw_format* format = formats_.cell(column.type, row.kind);
      switch (cell.kind) {
        case Cell::Kind::empty:
          worksheet_write_blank(sheet_, row_number(row_), column_number(at), format);
          break;
        case Cell::Kind::withheld:
          worksheet_write_string(sheet_, row_number(row_), column_number(at), "…", formats_.sign(row.kind));
          break;
        case Cell::Kind::text:
          if (column.width > 60) format = formats_.wrapped();
          worksheet_write_string(sheet_, row_number(row_), column_number(at), cell.words.c_str(), format);
          break;
        case Cell::Kind::count:
          worksheet_write_number(sheet_, row_number(row_), column_number(at),
                                 static_cast<double>(cell.number), format);
          break;
        case Cell::Kind::decimal:
          worksheet_write_number(sheet_, row_number(row_), column_number(at),
                                 static_cast<double>(cell.number) / 100.0, format);
          break;
        case Cell::Kind::money:
          worksheet_write_number(sheet_, row_number(row_), column_number(at),
                                 static_cast<double>(cell.number) / 1e6,
                                 formats_.money(row.kind, cell.decimals));
          break;
      }
    }
    ++row_;
  });
}

void SheetWriter::set_up_page(const Table& table, std::size_t header_from, std::size_t columns) {
  report_.landscape || columns > 8 ? worksheet_set_landscape(sheet_) : worksheet_set_portrait(sheet_);
  worksheet_set_paper(sheet_, kPaperA4);
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_set_margins(sheet_, 0.5, 0.5, 0.6, 0.6);
  worksheet_repeat_rows(sheet_, row_number(header_from), row_number(row_ - 1));
  worksheet_freeze_panes(sheet_, row_number(row_), columns > 2 ? 2 : 0);
  worksheet_set_footer(sheet_, ("&L&9" + say(table.title) + "&R&9&P/&N").c_str());
  worksheet_print_area(sheet_, 0, 0, row_number(row_ + table.size() + 8 + report_.endnotes.size()),
                       column_number(columns - 1));
}

void SheetWriter::table(const Table& table, bool first) {
  const auto shown = columns_for_people(table);
  sheet_ = book_.sheet(first ? table.id : say(table.title));
  worksheet_set_default_row(sheet_, kRowHeight, LXW_FALSE);
  row_ = 0;
  last_column_ = shown.empty() ? 0 : shown.size() - 1;
  width_ = 0;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const double width = width_of(table, shown[at]);
    width_ += width;
    worksheet_set_column(sheet_, column_number(at), column_number(at), width, nullptr);
  }
  line(say(first ? report_.title : table.title), formats_.title());
  if (first) {
    line(say(report_.subtitle), formats_.subtitle());
    for (const domain::Text& notice : report_.notices) line(say(notice), formats_.notice());
    for (const Block& block : report_.blocks) {
      const auto* paragraph = std::get_if<Paragraph>(&block);
      if (paragraph != nullptr) line("– " + say(paragraph->words), formats_.sentence());
    }
  }
  ++row_;
  const std::size_t header_from = row_;
  header(table, shown);
  set_up_page(table, header_from, shown.size());
  first_figures_ = row_;
  cells(table, shown);
  ++row_;
  for (const domain::Text& note : table.notes) line(say(note), formats_.note());
  if (!first) return;
  for (const domain::Text& note : report_.endnotes) line(say(note), formats_.note());
}

/// Bars and what they are compared with, as figures and as a chart of the workbook's own.
void SheetWriter::chart(const BarChart& chart) {
  const std::string name = say(texts_.say("xlsx.chart"));
  sheet_ = book_.sheet(name);
  worksheet_set_column(sheet_, 0, 0, 34, nullptr);
  worksheet_write_string(sheet_, 0, 0, say(texts_.say("heading.area")).c_str(), formats_.header());
  worksheet_write_string(sheet_, 0, 1, chart.unit.c_str(), formats_.header());
  std::size_t at = 1;
  const auto put = [&](const std::string& label, domain::Hundredths value, RowKind kind) {
    worksheet_write_string(sheet_, row_number(at), 0, label.c_str(), formats_.cell(ColumnType::text, kind));
    worksheet_write_number(sheet_, row_number(at), 1, static_cast<double>(value.count) / 100.0,
                           formats_.cell(ColumnType::decimal, kind));
    ++at;
  };
  for (const auto& line : chart.lines) put(line.label, line.value, RowKind::total);
  for (const auto& bar : chart.bars) put(bar.label, bar.value, RowKind::body);
  lxw_chart* drawn = workbook_add_chart(book_.get(), LXW_CHART_BAR);
  lxw_chart_series* series = chart_add_series(drawn, nullptr, nullptr);
  const lxw_row_t last = row_number(at - 1);
  chart_series_set_categories(series, name.c_str(), 1, 0, last, 0);
  chart_series_set_values(series, name.c_str(), 1, 1, last, 1);
  lxw_chart_fill grey{};
  grey.color = 0x8EA9DB;
  chart_series_set_fill(series, &grey);
  // The averages are hatched, so that they stand out in black and white too.
  lxw_chart_pattern hatched{};
  hatched.fg_color = 0x262626;
  hatched.bg_color = 0xFFFFFF;
  hatched.type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL;
  lxw_chart_point average{};
  average.pattern = &hatched;
  std::vector<lxw_chart_point*> points(chart.lines.size(), &average);
  points.push_back(nullptr);
  if (!chart.lines.empty()) chart_series_set_points(series, points.data());
  chart_series_set_labels(series);
  chart_set_series_gap(drawn, 40);
  lxw_chart_font small{};
  small.size = 8;
  std::string letters = "Times New Roman";
  small.name = letters.data();
  chart_series_set_labels_font(series, &small);
  chart_axis_set_num_font(drawn->y_axis, &small);
  chart_axis_set_num_font(drawn->x_axis, &small);
  chart_axis_set_interval_unit(drawn->y_axis, 1);
  chart_axis_major_gridlines_set_visible(drawn->x_axis, LXW_FALSE);
  chart_title_set_name(drawn, (say(chart.title) + " (" + chart.unit + ")").c_str());
  chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
  chart_axis_set_reverse(drawn->y_axis);
  lxw_chart_options place{};
  place.x_scale = 1.6;
  place.y_scale = std::max(1.2, static_cast<double>(at) * 0.075 + 0.35);
  worksheet_insert_chart_opt(sheet_, 0, 3, drawn, &place);
  // With its frame: the default size is 7.5 columns by 14.4 rows.
  worksheet_print_area(
      sheet_, 0, 0, row_number(std::max<std::size_t>(at, static_cast<std::size_t>(14.4 * place.y_scale) + 2)),
      column_number(3 + static_cast<std::size_t>(7.5 * place.x_scale) + 1));
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, kPaperA4);
  worksheet_fit_to_pages(sheet_, 1, 1);
}

void SheetWriter::name_cells(const Table& table) {
  const std::string sheet = "'" + table.id + "'!$";
  const auto name = [&](const std::string& of, std::size_t row, std::size_t column) {
    char letters[LXW_MAX_COL_NAME_LENGTH];
    lxw_col_to_name(letters, column_number(column), LXW_FALSE);
    workbook_define_name(book_.get(), of.c_str(), (sheet + letters + "$" + std::to_string(row + 1)).c_str());
  };
  name("title", 0, 0);
  name("subtitle", 1, 0);
  name("notices", 2, 0);
  name("row_total", first_figures_, 0);
  name("row_district", first_figures_ + 1, 0);
  name("row_heading", first_figures_ + 2, 0);
  const auto shown = columns_for_people(table);
  for (std::size_t at = 0; at < shown.size(); ++at)
    name("col_" + table.columns[shown[at]].name, first_figures_ + 3, at);
  name("notes", first_figures_ + table.rows.size() + 1, 0);
}

}  // namespace

std::string write_blank_form(const Report& report, const domain::Texts& texts) {
  Report blank = report;
  blank.notices = {{"notices", "notices"}};
  blank.endnotes.clear();
  Table table = main_table(report);
  table.notes = {{"notes", "notes"}};
  table.rows.clear();
  for (const RowKind kind : {RowKind::total, RowKind::subtotal, RowKind::heading, RowKind::body})
    table.rows.push_back({.kind = kind, .area = {}, .cells = std::vector<Cell>(table.columns.size())});
  XlsxBook book(in(report.language, report.title), report.created, XlsxBook::Memory::small);
  Formats formats(book.get());
  SheetWriter writer(blank, texts, book, formats);
  writer.table(table, true);
  writer.name_cells(table);
  return book.bytes();
}

std::string write_xlsx(const Report& report, const domain::Texts& texts) {
  const bool many = main_table(report).size() > kManyRows;
  XlsxBook book(in(report.language, report.title), report.created,
                many ? XlsxBook::Memory::constant : XlsxBook::Memory::small);
  Formats formats(book.get());
  SheetWriter writer(report, texts, book, formats);
  bool first = true;
  for (const Block& block : report.blocks) {
    if (const Table* table = std::get_if<Table>(&block)) {
      writer.table(*table, first);
      first = false;
    } else if (const BarChart* chart = std::get_if<BarChart>(&block)) {
      writer.chart(*chart);
    }
  }
  return book.bytes();
}

}  // namespace rasoat::export_
