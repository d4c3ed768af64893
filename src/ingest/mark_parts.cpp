#include "ingest/mark_parts.h"

#include <map>

#include "ingest/xlsx.h"

namespace rasoat::ingest {
namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kAuthor = "rasoat";

/// Hands each cell that gets a note to `one` with its row, column and words.
template <typename One>
void for_each_note(const Marks& marks, One one) {
  std::size_t notes = 0;
  for (const auto& [row, line] : marks.lines) {
    for (const auto& [column, cell] : line.cells) {
      if (++notes > kMostNotes) return;
      one(row, column, cell);
    }
  }
}

/// Rows of text and numbers, one below the other.
class SheetText {
 public:
  SheetText& row() {
    if (column_ >= 0) text_ += "</row>";
    ++row_;
    column_ = 0;
    text_ += "<row r=\"" + std::to_string(row_) + "\">";
    return *this;
  }
  SheetText& word(std::string_view text) {
    if (text.empty()) {
      ++column_;
      return *this;
    }
    text_ += "<c r=\"" + column_letters(column_++) + std::to_string(row_) +
             "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + xml_escaped(text) + "</t></is></c>";
    return *this;
  }
  SheetText& number(std::int64_t value) {
    text_ += "<c r=\"" + column_letters(column_++) + std::to_string(row_) + "\"><v>" + std::to_string(value) +
             "</v></c>";
    return *this;
  }
  std::string take() { return std::move(text_) + (column_ >= 0 ? "</row>" : ""); }

 private:
  std::string text_;
  int row_ = 0;
  int column_ = -1;
};

}  // namespace

std::string notes_part(const Marks& marks) {
  std::string out(kHead);
  out += "<comments xmlns=\"" + std::string(kMain) + "\"><authors><author>" + std::string(kAuthor) +
         "</author></authors><commentList>";
  for_each_note(marks, [&](std::int64_t row, int column, const Marks::Cell& cell) {
    out += "<comment ref=\"" + column_letters(column) + std::to_string(row) + "\" authorId=\"0\"><text><t>" +
           xml_escaped(cell.words(marks.before)) + "</t></text></comment>";
  });
  return out + "</commentList></comments>";
}

std::string notes_drawing_part(const Marks& marks) {
  std::string out =
      "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
      "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap "
      "v:ext=\"edit\" "
      "data=\"1\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
      "path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" "
      "o:connecttype=\"rect\"/></v:shapetype>";
  int shape = 1024;
  for_each_note(marks, [&](std::int64_t row, int column, const Marks::Cell&) {
    const std::string top = std::to_string(row - 1);
    out += "<v:shape id=\"_x0000_s" + std::to_string(++shape) +
           "\" type=\"#_x0000_t202\" style=\"position:absolute;width:220pt;height:60pt;visibility:hidden\" "
           "fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" "
           "color=\"black\" "
           "obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox/><x:ClientData "
           "ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>" +
           std::to_string(column + 1) + ", 15, " + top + ", 2, " + std::to_string(column + 4) + ", 15, " +
           std::to_string(row + 3) + ", 2</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>" + top +
           "</x:Row><x:Column>" + std::to_string(column) + "</x:Column></x:ClientData></v:shape>";
  });
  return out + "</xml>";
}

bool own_notes(std::string_view notes) {
  const std::size_t from = notes.find("<author>");
  const std::size_t to = notes.find("</author>");
  const bool one = notes.find("<author>", from + 1) == std::string_view::npos;
  return one && from < to && to != std::string_view::npos && notes.substr(from + 8, to - from - 8) == kAuthor;
}

std::string summary_sheet(const MarkRequest& request, const Marks& marks) {
  const auto say = [&](std::string_view key) { return request.rules->texts.say(key).vi; };
  SheetText sheet;
  sheet.row().word(say("mark.title"));
  sheet.row().word(request.title);
  sheet.row().word(say("mark.errors")).number(request.errors);
  sheet.row().word(say("mark.warnings")).number(request.warnings);
  if (request.errors == 0) sheet.row().word(say("mark.no-errors"));
  const auto listed = static_cast<std::int64_t>(request.findings->size());
  if (request.errors + request.warnings > listed) sheet.row().word(say("mark.first-only")).number(listed);
  sheet.row().word(say("mark.colours"));
  sheet.row().word(say("mark.send-again"));
  for (const domain::Finding* finding : marks.whole_file)
    sheet.row().word(say("mark.whole-file")).word(finding->message.vi);
  sheet.row();
  std::map<std::string, std::pair<std::int64_t, const domain::Finding*>> codes;
  for (const domain::Finding& finding : *request.findings) {
    auto& [count, first] = codes[finding.code];
    if (count++ == 0) first = &finding;
  }
  sheet.row()
      .word(say("mark.code"))
      .word(say("mark.times"))
      .word(say("mark.first-row"))
      .word(say("mark.example"));
  for (const auto& [code, seen] : codes) {
    sheet.row().word(code).number(seen.first).number(seen.second->row).word(seen.second->message.vi);
  }
  sheet.row();
  sheet.row()
      .word(say("mark.row"))
      .word(say("mark.column"))
      .word(say("mark.severity"))
      .word(say("mark.reason"));
  for (const domain::Finding& finding : *request.findings) {
    sheet.row()
        .number(finding.row)
        .word(finding.column)
        .word(finding.severity == domain::Severity::error ? marks.before.error : marks.before.warning);
    sheet.word(finding.message.vi);
  }
  std::string out(kHead);
  out += "<worksheet xmlns=\"" + std::string(kMain) +
         "\"><cols><col min=\"1\" max=\"1\" width=\"22\" customWidth=\"1\"/><col min=\"2\" max=\"3\" "
         "width=\"18\" "
         "customWidth=\"1\"/><col min=\"4\" max=\"4\" width=\"100\" customWidth=\"1\"/></cols><sheetData>";
  return out + sheet.take() + "</sheetData></worksheet>";
}

}  // namespace rasoat::ingest
