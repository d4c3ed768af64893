// A workbook with its faults marked: the officer's archive part by part, some of them written anew.

#include <algorithm>
#include <map>

#include "ingest/bad_workbook.h"
#include "ingest/mark.h"
#include "ingest/mark_parts.h"
#include "ingest/mark_sheet.h"
#include "ingest/zip_writer.h"

namespace rasoat::ingest {
namespace {

constexpr std::string_view kTypes = "[Content_Types].xml";
constexpr std::string_view kSpreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// Copies XML and adds text before the end of one element.
class Adder final : public XmlHandler {
 public:
  Adder(std::string_view element, std::string addition) : element_(element), addition_(std::move(addition)) {}
  Xml* xml = nullptr;
  std::string out;
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name != element_) return xml->pass_on();
    // Written out, so that an empty element can be filled.
    std::string start = "<" + prefix + std::string(name);
    for (const char** pair = attributes.pairs(); *pair != nullptr; pair += 2) {
      start += " " + std::string(pair[0]) + "=\"" + xml_escaped(pair[1]) + "\"";
    }
    out += start + ">";
  }
  void end(std::string_view name) override {
    if (name != element_) return xml->pass_on();
    out += addition_ + "</" + prefix + std::string(name) + ">";
  }
  void raw(std::string_view piece) override { out += piece; }
  std::string prefix;

 private:
  std::string_view element_;
  std::string addition_;
};

std::string with_addition(const std::string& xml_text, std::string_view element, std::string addition) {
  if (addition.empty()) return xml_text;
  Adder adder(element, std::move(addition));
  adder.prefix = root_prefix(xml_text);
  Xml xml(adder, Xml::Raw::yes);
  adder.xml = &xml;
  xml.feed(xml_text);
  xml.finish();
  return std::move(adder.out);
}

std::string relationship(const std::string& id, std::string_view type, const std::string& target) {
  return "<Relationship Id=\"" + id +
         "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
         std::string(type) + "\" Target=\"/" + target + "\"/>";
}

constexpr std::string_view kNoRelationships =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

/// What the list of sheets must know to take one more.
class SheetList final : public XmlHandler {
 public:
  int highest = 0;
  std::string relation_prefix;       // `r:`
  std::string relation_declaration;  // ` xmlns:r="…"` where each sheet declares it for itself
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name != "sheet") return;
    highest = std::max(highest, std::stoi("0" + attributes.text("sheetId")));
    for (const char** pair = attributes.pairs(); *pair != nullptr; pair += 2) {
      const std::string each(pair[0]);
      if (each.size() > 3 && each.compare(each.size() - 3, 3, ":id") == 0)
        relation_prefix = each.substr(0, each.size() - 2);
      const std::string_view value(pair[1]);
      if (each.rfind("xmlns:", 0) == 0 && value.find("officeDocument") != std::string_view::npos)
        relation_declaration = " " + each + "=\"" + std::string(value) + "\"";
    }
  }
  void end(std::string_view) override {}
};

/// One marking: collects what to write instead of, and beside, the officer's parts.
class Marking {
 public:
  Marking(const MarkRequest& request, Marks marks)
      : request_(request),
        book_(request.file),
        zip_(book_.zip()),
        sheet_(book_.sheet_for(domain::name(request.kind))),
        marks_(std::move(marks)),
        styles_(book_) {}

  void write() {
    plan();
    add_notes();
    add_summary();
    // The sheet goes first: only then are all styles known that it needs.
    ZipWriter out(request_.to);
    out.begin(sheet_.part);
    rewrite_sheet(zip_, entry(sheet_.part), plan_, styles_,
                  [&](std::string_view bytes) { out.write(bytes); });
    out.end();
    written_.insert(lower_name(sheet_.part));
    add_styles();
    add_relationships_and_types();
    for (const auto& [name, bytes] : parts_) out.add(name, bytes);
    for (const ZipEntry& each : zip_.entries()) {
      if (!written_.contains(lower_name(each.name))) out.copy(zip_, each);
    }
    out.close();
  }

 private:
  static std::string lower_name(std::string name) {
    for (char& c : name) c = c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return name;
  }
  const ZipEntry& entry(std::string_view name) const {
    const ZipEntry* found = zip_.find(name);
    if (found == nullptr) throw BadWorkbook("damaged", std::string(name));
    return *found;
  }
  void put(const std::string& name, std::string bytes) {
    written_.insert(lower_name(name));
    parts_.emplace_back(name, std::move(bytes));
  }
  std::string text_or(const std::string& name, std::string_view otherwise) {
    const ZipEntry* found = zip_.find(name);
    return found == nullptr ? std::string(otherwise) : zip_.text(*found);
  }
  /// A name no part has yet.
  std::string fresh(const std::string& stem, const std::string& ending) const {
    std::string name = stem + ending;
    for (int n = 2; zip_.find(name) != nullptr; ++n) {
      name = stem;
      name.append(std::to_string(n)).append(ending);
    }
    return name;
  }
  void override_type(const std::string& part, std::string_view type) {
    types_ += "<Override PartName=\"/" + part + "\" ContentType=\"" + std::string(kSpreadsheet) +
              std::string(type) + "+xml\"/>";
  }

