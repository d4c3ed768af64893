#include "ingest/mark_sheet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "ingest/bad_workbook.h"
#include "ingest/xlsx.h"

namespace rasoat::ingest {
namespace {

/// Follows rows and cells by their names, or by counting where they have none.
class Place {
 public:
  std::int64_t row = 0;
  int column = -1;
  void begin_row(const Attributes& attributes) {
    const std::string number = attributes.text("r");
    if (number.empty()) {
      ++row;
    } else {
      std::from_chars(number.data(), number.data() + number.size(), row);
    }
    column = -1;
  }
  void begin_cell(const Attributes& attributes) {
    CellName name;
    const char* text = attributes.find("r");
    column = text != nullptr && read_cell_name(text, name) ? name.column : column + 1;
  }
};

class Surveyor final : public XmlHandler {
 public:
  Surveyor(SheetSurvey& survey, std::int64_t header_row) : survey_(survey), header_row_(header_row) {}
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "row") place_.begin_row(attributes);
    if (name == "c") {
      place_.begin_cell(attributes);
      style_ = attributes.text("s");
      in_cell_ = true;
    }
    text_ = in_cell_ && (name == "v" || name == "t" || name == "f");
    if (name == "legacyDrawing") survey_.legacy_drawing = true;
  }
  void end(std::string_view name) override {
    text_ = false;
    if (name == "c") in_cell_ = false;
  }
  void text(std::string_view) override {
    if (!text_) return;
    survey_.widest = std::max(survey_.widest, place_.column);
    if (place_.row == header_row_ && !style_.empty()) survey_.heading_style = style_;
  }

 private:
  SheetSurvey& survey_;
  std::int64_t header_row_;
  Place place_;
  std::string style_;
  bool in_cell_ = false;
  bool text_ = false;
};

/// A formula that calls another program; it is not written back.
bool command(std::string_view formula) {
  return formula.find('|') != std::string_view::npos && formula.find('!') != std::string_view::npos;
}

class Rewriter final : public XmlHandler {
 public:
  Rewriter(const SheetPlan& plan, MarkStyles& styles, const std::function<void(std::string_view)>& write)
      : plan_(plan), styles_(styles), write_(write), p_(plan.survey.prefix) {}
  Xml* xml = nullptr;

  void begin(std::string_view name, const Attributes& attributes) override {
    if (skipping_ > 0) {
      ++skipping_;
      return;
    }
    rewritten_ = false;
    if (name == "dimension") {
      skipping_ = 1;  // it may be left out, and would be wrong
    } else if (name == "cols") {
      has_columns_ = true;
      xml->pass_on();
    } else if (name == "col") {
      column_width(attributes);
    } else if (name == "sheetData") {
      if (!has_columns_) out_ += "<" + p_ + "cols>" + own_width() + "</" + p_ + "cols>";
      xml->pass_on();
    } else if (name == "row") {
      begin_row(attributes);
    } else if (name == "c") {
      begin_cell(attributes);
    } else if (name == "f" && in_cell_) {
      formula_.clear();
      in_formula_ = true;
      xml->pass_on();
    } else {
      if (xml->depth() == 2 && comes_after_notes(name)) add_notes();
      xml->pass_on();
    }
    flush();
  }

  void end(std::string_view name) override {
    if (skipping_ > 0) {
      --skipping_;
      return;
    }
    if (name == "cols" && !width_done_) out_ += own_width();
    if (name == "row") add_pending(SheetReader::kMostRows);
    if (name == "c") in_cell_ = false;
    if (name == "f" && in_formula_) {
      xml->pass_on();
      in_formula_ = false;
      if (!command(formula_text_)) out_ += formula_;
      formula_text_.clear();
      return flush();
    }
    if (xml->depth() == 1) add_notes();
    if (rewritten_ && xml->one_tag()) {
      out_ += "</" + p_ + std::string(name) + ">";
    } else {
      xml->pass_on();
    }
    rewritten_ = false;
    flush();
  }

  void text(std::string_view piece) override {
    if (in_formula_) formula_text_ += piece;
    if (skipping_ == 0) xml->pass_on();
  }
  void raw(std::string_view piece) override {
    if (skipping_ > 0) return;
    (in_formula_ ? formula_ : out_) += piece;
  }
  void flush(std::size_t above = 65'536) {
    if (out_.size() < above) return;
    write_(out_);
    out_.clear();
  }

 private:
  /// Elements that the format wants after the one that names the notes.
  static bool comes_after_notes(std::string_view name) {
    static const std::set<std::string_view> after{"legacyDrawingHF", "drawingHF", "picture",
                                                  "oleObjects",      "controls",  "webPublishItems",
                                                  "tableParts",      "extLst"};
    return after.contains(name);
  }

  void add_notes() {
    if (!plan_.add_notes || notes_added_) return;
    notes_added_ = true;
    const bool known = !plan_.relation_prefix.empty();
    const std::string r = known ? plan_.relation_prefix : "rasoat:";
    out_ += "<" + p_ + "legacyDrawing ";
    if (!known)
      out_ += "xmlns:rasoat=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ";
    out_ += r + "id=\"" + plan_.notes_relation + "\"/>";
  }

  std::string own_width() const {
    const std::string number = std::to_string(plan_.reasons_column + 1);
    return "<" + p_ + "col min=\"" + number + "\" max=\"" + number + "\" width=\"60\" customWidth=\"1\"/>";
  }

