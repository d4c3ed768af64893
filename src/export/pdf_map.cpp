#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "export/pdf_blocks.h"

namespace rasoat::export_ {
namespace {

using domain::in;
using domain::MapPoint;

constexpr double kHeight = 185;
constexpr double kLegendWidth = 130;
constexpr std::size_t kMostLabels = 30;

double grey_of(int shade, std::size_t shades) {
  if (shades < 2) return 0.8;
  return 0.95 - 0.6 * static_cast<double>(shade) / static_cast<double>(shades - 1);
}

/// Puts degrees onto paper: a degree of longitude is as long as at the middle of the map.
class Projection {
 public:
  Projection(const MapDrawing& map, double x, double y, double width, double height) {
    MapPoint low{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    MapPoint high{std::numeric_limits<double>::lowest(), std::numeric_limits<double>::lowest()};
    for (const auto& unit : map.units) {
      for (const auto& ring : unit.shape->rings) {
        for (const MapPoint& point : ring) {
          low = {std::min(low.east, point.east), std::min(low.north, point.north)};
          high = {std::max(high.east, point.east), std::max(high.north, point.north)};
        }
      }
    }
    narrowing_ = std::cos((low.north + high.north) / 2 * std::numbers::pi / 180);
    scale_ = std::min(width / ((high.east - low.east) * narrowing_), height / (high.north - low.north));
    west_ = low.east;
    north_ = high.north;
    x_ = x + (width - (high.east - low.east) * narrowing_ * scale_) / 2;
    y_ = y;
  }
  double x(const MapPoint& point) const { return x_ + (point.east - west_) * narrowing_ * scale_; }
  double y(const MapPoint& point) const { return y_ + (north_ - point.north) * scale_; }

 private:
  double narrowing_ = 1;
  double scale_ = 1;
  double west_ = 0;
  double north_ = 0;
  double x_ = 0;
  double y_ = 0;
};

void trace(cairo_t* cairo, const Projection& projection, const domain::MapShape& shape) {
  for (const auto& ring : shape.rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const double x = projection.x(ring[i]);
      const double y = projection.y(ring[i]);
      i == 0 ? cairo_move_to(cairo, x, y) : cairo_line_to(cairo, x, y);
    }
    cairo_close_path(cairo);
  }
}

/// Strokes over the current path, for units without a figure.
void hatch(cairo_t* cairo) {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  cairo_path_extents(cairo, &left, &top, &right, &bottom);
  cairo_save(cairo);
  cairo_clip_preserve(cairo);
  cairo_path_t* outline = cairo_copy_path(cairo);
  cairo_new_path(cairo);
  constexpr double kApart = 4;
  const double first = left - (bottom - top);
  const int lines = static_cast<int>(std::ceil((right - first) / kApart));
  for (int line = 0; line < lines; ++line) {
    const double at = first + line * kApart;
    cairo_move_to(cairo, at, bottom);
    cairo_line_to(cairo, at + (bottom - top), top);
  }
  cairo_set_line_width(cairo, 0.3);
  cairo_set_source_rgb(cairo, 0.4, 0.4, 0.4);
  cairo_stroke(cairo);
  cairo_restore(cairo);
  cairo_append_path(cairo, outline);
  cairo_path_destroy(outline);
}

void paint(cairo_t* cairo, std::optional<int> shade, std::size_t shades) {
  cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
  const double grey = shade ? grey_of(*shade, shades) : 1.0;
  cairo_set_source_rgb(cairo, grey, grey, grey);
  cairo_fill_preserve(cairo);
  if (!shade) hatch(cairo);
  cairo_set_source_rgb(cairo, 0.15, 0.15, 0.15);
  cairo_set_line_width(cairo, 0.5);
  cairo_stroke(cairo);
}

/// The middle of the largest ring, where the name goes.
MapPoint middle(const domain::MapShape& shape) {
  MapPoint best{};
  double largest = -1;
  for (const auto& ring : shape.rings) {
    double area = 0;
    MapPoint sum{};
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const double cross = ring[i].east * ring[i + 1].north - ring[i + 1].east * ring[i].north;
      area += cross;
      sum.east += (ring[i].east + ring[i + 1].east) * cross;
      sum.north += (ring[i].north + ring[i + 1].north) * cross;
    }
    if (std::abs(area) <= largest || area == 0) continue;
    largest = std::abs(area);
    best = {sum.east / (3 * area), sum.north / (3 * area)};
  }
  return best;
}

struct Field {
  double x = 0;
  double y = 0;
  double width = 0;

  bool meets(const Field& other) const {
    return x < other.x + other.width && other.x < x + width && y < other.y + kLine && other.y < y + kLine;
  }
  static constexpr double kLine = 8.5;
};

/// A name goes to the middle of its unit; where another stands there already, a little above or below.
void label(PdfPages& pages, const Projection& projection, const MapDrawing::Unit& unit,
           std::vector<Field>& taken) {
  const MapPoint at = middle(*unit.shape);
  const TextStyle style{.size = 6.5, .weight = Weight::bold, .align = Align::centre};
  const double width = pages.width_of(unit.label, style) + 2;
  cairo_t* cairo = pages.cairo();
  const double x = projection.x(at) - width / 2;
  double y = projection.y(at) - 5;
  for (const double shift : {0.0, -5.0, 5.0, -9.0, 9.0, -13.0, 13.0}) {
    const Field field{x, projection.y(at) - 5 + shift, width};
    if (std::any_of(taken.begin(), taken.end(), [&](const Field& other) { return field.meets(other); }))
      continue;
    y = field.y;
    break;
  }
  taken.push_back({x, y, width});
  // A pale field behind the name keeps it readable on dark units.
  cairo_set_source_rgba(cairo, 1, 1, 1, 0.75);
  cairo_rectangle(cairo, x, y + 0.5, width, 9);
  cairo_fill(cairo);
  pages.figure(unit.label, x, y, width, style);
}

void legend(PdfPages& pages, const MapDrawing& map, double x, double y) {
  const auto entry = [&](std::optional<int> shade, const std::string& words) {
    cairo_rectangle(pages.cairo(), x, y, 18, 11);
    paint(pages.cairo(), shade, map.legend.size());
    pages.figure(words, x + 24, y, kLegendWidth - 24, {.size = 8});
    y += 16;
  };
  for (std::size_t i = 0; i < map.legend.size(); ++i) entry(static_cast<int>(i), map.legend[i]);
  const bool gaps =
      std::any_of(map.units.begin(), map.units.end(), [](const auto& unit) { return !unit.shade; });
  if (gaps) entry(std::nullopt, map.no_figure);
}

}  // namespace

void draw_map(PdfPages& pages, const MapDrawing& map, domain::Language language) {
  if (map.units.empty()) return;
  pages.need(kHeight);
  pages.text(in(language, map.title), pages.left(), pages.y(), pages.width(),
             {.size = 9.5, .weight = Weight::bold});
  if (!pages.dry()) {
    const Projection projection(map, pages.left(), pages.y() + 16, pages.width() - kLegendWidth - 10,
                                kHeight - 24);
    for (const auto& unit : map.units) {
      trace(pages.cairo(), projection, *unit.shape);
      paint(pages.cairo(), unit.shade, map.legend.size());
    }
    if (map.units.size() <= kMostLabels) {
      std::vector<Field> taken;
      for (const auto& unit : map.units) label(pages, projection, unit, taken);
    }
    legend(pages, map, pages.left() + pages.width() - kLegendWidth, pages.y() + 20);
  }
  pages.move_down(kHeight);
}

}  // namespace rasoat::export_
