#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <cairo.h>
#include <pango/pangocairo.h>

namespace rasoat::export_ {

enum class Weight { normal, bold };
enum class Align { left, centre, right };

struct TextStyle {
  double size = 9;  ///< points
  Weight weight = Weight::normal;
  Align align = Align::left;
  double grey = 0;  ///< 0 black … 1 white
};

/// A4 pages that fill from the top, and text on them. Lengths are points (1/72 inch). In a dry run nothing is
/// drawn and only heights and pages are counted, so that "page 3 of 7" is known before the first page. Fonts
/// are embedded; with the creation date set the bytes are repeatable. One thread.
class PdfPages {
 public:
  struct Options {
    std::string title;
    std::string footer;        ///< left of the page number
    std::string footer_more;   ///< said too where there is room
    std::string page_pattern;  ///< `Trang {page}/{pages}`
    std::int64_t created = 0;
    bool landscape = true;
    int pages = 0;         ///< 0: a dry run
    bool picture = false;  ///< not a document: what is drawn becomes one PNG for print, without margins
  };
  explicit PdfPages(const Options& options);
  ~PdfPages();
  PdfPages(const PdfPages&) = delete;
  PdfPages& operator=(const PdfPages&) = delete;

  bool dry() const { return options_.pages == 0; }
  cairo_t* cairo() { return cairo_; }
  double left() const { return kMargin; }
  double width() const { return page_width_ - 2 * kMargin; }
  double y() const { return y_; }
  double room() const { return page_height_ - kMargin - kFooter - y_; }
  void move_down(double by) { y_ += by; }
  /// Begins a new page when less than `height` is left; true if it did.
  bool need(double height);
  void new_page();

  /// Height of the text when wrapped to `width`.
  double height_of(const std::string& words, double width, const TextStyle& style);
  /// Draws with the upper left corner at (x, y) and returns the height.
  double text(const std::string& words, double x, double y, double width, const TextStyle& style);
  /// One line without wrapping inside a cell; for the thousands of figures of a table.
  void figure(const std::string& words, double x, double y, double width, const TextStyle& style);
  /// The width of one line.
  double width_of(const std::string& words, const TextStyle& style);

  /// Ends the last page; the number of pages is known afterwards.
  int finish();
  std::string bytes();
  /// What a picture shows, from the top to where it has come: 250 dots an inch.
  std::string png();

 private:
  static constexpr double kMargin = 36;
  static constexpr double kFooter = 18;
  static constexpr double kScale = 250.0 / 72.0;
  void set(const std::string& words, double width, const TextStyle& style);
  void footer();
  void begin_document();

  Options options_;
  double page_width_;
  double page_height_;
  double y_ = kMargin;
  int page_ = 1;
  std::string bytes_;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
  PangoLayout* layout_ = nullptr;
  // Descriptions are parsed once, and set only where the font changes: a table asks for thousands of cells.
  std::map<std::pair<int, Weight>, PangoFontDescription*> fonts_;
  const PangoFontDescription* font_ = nullptr;
};

}  // namespace rasoat::export_