  /// Widths are kept; a range that runs over the column of reasons is split around it.
  void column_width(const Attributes& attributes) {
    const int own = plan_.reasons_column + 1;
    const int from = std::stoi("0" + attributes.text("min"));
    const int to = std::stoi("0" + attributes.text("max"));
    if (to < own) return xml->pass_on();
    const auto range = [&](int first, int last) {
      if (first > last) return;
      out_ += "<" + p_ + "col";
      for (const char** pair = attributes.pairs(); *pair != nullptr; pair += 2) {
        const std::string_view name(pair[0]);
        const std::string value = name == "min"   ? std::to_string(first)
                                  : name == "max" ? std::to_string(last)
                                                  : pair[1];
        out_ += " " + std::string(name) + "=\"" + xml_escaped(value) + "\"";
      }
      out_ += "/>";
    };
    range(from, own - 1);
    if (!width_done_) out_ += own_width();
    width_done_ = true;
    range(std::max(from, own + 1), to);
    skipping_ = 1;
  }

  void begin_row(const Attributes& attributes) {
    place_.begin_row(attributes);
    const auto line = plan_.marks->lines.find(place_.row);
    line_ = line == plan_.marks->lines.end() ? nullptr : &line->second;
    pending_.clear();
    if (line_ != nullptr) {
      for (const auto& [column, cell] : line_->cells) pending_.insert(column);
    }
    const bool reasons = place_.row == plan_.marks->header_row || (line_ != nullptr && !line_->all.empty());
    if (reasons) pending_.insert(plan_.reasons_column);
    if (pending_.empty()) return xml->pass_on();
    out_ += "<" + p_ + "row";
    for (const char** pair = attributes.pairs(); *pair != nullptr; pair += 2) {
      // `spans` says how far the row goes and may be left out.
      if (std::strcmp(pair[0], "spans") != 0)
        out_ += " " + std::string(pair[0]) + "=\"" + xml_escaped(pair[1]) + "\"";
    }
    out_ += ">";
    rewritten_ = true;
  }

  /// Cells to be added before a column.
  void add_pending(std::int64_t before) {
    while (!pending_.empty() && *pending_.begin() < before) {
      const int column = *pending_.begin();
      pending_.erase(pending_.begin());
      column == plan_.reasons_column ? add_reason() : add_missing(column);
    }
  }

  std::string name_of(int column) const { return column_letters(column) + std::to_string(place_.row); }

  void add_missing(int column) {
    out_ += "<" + p_ + "c r=\"" + name_of(column) + "\" s=\"" + std::to_string(style_for(column, 0)) + "\"/>";
  }

  void add_reason() {
    const bool header = place_.row == plan_.marks->header_row;
    const std::string words = header ? std::string(kReasonsHeading) : line_->words(plan_.marks->before);
    const std::string style = header ? plan_.survey.heading_style : "0";
    out_ += "<" + p_ + "c r=\"" + name_of(plan_.reasons_column) + "\" s=\"" + style + "\" t=\"inlineStr\"><" +
            p_ + "is><" + p_ + "t xml:space=\"preserve\">" + xml_escaped(words) + "</" + p_ + "t></" + p_ +
            "is></" + p_ + "c>";
  }

  std::size_t style_for(int column, std::size_t style) {
    const auto cell =
        line_ == nullptr ? std::map<int, Marks::Cell>::const_iterator() : line_->cells.find(column);
    if (line_ == nullptr || cell == line_->cells.end()) return styles_.twin(style, Paint::none);
    return styles_.twin(style, cell->second.error() ? Paint::error : Paint::warning);
  }

  void begin_cell(const Attributes& attributes) {
    place_.begin_cell(attributes);
    add_pending(place_.column);
    if (place_.column == plan_.reasons_column) {
      // What stood there is of an earlier marking, or nothing but a format.
      add_pending(place_.column + 1);
      skipping_ = 1;
      return;
    }
    in_cell_ = true;
    const bool marked = pending_.erase(place_.column) > 0;
    std::size_t style = 0;
    if (const char* text = attributes.find("s")) std::from_chars(text, text + std::strlen(text), style);
    rewritten_ = marked || styles_.painted(style);
    if (!rewritten_) return xml->pass_on();
    out_ += "<" + p_ + "c";
    for (const char** pair = attributes.pairs(); *pair != nullptr; pair += 2) {
      if (std::strcmp(pair[0], "s") != 0)
        out_ += " " + std::string(pair[0]) + "=\"" + xml_escaped(pair[1]) + "\"";
    }
    out_ += " s=\"" + std::to_string(style_for(place_.column, style)) + "\">";
  }

  const SheetPlan& plan_;
  MarkStyles& styles_;
  const std::function<void(std::string_view)>& write_;
  const std::string p_;
  std::string out_;
  Place place_;
  const Marks::Line* line_ = nullptr;
  std::set<int> pending_;
  int skipping_ = 0;
  bool width_done_ = false;
  bool has_columns_ = false;
  bool rewritten_ = false;  // the last start tag was written by us, so that an empty one must be closed
  bool notes_added_ = false;
  bool in_cell_ = false;
  bool in_formula_ = false;
  std::string formula_;
  std::string formula_text_;
};

}  // namespace

SheetSurvey survey_sheet(ZipFile& zip, const ZipEntry& part, std::int64_t header_row) {
  SheetSurvey survey;
  Surveyor surveyor(survey, header_row);
  parse_part(zip, part, surveyor);
  survey.prefix = root_prefix(zip, part);
  return survey;
}

void rewrite_sheet(ZipFile& zip, const ZipEntry& part, const SheetPlan& plan, MarkStyles& styles,
                   const std::function<void(std::string_view)>& write) {
  Rewriter rewriter(plan, styles, write);
  Xml xml(rewriter, Xml::Raw::yes);
  rewriter.xml = &xml;
  std::array<char, 65'536> piece;
  zip.open(part);
  while (const std::size_t count = zip.read(piece.data(), piece.size())) xml.feed({piece.data(), count});
  xml.finish();
  rewriter.flush(0);
}

}  // namespace rasoat::ingest
