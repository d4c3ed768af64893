#pragma once

#include "export/pdf_page.h"
#include "export/report.h"

namespace rasoat::export_ {

/// Draws blocks of a report onto pages, going on to new pages as needed. All are vectors.

/// A table with its header repeated on every page; the font shrinks with the number of columns.
void draw_table(PdfPages& pages, const Table& table, domain::Language language);
void draw_chart(PdfPages& pages, const BarChart& chart, domain::Language language);
void draw_map(PdfPages& pages, const MapDrawing& map, domain::Language language);

/// A chart or map as a picture for documents that know no vectors; sizes in points.
struct Picture {
  std::string png;
  double width = 0;
  double height = 0;
};
Picture picture_of(const BarChart& chart, domain::Language language);
Picture picture_of(const MapDrawing& map, domain::Language language);

}  // namespace rasoat::export_