  void plan() {
    plan_.survey = survey_sheet(zip_, entry(sheet_.part), marks_.header_row);
    if (!marks_.has_reasons) marks_.reasons_column = std::max(marks_.reasons_column, plan_.survey.widest + 1);
    plan_.marks = &marks_;
    plan_.reasons_column = marks_.reasons_column;
    parse_part(zip_, entry(book_.main_part()), sheets_);
  }

  /// Notes only where the sheet has none, or only ours of an earlier marking.
  void add_notes() {
    const auto relations = relationships_of(zip_, sheet_.part);
    const auto find = [&](std::string_view type) {
      return std::find_if(relations.begin(), relations.end(),
                          [&](const auto& each) { return each.type == type; });
    };
    const auto notes = find("comments");
    const auto drawing = find("vmlDrawing");
    if (notes != relations.end()) {
      const bool ours = zip_.find(notes->target) != nullptr && own_notes(zip_.text(entry(notes->target)));
      if (!ours || drawing == relations.end()) return;
      put(notes->target, notes_part(marks_));
      put(drawing->target, notes_drawing_part(marks_));
      return;
    }
    if (plan_.survey.legacy_drawing || drawing != relations.end()) return;
    const std::string notes_name = fresh("xl/rasoat_notes", ".xml");
    const std::string drawing_name = fresh("xl/drawings/rasoat_notes", ".vml");
    put(notes_name, notes_part(marks_));
    put(drawing_name, notes_drawing_part(marks_));
    override_type(notes_name, "comments");
    types_ =
        "<Default Extension=\"vml\" "
        "ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>" +
        types_;
    const std::string part = relationships_part(sheet_.part);
    put(part, with_addition(text_or(part, kNoRelationships), "Relationships",
                            relationship("rasoatNotes", "comments", notes_name) +
                                relationship("rasoatDrawing", "vmlDrawing", drawing_name)));
    plan_.add_notes = true;
    plan_.notes_relation = "rasoatDrawing";
  }

  void add_summary() {
    for (const Sheet& sheet : book_.sheets()) {
      if (sheet.name == kSummaryName) return put(sheet.part, summary_sheet(request_, marks_));
    }
    const std::string name = fresh("xl/worksheets/rasoat_summary", ".xml");
    put(name, summary_sheet(request_, marks_));
    override_type(name, "worksheet");
    relations_ += relationship("rasoatSummary", "worksheet", name);
    const bool known = !sheets_.relation_prefix.empty();
    const std::string prefix = root_prefix(zip_.text(entry(book_.main_part())));
    put(book_.main_part(),
        with_addition(zip_.text(entry(book_.main_part())), "sheets",
                      "<" + prefix + "sheet" + sheets_.relation_declaration + " name=\"" +
                          std::string(kSummaryName) + "\" sheetId=\"" + std::to_string(sheets_.highest + 1) +
                          "\" " + (known ? sheets_.relation_prefix : "r:") + "id=\"rasoatSummary\"/>"));
  }

  void add_styles() {
    if (!book_.styles_part().empty()) return put(book_.styles_part(), styles_.part());
    const std::string name = fresh("xl/rasoat_styles", ".xml");
    put(name, styles_.part());
    override_type(name, "styles");
    relations_ += relationship("rasoatStyles", "styles", name);
  }

  void add_relationships_and_types() {
    const std::string relations = relationships_part(book_.main_part());
    if (!relations_.empty()) {
      put(relations, with_addition(text_or(relations, kNoRelationships), "Relationships", relations_));
    }
    if (types_.empty()) return;
    std::string types = zip_.text(entry(kTypes));
    const std::size_t vml = types_.find("<Default");
    if (vml != std::string::npos && types.find("Extension=\"vml\"") != std::string::npos) {
      types_.erase(vml, types_.find("/>", vml) + 2 - vml);
    }
    put(std::string(kTypes), with_addition(types, "Types", types_));
  }

  const MarkRequest& request_;
  Workbook book_;
  ZipFile& zip_;
  Sheet sheet_;
  Marks marks_;
  MarkStyles styles_;
  SheetPlan plan_;
  SheetList sheets_;
  std::vector<std::pair<std::string, std::string>> parts_;
  std::set<std::string> written_;
  std::string relations_;  // of the main part
  std::string types_;
};

}  // namespace

void mark_workbook(const MarkRequest& request, const Marks& marks) { Marking(request, marks).write(); }

}  // namespace rasoat::ingest
