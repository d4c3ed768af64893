#include "export/pdf_blocks.h"
#include "export/writers.h"

namespace rasoat::export_ {
namespace {

using domain::in;

void draw_paragraph(PdfPages& pages, const Paragraph& paragraph, domain::Language language) {
  const std::string& words = in(language, paragraph.words);
  TextStyle style{.size = 9.5};
  double indent = 0;
  double before = 1;
  switch (paragraph.style) {
    case Paragraph::Style::body:
      break;
    case Paragraph::Style::heading:
      style = {.size = 11, .weight = Weight::bold};
      before = 6;
      break;
    case Paragraph::Style::bullet:
      style.size = 9;
      indent = 12;
      break;
    case Paragraph::Style::notice:
      style.weight = Weight::bold;
      break;
    case Paragraph::Style::small:
      style = {.size = 7.5, .grey = 0.2};
      break;
  }
  const double height = pages.height_of(words, pages.width() - indent, style);
  const bool heading = paragraph.style == Paragraph::Style::heading;
  // A heading keeps some of what follows on its page.
  pages.need(before + height + (heading ? 60 : 0));
  pages.move_down(before);
  if (indent > 0) pages.figure("–", pages.left() + 2, pages.y(), 10, style);
  pages.text(words, pages.left() + indent, pages.y(), pages.width() - indent, style);
  pages.move_down(height + (heading ? 3 : 2));
}

void draw_head(PdfPages& pages, const Report& report) {
  const auto centred = [&](const domain::Text& words, double size, Weight weight, double after) {
    pages.move_down(pages.text(in(report.language, words), pages.left(), pages.y(), pages.width(),
                               {.size = size, .weight = weight, .align = Align::centre}) +
                    after);
  };
  centred(report.title, 13, Weight::bold, 2);
  centred(report.subtitle, 9.5, Weight::normal, 5);
  for (const domain::Text& notice : report.notices) {
    draw_paragraph(pages, {Paragraph::Style::notice, notice}, report.language);
  }
  pages.move_down(4);
}

int draw(PdfPages& pages, const Report& report) {
  draw_head(pages, report);
  bool first = true;
  for (const Block& block : report.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      draw_paragraph(pages, *paragraph, report.language);
    } else if (const auto* table = std::get_if<Table>(&block)) {
      // The first table of an official form carries the report's own title.
      if (first && table->title == report.title) {
        Table untitled = *table;
        untitled.title = {};
        draw_table(pages, untitled, report.language);
      } else {
        draw_table(pages, *table, report.language);
      }
      first = false;
    } else if (const auto* chart = std::get_if<BarChart>(&block)) {
      draw_chart(pages, *chart, report.language);
    } else if (const auto* map = std::get_if<MapDrawing>(&block)) {
      draw_map(pages, *map, report.language);
    } else {
      pages.new_page();
    }
  }
  for (const domain::Text& note : report.endnotes) {
    draw_paragraph(pages, {Paragraph::Style::small, note}, report.language);
  }
  return pages.finish();
}

}  // namespace

std::string write_pdf(const Report& report, const domain::Texts& texts) {
  PdfPages::Options options{.title = in(report.language, report.title),
                            .footer = in(report.language, report.title),
                            .footer_more = in(report.language, report.subtitle),
                            .page_pattern = in(report.language, texts.say("report.page")),
                            .created = report.created,
                            .landscape = report.landscape,
                            .pages = 0};
  {
    PdfPages counted(options);
    options.pages = draw(counted, report);
  }
  PdfPages pages(options);
  draw(pages, report);
  return pages.bytes();
}

}  // namespace rasoat::export_
