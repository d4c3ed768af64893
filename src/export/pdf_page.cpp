#include "export/pdf_page.h"

#include <ctime>
#include <stdexcept>

#include <cairo-pdf.h>

namespace rasoat::export_ {
namespace {

constexpr double kShort = 595.276;  // A4: 210 mm × 297 mm
constexpr double kLong = 841.89;
constexpr const char* kFonts = "Noto Sans, DejaVu Sans";

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

std::string iso_moment(std::int64_t seconds) {
  const auto moment = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&moment, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string replaced(std::string text, const std::string& mark, const std::string& words) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? text : text.replace(at, mark.size(), words);
}

}  // namespace

PdfPages::PdfPages(const Options& options)
    : options_(options),
      page_width_(options.landscape ? kLong : kShort),
      page_height_(options.landscape ? kShort : kLong) {
  surface_ = options.picture
                 ? cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(page_width_ * kScale),
                                              static_cast<int>(page_height_ * kScale))
                 : cairo_pdf_surface_create_for_stream(append, &bytes_, page_width_, page_height_);
  cairo_ = cairo_create(surface_);
  layout_ = pango_cairo_create_layout(cairo_);
  if (cairo_status(cairo_) != CAIRO_STATUS_SUCCESS || layout_ == nullptr) {
    throw std::runtime_error("PDF: Cairo cannot start a document");
  }
  if (options.picture) {
    cairo_set_source_rgb(cairo_, 1, 1, 1);
    cairo_paint(cairo_);
    cairo_scale(cairo_, kScale, kScale);
  } else {
    begin_document();
  }
  cairo_font_options_t* hinting = cairo_font_options_create();
  cairo_font_options_set_hint_style(hinting, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(hinting, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango_layout_get_context(layout_), hinting);
  cairo_font_options_destroy(hinting);
}

void PdfPages::begin_document() {
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, options_.title.c_str());
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATOR, "rasoat");
  // Without these two the bytes change with every second.
  const std::string created = iso_moment(options_.created);
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_MOD_DATE, created.c_str());
}

std::string PdfPages::png() {
  const int width = static_cast<int>(this->width() * kScale);
  const int height = static_cast<int>((y_ - kMargin) * kScale);
  cairo_surface_t* cut = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t* to = cairo_create(cut);
  cairo_set_source_surface(to, surface_, -kMargin * kScale, -kMargin * kScale);
  cairo_paint(to);
  cairo_destroy(to);
  std::string bytes;
  const cairo_status_t status = cairo_surface_write_to_png_stream(cut, append, &bytes);
  cairo_surface_destroy(cut);
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string("PNG: ") + cairo_status_to_string(status));
  return bytes;
}

PdfPages::~PdfPages() {
  for (const auto& [style, font] : fonts_) pango_font_description_free(font);
  g_object_unref(layout_);
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

void PdfPages::set(const std::string& words, double width, const TextStyle& style) {
  const int size = static_cast<int>(style.size * PANGO_SCALE);
  PangoFontDescription*& font = fonts_[{size, style.weight}];
  if (font == nullptr) {
    font = pango_font_description_from_string(kFonts);
    pango_font_description_set_size(font, size);
    if (style.weight == Weight::bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  }
  if (font != font_) pango_layout_set_font_description(layout_, font);
  font_ = font;
  pango_layout_set_width(layout_, width > 0 ? static_cast<int>(width * PANGO_SCALE) : -1);
  pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout_, style.align == Align::right    ? PANGO_ALIGN_RIGHT
                                      : style.align == Align::centre ? PANGO_ALIGN_CENTER
                                                                     : PANGO_ALIGN_LEFT);
  pango_layout_set_text(layout_, words.c_str(), static_cast<int>(words.size()));
}

double PdfPages::height_of(const std::string& words, double width, const TextStyle& style) {
  set(words, width, style);
  int pixels_wide = 0;
  int height = 0;
  pango_layout_get_size(layout_, &pixels_wide, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

double PdfPages::width_of(const std::string& words, const TextStyle& style) {
  set(words, 0, style);
  int wide = 0;
  int height = 0;
  pango_layout_get_size(layout_, &wide, &height);
  return static_cast<double>(wide) / PANGO_SCALE;
}

double PdfPages::text(const std::string& words, double x, double y, double width, const TextStyle& style) {
  const double height = height_of(words, width, style);
  if (dry()) return height;
  cairo_set_source_rgb(cairo_, style.grey, style.grey, style.grey);
  cairo_move_to(cairo_, x, y);
  pango_cairo_show_layout(cairo_, layout_);
  return height;
}

void PdfPages::figure(const std::string& words, double x, double y, double width, const TextStyle& style) {
  if (dry() || words.empty()) return;
  set(words, width, style);
  cairo_set_source_rgb(cairo_, style.grey, style.grey, style.grey);
  cairo_move_to(cairo_, x, y);
  pango_cairo_show_layout(cairo_, layout_);
}

bool PdfPages::need(double height) {
  if (height <= room()) return false;
  new_page();
  return true;
}

void PdfPages::footer() {
  const double y = page_height_ - kMargin - 10;
  const std::string number = replaced(replaced(options_.page_pattern, "{page}", std::to_string(page_)),
                                      "{pages}", std::to_string(options_.pages));
  figure(number, left() + width() - 100, y, 100, {.size = 7.5, .align = Align::right, .grey = 0.3});
  const TextStyle style{.size = 7.5, .grey = 0.3};
  const std::string words = options_.footer + " – " + options_.footer_more;
  const bool fits = !dry() && width_of(words, style) < width() - 110;
  figure(fits ? words : options_.footer, left(), y, width() - 110, style);
}

void PdfPages::new_page() {
  footer();
  if (!dry()) cairo_show_page(cairo_);
  ++page_;
  y_ = kMargin;
}

int PdfPages::finish() {
  footer();
  if (!dry()) cairo_show_page(cairo_);
  return page_;
}

std::string PdfPages::bytes() {
  cairo_surface_finish(surface_);
  const cairo_status_t status = cairo_surface_status(surface_);
  if (status != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error(std::string("PDF: ") + cairo_status_to_string(status));
  }
  return std::move(bytes_);
}

}  // namespace rasoat::export_
