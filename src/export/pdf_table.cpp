#include <algorithm>
#include <string_view>

#include "export/pdf_blocks.h"

namespace rasoat::export_ {
namespace {

using domain::in;
using domain::Language;

constexpr double kPad = 2.5;
constexpr double kWrapFrom = 290;  // points
constexpr double kSmallest = 5;    // points; smaller cannot be read on paper

/// Spaces before the words of a cell are its rank below the row above: all of its lines stand in.
struct Indented {
  std::string_view words;
  double by = 0;
};

Indented indented(std::string_view words, double size) {
  const std::size_t spaces = std::min(words.find_first_not_of(' '), words.size());
  return {words.substr(spaces), 0.3 * size * static_cast<double>(spaces)};
}

/// One table being drawn: where its columns stand and how its header looks.
class TableDrawing {
 public:
  TableDrawing(PdfPages& pages, const Table& table, Language language);
  void draw();

 private:
  void place_columns();
  double widest_word(const std::string& words);
  double widest_cell(std::size_t at);
  double header_height();
  void draw_header();
  double row_height(const Row& row);
  void draw_row(const Row& row, double height);
  void box(double x, double y, double width, double height);
  void shade(double y, double height, double grey);
  double group_end(std::size_t at, std::size_t& next) const;
  std::string group(std::size_t at) const { return in(language_, column(at).group); }
  const Column& column(std::size_t at) const { return table_.columns[shown_[at]]; }

