#include <algorithm>
#include <cmath>

#include "export/pdf_blocks.h"

namespace rasoat::export_ {
namespace {

using domain::in;

constexpr double kStep = 12;         // from bar to bar, where there is room
constexpr double kClosest = 9.5;     // rather than on another page
constexpr double kTightest = 8;      // of a list that fills a page
constexpr double kLabelStep = 11.5;  // the words of one line of comparison, with their descenders

/// Fills the current path so that the three degrees differ in black and white: light, grey, grey with
/// strokes.
void fill_bar(cairo_t* cairo, double x, double y, double width, double height, int shade) {
  const double grey = shade == 0 ? 0.85 : 0.62;
  cairo_rectangle(cairo, x, y, width, height);
  cairo_set_source_rgb(cairo, grey, grey, grey);
  cairo_fill_preserve(cairo);
  cairo_set_source_rgb(cairo, 0.2, 0.2, 0.2);
  cairo_set_line_width(cairo, 0.4);
  cairo_stroke(cairo);
  if (shade < 2) return;
  cairo_save(cairo);
  cairo_rectangle(cairo, x, y, width, height);
  cairo_clip(cairo);
  constexpr double kApart = 4;
  const int strokes = static_cast<int>(std::ceil((width + height) / kApart));
  for (int stroke = 0; stroke < strokes; ++stroke) {
    const double at = x - height + stroke * kApart;
    cairo_move_to(cairo, at, y + height);
    cairo_line_to(cairo, at + height, y);
  }
  cairo_stroke(cairo);
  cairo_restore(cairo);
}

void draw_lines(PdfPages& pages, const BarChart& chart, double zero, double scale, double top,
                double bottom) {
  cairo_t* cairo = pages.cairo();
  double label_y = top - 2 - kLabelStep * static_cast<double>(chart.lines.size());
  for (const BarChart::Line& line : chart.lines) {
    const double x = zero + static_cast<double>(line.value.count) * scale;
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_set_line_width(cairo, 0.8);
    const double dashes[] = {4, 2};
    cairo_set_dash(cairo, dashes, 2, 0);
    cairo_move_to(cairo, x, label_y + 10);
    cairo_line_to(cairo, x, bottom);
    cairo_stroke(cairo);
    cairo_set_dash(cairo, nullptr, 0, 0);
    const std::string label = line.label + ": " + line.value.vietnamese();
    const double width = pages.width_of(label, {.size = 7});
    const double from = x + 2 + width > pages.left() + pages.width() ? x - width - 2 : x + 2;
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_rectangle(cairo, from - 1, label_y + 1, width + 2, kLabelStep - 1);
    cairo_fill(cairo);
    pages.figure(label, from, label_y, width + 2, {.size = 7});
    label_y += kLabelStep;
  }
}

}  // namespace

void draw_chart(PdfPages& pages, const BarChart& chart, domain::Language language) {
  if (chart.bars.empty()) return;
  const double room_for_lines = 4 + kLabelStep * static_cast<double>(chart.lines.size());
  const double title_height = 15;
  const double fixed = title_height + room_for_lines + 14;
  const auto bars = static_cast<double>(chart.bars.size());
  // Drawn closer to fit what is left of the page, but not so close that it cannot be read: then on the next
  // one.
  if (fixed + bars * kClosest > pages.room()) pages.need(fixed + bars * kStep);
  const double step = std::clamp((pages.room() - fixed) / bars, kTightest, kStep);
  const double height = fixed + bars * step;
  pages.need(height);
  const std::string title = in(language, chart.title) + " (" + chart.unit + ")";
  pages.text(title, pages.left(), pages.y(), pages.width(), {.size = 9.5, .weight = Weight::bold});
  if (pages.dry()) {
    pages.move_down(height);
    return;
  }
  std::int64_t most = 1;
  for (const auto& bar : chart.bars) most = std::max(most, bar.value.count);
  for (const auto& line : chart.lines) most = std::max(most, line.value.count);
  const double label_width = 130;
  const double zero = pages.left() + label_width;
  const double scale = (pages.width() - label_width - 45) / static_cast<double>(most);
  const double top = pages.y() + title_height + room_for_lines;
  const double bottom = top + step * static_cast<double>(chart.bars.size());
  draw_lines(pages, chart, zero, scale, top, bottom);
  const double size = std::min(8.0, step - 2.5);
  const auto length_of = [&](const BarChart::Bar& bar) {
    return std::max(0.0, static_cast<double>(bar.value.count) * scale);
  };
  // White fields keep the figures readable where a line of comparison passes; all of them before the first
  // figure, whose comma the field below it would cut.
  cairo_set_source_rgb(pages.cairo(), 1, 1, 1);
  double y = top;
  for (const auto& bar : chart.bars) {
    const double width = pages.width_of(bar.value.vietnamese(), {.size = size});
    cairo_rectangle(pages.cairo(), zero + length_of(bar) + 1, y, width + 4, step);
    y += step;
  }
  cairo_fill(pages.cairo());
  // Words stand in the middle of their bars: Noto Sans has its baseline 1.07 of the size below the top of a
  // line, and capitals and digits are 0.71 of it high.
  constexpr double kMiddle = 1.07 - 0.71 / 2;
  y = top;
  for (const auto& bar : chart.bars) {
    const double words = y + (step - 0.5) / 2 - kMiddle * size;
    pages.figure(bar.label, pages.left(), words, label_width - 6, {.size = size, .align = Align::right});
    fill_bar(pages.cairo(), zero, y + 1.5, length_of(bar), step - 3.5, bar.shade);
    pages.figure(bar.value.vietnamese(), zero + length_of(bar) + 3, words, 42, {.size = size});
    y += step;
  }
  pages.move_down(height);
}

}  // namespace rasoat::export_
