// A report as a document for the office to edit and sign, laid out as Nghị định 30/2020/NĐ-CP, Phụ lục I
// asks: name of the country and motto on the right, issuing authority and number on the left, Times New
// Roman, A4, margins 20 mm above and below, 30 mm left, 15 mm right. Number, date and signature are left
// open.

#include <algorithm>
#include <ctime>

#include "export/pdf_blocks.h"
#include "export/writers.h"
#include "export/zip_parts.h"

namespace rasoat::export_ {
namespace {

using domain::in;

std::string escaped(const std::string& words) {
  std::string out;
  for (const char c : words) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // Control characters are not allowed in XML at all.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

struct Run {
  int half_points = 26;
  bool bold = false;
  bool italic = false;
};

struct Lay {
  const char* align = "both";
  int before = 0;  ///< twentieths of a point
  int after = 60;
  int indent = 0;
  bool keep_next = false;
};

std::string paragraph(const std::string& words, const Run& run = {}, const Lay& lay = {}) {
  std::string out = "<w:p><w:pPr>";
  if (lay.keep_next) out += "<w:keepNext/>";
  out += "<w:spacing w:before=\"" + std::to_string(lay.before) + "\" w:after=\"" + std::to_string(lay.after) +
         "\"/><w:ind w:left=\"" + std::to_string(lay.indent) + "\"/><w:jc w:val=\"" + lay.align +
         "\"/></w:pPr>";
  out += "<w:r><w:rPr>";
  if (run.bold) out += "<w:b/>";
  if (run.italic) out += "<w:i/>";
  out += "<w:sz w:val=\"" + std::to_string(run.half_points) + "\"/><w:szCs w:val=\"" +
         std::to_string(run.half_points) + "\"/></w:rPr>";
  return out + "<w:t xml:space=\"preserve\">" + escaped(words) + "</w:t></w:r></w:p>";
}

/// A line under a paragraph's words, as under the motto.
std::string short_rule() {
  return "<w:p><w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"000000\"/></w:pBdr>"
         "<w:spacing w:before=\"0\" w:after=\"0\"/><w:ind w:left=\"1500\" w:right=\"1500\"/></w:pPr></w:p>";
}

std::string cell(int width, const std::string& content, const char* properties = "") {
  return "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/>" + properties +
         "</w:tcPr>" + content + "</w:tc>";
}

std::string table_start(const std::vector<int>& widths, bool bordered) {
  std::string out = "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:jc w:val=\"center\"/>";
  if (bordered) {
    out += "<w:tblBorders>";
    for (const char* side : {"top", "left", "bottom", "right", "insideH", "insideV"}) {
      out += std::string("<w:") + side + " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>";
    }
    out += "</w:tblBorders>";
  }
  out +=
      "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" "
      "w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>";
  for (const int width : widths) out += "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>";
  return out + "</w:tblGrid>";
}

constexpr int kTextWidth = 9350;  // A4 less the margins, in twentieths of a point

/// The body of the document.
class Body {
 public:
  Body(const Report& report, const domain::Texts& texts) : report_(report), texts_(texts) {}
  std::string xml();
  /// PNGs that the body shows: `image1.png`…, after the relations of styles and header.
  const std::vector<std::string>& pictures() const { return pictures_; }

 private:
  std::string say(const domain::Text& text) const { return in(report_.language, text); }
  std::string say(std::string_view key) const { return say(texts_.say(key)); }
  void head();
  void block(const Paragraph& words);
  void block(const Table& table);
  void picture(const Picture& shown);
  void signature();

  const Report& report_;
  const domain::Texts& texts_;
  std::string out_;
  std::vector<std::string> pictures_;
};

/// Widths of columns in twentieths of a point: no word of a heading and no figure is broken; what is left
/// goes to the texts.
std::vector<int> widths_of(const Table& table, const std::vector<std::size_t>& shown,
                           domain::Language language) {
  constexpr int kCharacter = 132;  // of 10 points, bold, also in wider letters where Times is missing
  constexpr int kPadding = 180;
  std::vector<int> widths;
  std::vector<std::size_t> texts;
  int sum = 0;
  const auto characters = [](std::string_view words) {
    return static_cast<int>(
        std::count_if(words.begin(), words.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  };
  for (const std::size_t i : shown) {
    const std::string heading = in(language, table.columns[i].heading);
    int longest = 0;
    for (std::size_t from = 0; from < heading.size();) {
      const std::size_t to = std::min(heading.find(' ', from), heading.size());
      longest = std::max(longest, characters(std::string_view(heading).substr(from, to - from)));
      from = to + 1;
    }
    const bool text = table.columns[i].type == ColumnType::text;
    for (const Row& row : table.rows)
      longest = std::max(longest, std::min(characters(row.cells[i].read()), text ? 18 : 40));
    if (text) texts.push_back(widths.size());
    widths.push_back(longest * kCharacter + kPadding);
    sum += widths.back();
  }
  for (const std::size_t at : texts)
    widths[at] = std::max(600, widths[at] + (kTextWidth - sum) / static_cast<int>(texts.size()));
  return widths;
}

/// A drawing in the line of text; sizes in English Metric Units, 12,700 a point.
void Body::picture(const Picture& shown) {
  pictures_.push_back(shown.png);
  const std::string number = std::to_string(pictures_.size());
  const double width = 0.86 * kTextWidth / 20.0;
  const auto emu = [](double points) { return std::to_string(static_cast<long>(points * 12'700)); };
  const std::string size = "cx=\"" + emu(width) + "\" cy=\"" + emu(width * shown.height / shown.width) + "\"";
  const std::string drawing = "http://schemas.openxmlformats.org/drawingml/2006/";
  out_ +=
      "<w:p><w:pPr><w:spacing w:before=\"60\" w:after=\"60\"/><w:jc "
      "w:val=\"center\"/></w:pPr><w:r><w:drawing>"
      "<wp:inline xmlns:wp=\"" +
      drawing + "wordprocessingDrawing\"><wp:extent " + size + "/><wp:docPr id=\"" + number +
      "\" name=\"image" + number + "\"/><a:graphic xmlns:a=\"" + drawing + "main\"><a:graphicData uri=\"" +
      drawing + "picture\"><pic:pic xmlns:pic=\"" + drawing + "picture\"><pic:nvPicPr><pic:cNvPr id=\"" +
      number + "\" name=\"image" + number +
      ".png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rId" +
      std::to_string(pictures_.size() + 2) +
      "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
      "<a:off x=\"0\" y=\"0\"/><a:ext " +
      size +
      "/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>"
      "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>";
}

void Body::head() {
  const Lay centre{.align = "center", .after = 0};
  const std::string left =
      paragraph(say("docx.authority"), {.half_points = 26, .bold = true}, centre) + short_rule() +
      paragraph(say("docx.number"), {.half_points = 26}, {.align = "center", .before = 60, .after = 0});
  const std::string right = paragraph(say("docx.country"), {.half_points = 24, .bold = true}, centre) +
                            paragraph(say("docx.motto"), {.half_points = 26, .bold = true}, centre) +
                            short_rule() +
                            paragraph(say("docx.place-date"), {.half_points = 26, .italic = true},
                                      {.align = "center", .before = 60, .after = 0});
  out_ +=
      table_start({3750, 5600}, false) + "<w:tr>" + cell(3750, left) + cell(5600, right) + "</w:tr></w:tbl>";
  out_ += paragraph(say("docx.report"), {.half_points = 28, .bold = true},
                    {.align = "center", .before = 360, .after = 0});
  // The kind of document stands above; its subject does not say it again.
  const std::string subject = "docx.subject." + report_.name;
  out_ += paragraph(texts_.has(subject) ? say(subject) : say(report_.title),
                    {.half_points = 28, .bold = true}, {.align = "center", .after = 0});
  out_ += paragraph(say(report_.subtitle), {.half_points = 26}, {.align = "center", .after = 0});
  out_ += short_rule();
}

void Body::block(const Paragraph& words) {
  using Style = Paragraph::Style;
  switch (words.style) {
    case Style::heading:
      out_ +=
          paragraph(say(words.words), {.half_points = 28, .bold = true}, {.before = 120, .keep_next = true});
      break;
    case Style::bullet:
      out_ += paragraph("– " + say(words.words), {.half_points = 28}, {.indent = 284});
      break;
    case Style::notice:
      out_ += paragraph(say(words.words), {.half_points = 26, .bold = true});
      break;
    case Style::small:
      out_ += paragraph(say(words.words), {.half_points = 20, .italic = true}, {.after = 20});
      break;
    case Style::body:
      out_ += paragraph(say(words.words), {.half_points = 28});
      break;
  }
}

void Body::block(const Table& table) {
  const auto shown = columns_for_people(table);
  const std::vector<int> widths = widths_of(table, shown, report_.language);
  const Run bold{.half_points = 20, .bold = true};
  const Run plain{.half_points = 20};
  out_ += paragraph(say(table.title), {.half_points = 26, .bold = true},
                    {.align = "center", .before = 120, .keep_next = true});
  out_ += table_start(widths, true) + "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
  for (std::size_t at = 0; at < shown.size(); ++at) {
    out_ += cell(widths[at],
                 paragraph(say(table.columns[shown[at]].heading), bold, {.align = "center", .after = 0}),
                 "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E7E6E6\"/><w:vAlign w:val=\"center\"/>");
  }
  out_ += "</w:tr>";
  for (const Row& row : table.rows) {
    out_ += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    for (std::size_t at = 0; at < shown.size(); ++at) {
      const bool text = table.columns[shown[at]].type == ColumnType::text;
      out_ +=
          cell(widths[at], paragraph(row.cells[shown[at]].read(), row.kind == RowKind::total ? bold : plain,
                                     {.align = text ? "left" : "right", .after = 0}));
    }
    out_ += "</w:tr>";
  }
  out_ += "</w:tbl>";
  for (const domain::Text& note : table.notes) block(Paragraph{Paragraph::Style::small, note});
}

void Body::signature() {
  const std::string left =
      paragraph(say("docx.recipients"), {.half_points = 24, .bold = true, .italic = true},
                {.align = "left", .after = 0}) +
      paragraph("- ……;", {.half_points = 22}, {.align = "left", .after = 0}) +
      paragraph("- Lưu: VT, ….", {.half_points = 22}, {.align = "left", .after = 0});
  const std::string right =
      paragraph(say("docx.signature"), {.half_points = 28, .bold = true}, {.align = "center", .after = 0}) +
      paragraph(say("docx.sign-note"), {.half_points = 24, .italic = true},
                {.align = "center", .after = 900});
  out_ += paragraph("", {.half_points = 20}, {.after = 0});
  out_ += table_start({4675, 4675}, false) + "<w:tr><w:trPr><w:cantSplit/></w:trPr>" + cell(4675, left) +
          cell(4675, right) + "</w:tr></w:tbl>";
}

std::string Body::xml() {
  head();
  for (const domain::Text& notice : report_.notices) block(Paragraph{Paragraph::Style::notice, notice});
  for (const Block& each : report_.blocks) {
    if (const auto* words = std::get_if<Paragraph>(&each)) block(*words);
    if (const auto* table = std::get_if<Table>(&each)) block(*table);
    if (const auto* map = std::get_if<MapDrawing>(&each)) picture(picture_of(*map, report_.language));
    if (const auto* chart = std::get_if<BarChart>(&each)) picture(picture_of(*chart, report_.language));
  }
  for (const domain::Text& note : report_.endnotes) block(Paragraph{Paragraph::Style::small, note});
  signature();
  return std::move(out_);
}

std::string iso_moment(std::int64_t seconds) {
  const auto moment = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&moment, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

constexpr const char* kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr const char* kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kPackage = "http://schemas.openxmlformats.org/package/2006";

std::string content_types() {
  const std::string office = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  return std::string(kXml) + "<Types xmlns=\"" + kPackage +
         "/content-types\"><Default Extension=\"rels\" "
         "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
         "<Default Extension=\"png\" ContentType=\"image/png\"/>"
         "<Override PartName=\"/word/document.xml\" ContentType=\"" +
         office + "document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"" + office +
         "styles+xml\"/><Override PartName=\"/word/header1.xml\" ContentType=\"" + office +
         "header+xml\"/><Override PartName=\"/docProps/core.xml\" "
         "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
}

std::string relations(const std::vector<std::pair<std::string, std::string>>& targets) {
  std::string out = std::string(kXml) + "<Relationships xmlns=\"" + kPackage + "/relationships\">";
  int n = 0;
  for (const auto& [type, target] : targets) {
    out += "<Relationship Id=\"rId" + std::to_string(++n) + "\" Type=\"" + type + "\" Target=\"" + target +
           "\"/>";
  }
  return out + "</Relationships>";
}

std::string styles() {
  return std::string(kXml) + "<w:styles xmlns:w=\"" + kWord +
         "\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New "
         "Roman\" "
         "w:cs=\"Times New Roman\" w:eastAsia=\"Times New Roman\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>"
         "<w:lang w:val=\"vi-VN\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>";
}

/// The page number stands in the middle above, from the second page on.
std::string header() {
  return std::string(kXml) + "<w:hdr xmlns:w=\"" + kWord +
         "\"><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
         "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
         "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>";
}

std::string core(const Report& report) {
  const std::string moment = iso_moment(report.created);
  return std::string(kXml) + "<cp:coreProperties xmlns:cp=\"" + kPackage +
         "/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
         "<dc:title>" +
         escaped(in(report.language, report.title)) +
         "</dc:title><dc:creator>rasoat</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">" + moment +
         "</dcterms:created></cp:coreProperties>";
}

}  // namespace

std::string write_docx(const Report& report, const domain::Texts& texts) {
  Body body(report, texts);
  std::string document = std::string(kXml) + "<w:document xmlns:w=\"" + kWord + "\" xmlns:r=\"" + kRelations +
                         "\"><w:body>" + body.xml();
  // 20 mm = 1134 twentieths of a point, 30 mm = 1701, 15 mm = 850.
  document +=
      "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
      "<w:pgMar w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"567\" "
      "w:footer=\"567\" "
      "w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>";
  const std::string office = kRelations;
  std::vector<std::pair<std::string, std::string>> targets{{office + "/styles", "styles.xml"},
                                                           {office + "/header", "header1.xml"}};
  std::vector<std::pair<std::string, std::string>> parts{
      {"[Content_Types].xml", content_types()},
      {"_rels/.rels",
       relations({{office + "/officeDocument", "word/document.xml"},
                  {std::string(kPackage) + "/relationships/metadata/core-properties", "docProps/core.xml"}})},
      {"docProps/core.xml", core(report)},
      {"word/document.xml", document},
      {"word/styles.xml", styles()},
      {"word/header1.xml", header()}};
  for (const std::string& png : body.pictures()) {
    const std::string name = "media/image" + std::to_string(targets.size() - 1) + ".png";
    targets.emplace_back(office + "/image", name);
    parts.emplace_back("word/" + name, png);
  }
  parts.emplace_back("word/_rels/document.xml.rels", relations(targets));
  return zip_parts(parts);
}

}  // namespace rasoat::export_