  PdfPages& pages_;
  const Table& table_;
  Language language_;
  std::vector<std::size_t> shown_;
  std::vector<double> x_;  // left edge of each column, and the right edge of the last
  double size_ = 8;
  double group_height_ = 0;
  double heading_height_ = 0;
  double number_height_ = 0;
  double line_height_ = 0;
};

TableDrawing::TableDrawing(PdfPages& pages, const Table& table, Language language)
    : pages_(pages), table_(table), language_(language), shown_(columns_for_people(table)) {
  size_ = shown_.size() > 17 ? 6.2 : shown_.size() > 13 ? 7 : 8;
  place_columns();
  line_height_ = pages_.height_of("Ặg", 0, {.size = size_});
  header_height();
}

/// The widest word of a heading: words are not cut.
double TableDrawing::widest_word(const std::string& words) {
  double widest = 0;
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t to = std::min(words.find(' ', from), words.size());
    const TextStyle style{.size = size_, .weight = Weight::bold};
    widest = std::max(widest, pages_.width_of(words.substr(from, to - from), style));
    from = to + 1;
  }
  return widest;
}

/// The width of the longest content of a column; long texts may wrap and ask for no more than `kWrapFrom`.
double TableDrawing::widest_cell(std::size_t at) {
  const std::string* longest = nullptr;
  std::string read;
  std::string widest;
  for (const Row& row : table_.rows) {
    const Cell& cell = row.cells[shown_[at]];
    if (cell.kind == Cell::Kind::text) {
      longest = &cell.words;
    } else {
      read = cell.read();
      longest = &read;
    }
    if (longest->size() > widest.size()) widest = *longest;
  }
  const double width = pages_.width_of(widest, {.size = size_, .weight = Weight::bold});
  return column(at).type == ColumnType::text ? std::min(width, kWrapFrom) : width;
}

void TableDrawing::place_columns() {
  std::vector<double> least;
  double sum = 0;
  double wishes = 0;
  for (std::size_t at = 0; at < shown_.size(); ++at) {
    const double content = std::max(widest_word(in(language_, column(at).heading)), widest_cell(at));
    least.push_back(content + 2 * kPad + 1);
    sum += least.back();
    wishes += column(at).width;
  }
  if (sum > pages_.width() && size_ > kSmallest) {
    size_ -= 0.3;
    return place_columns();
  }
  // What is left is shared out by the columns' wishes; what is too much is taken in proportion.
  const double squeeze = std::min(1.0, pages_.width() / sum);
  const double share = std::max(0.0, pages_.width() - sum) / wishes;
  double x = pages_.left();
  for (std::size_t at = 0; at < shown_.size(); ++at) {
    x_.push_back(x);
    x += least[at] * squeeze + column(at).width * share;
  }
  x_.push_back(x);
}

double TableDrawing::header_height() {
  const TextStyle style{.size = size_, .weight = Weight::bold, .align = Align::centre};
  for (std::size_t at = 0; at < shown_.size();) {
    std::size_t next = at + 1;
    const double width = group_end(at, next) - x_[at] - 2 * kPad;
    if (!group(at).empty())
      group_height_ = std::max(group_height_, pages_.height_of(group(at), width, style) + 2 * kPad);
    at = next;
  }
  for (std::size_t at = 0; at < shown_.size(); ++at) {
    const double width = x_[at + 1] - x_[at] - 2 * kPad;
    double height = pages_.height_of(in(language_, column(at).heading), width, style) + 2 * kPad;
    if (group(at).empty()) height -= group_height_;
    heading_height_ = std::max(heading_height_, height);
    if (column(at).number.empty()) continue;
    number_height_ = std::max(number_height_,
                              pages_.height_of(column(at).number, width, {.size = size_ - 1.2}) + 2 * kPad);
  }
  return group_height_ + heading_height_ + number_height_;
}

double TableDrawing::group_end(std::size_t at, std::size_t& next) const {
  const std::string words = group(at);
  next = at + 1;
  while (!words.empty() && next < shown_.size() && group(next) == words) ++next;
  return x_[next];
}

void TableDrawing::box(double x, double y, double width, double height) {
  if (pages_.dry()) return;
  cairo_set_source_rgb(pages_.cairo(), 0.45, 0.45, 0.45);
  cairo_set_line_width(pages_.cairo(), 0.4);
  cairo_rectangle(pages_.cairo(), x, y, width, height);
  cairo_stroke(pages_.cairo());
}

void TableDrawing::shade(double y, double height, double grey) {
  if (pages_.dry()) return;
  cairo_set_source_rgb(pages_.cairo(), grey, grey, grey);
  cairo_rectangle(pages_.cairo(), x_.front(), y, x_.back() - x_.front(), height);
  cairo_fill(pages_.cairo());
}

void TableDrawing::draw_header() {
  const TextStyle style{.size = size_, .weight = Weight::bold, .align = Align::centre};
  const double top = pages_.y();
  const double below_group = top + group_height_;
  const double below_heading = below_group + heading_height_;
  shade(top, below_heading + number_height_ - top, 0.9);
  for (std::size_t at = 0; at < shown_.size();) {
    std::size_t next = at + 1;
    const double right = group_end(at, next);
    if (!group(at).empty()) {
      box(x_[at], top, right - x_[at], group_height_);
      pages_.text(group(at), x_[at] + kPad, top + kPad, right - x_[at] - 2 * kPad, style);
    }
    at = next;
  }
  for (std::size_t at = 0; at < shown_.size(); ++at) {
    const double width = x_[at + 1] - x_[at];
    const double from = group(at).empty() ? top : below_group;
    const std::string words = in(language_, column(at).heading);
    const double free = below_heading - from - pages_.height_of(words, width - 2 * kPad, style);
    box(x_[at], from, width, below_heading - from);
    pages_.text(words, x_[at] + kPad, from + std::max(free / 2, kPad), width - 2 * kPad, style);
    if (number_height_ == 0) continue;
    box(x_[at], below_heading, width, number_height_);
    pages_.text(column(at).number, x_[at] + kPad, below_heading + kPad, width - 2 * kPad,
                {.size = size_ - 1.2, .align = Align::centre, .grey = 0.25});
  }
  pages_.move_down(group_height_ + heading_height_ + number_height_);
}

double TableDrawing::row_height(const Row& row) {
  double height = line_height_;
  for (std::size_t at = 0; at < shown_.size(); ++at) {
    if (column(at).type != ColumnType::text) continue;
    const auto [words, by] = indented(row.cells[shown_[at]].words, size_);
    // Short words surely fit: only those that may wrap are measured.
    const double width = x_[at + 1] - x_[at] - 2 * kPad - by;
    if (static_cast<double>(words.size()) * size_ * 0.62 < width) continue;
    const Weight weight = row.kind == RowKind::body ? Weight::normal : Weight::bold;
    height = std::max(height, pages_.height_of(std::string(words), width, {.size = size_, .weight = weight}));
  }
  return height + 2 * kPad;
}

void TableDrawing::draw_row(const Row& row, double height) {
  const double top = pages_.y();
  if (row.kind == RowKind::total) shade(top, height, 0.93);
  if (row.kind == RowKind::heading || row.kind == RowKind::group) shade(top, height, 0.96);
  const bool strong = row.kind != RowKind::body && row.kind != RowKind::subtotal;
  const TextStyle style{.size = size_, .weight = strong ? Weight::bold : Weight::normal};
  for (std::size_t at = 0; at < shown_.size(); ++at) {
    const Cell& cell = row.cells[shown_[at]];
    const double width = x_[at + 1] - x_[at];
    box(x_[at], top, width, height);
    if (cell.kind == Cell::Kind::empty) continue;
    TextStyle aligned = style;
    if (column(at).type != ColumnType::text) aligned.align = Align::right;
    if (column(at).type == ColumnType::mark) aligned.align = Align::centre;
    const std::string read = cell.read();
    const auto [words, by] = indented(read, size_);
    pages_.figure(by > 0 ? std::string(words) : read, x_[at] + kPad + by, top + kPad, width - 2 * kPad - by,
                  aligned);
  }
  pages_.move_down(height);
}

void TableDrawing::draw() {
  const std::string title = in(language_, table_.title);
  const TextStyle title_style{.size = 9.5, .weight = Weight::bold};
  const double header = group_height_ + heading_height_ + number_height_;
  const double title_height = title.empty() ? 0 : pages_.height_of(title, pages_.width(), title_style) + 3;
  pages_.need(title_height + header + 3 * (line_height_ + 2 * kPad));
  if (!title.empty()) {
    pages_.text(title, pages_.left(), pages_.y(), pages_.width(), title_style);
    pages_.move_down(title_height);
  }
  draw_header();
  for (std::size_t at = 0; at < table_.rows.size(); ++at) {
    const Row& row = table_.rows[at];
    const double height = row_height(row);
    // The name of a district does not stand alone at the foot of a page.
    const double wanted = row.kind == RowKind::heading ? 2 * height : height;
    if (pages_.need(wanted)) draw_header();
    draw_row(row, height);
  }
  pages_.move_down(4);
  for (const domain::Text& note : table_.notes) {
    const std::string& words = in(language_, note);
    const TextStyle style{.size = 7.5, .grey = 0.2};
    pages_.need(pages_.height_of(words, pages_.width(), style));
    pages_.move_down(pages_.text(words, pages_.left(), pages_.y(), pages_.width(), style));
  }
  pages_.move_down(8);
}

}  // namespace

void draw_table(PdfPages& pages, const Table& table, Language language) {
  TableDrawing(pages, table, language).draw();
}

}  // namespace rasoat::export_
