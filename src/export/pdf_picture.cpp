#include "export/pdf_blocks.h"

namespace rasoat::export_ {
namespace {

template <typename Draw>
Picture drawn(Draw draw) {
  PdfPages::Options options;
  options.landscape = false;
  options.pages = 1;
  options.picture = true;
  PdfPages page(options);
  const double top = page.y();
  draw(page);
  return {page.png(), page.width(), page.y() - top};
}

}  // namespace

Picture picture_of(const BarChart& chart, domain::Language language) {
  return drawn([&](PdfPages& page) { draw_chart(page, chart, language); });
}

Picture picture_of(const MapDrawing& map, domain::Language language) {
  return drawn([&](PdfPages& page) { draw_map(page, map, language); });
}

}  // namespace rasoat::export_
