#include "ingest/workbook.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "ingest/bad_workbook.h"
#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

constexpr std::string_view kOwn = "(rasoat)";

std::string_view last_word(std::string_view uri) {
  const std::size_t slash = uri.rfind('/');
  return slash == std::string_view::npos ? uri : uri.substr(slash + 1);
}

/// A target as written, against the folder of the part it stands in.
std::string resolved(std::string_view part, std::string_view target) {
  if (!target.empty() && target.front() == '/') return std::string(target.substr(1));
  std::vector<std::string> folders;
  const auto walk = [&](std::string_view path) {
    while (!path.empty()) {
      const std::size_t slash = path.find('/');
      const std::string_view step = path.substr(0, slash);
      if (step == "..") {
        if (!folders.empty()) folders.pop_back();
      } else if (!step.empty() && step != ".") {
        folders.emplace_back(step);
      }
      path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
  };
  const std::size_t slash = part.rfind('/');
  walk(slash == std::string_view::npos ? std::string_view() : part.substr(0, slash));
  walk(target);
  std::string out;
  for (const std::string& folder : folders) out += (out.empty() ? "" : "/") + folder;
  return out;
}

class RelationshipReader final : public XmlHandler {
 public:
  RelationshipReader(std::string_view part, std::vector<Relationship>& into) : part_(part), into_(into) {}
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name != "Relationship") return;
    const bool external = attributes.text("TargetMode") == "External";
    const std::string target = attributes.text("Target");
    into_.push_back({attributes.text("Id"), std::string(last_word(attributes.text("Type"))),
                     external ? target : resolved(part_, target), external});
  }
  void end(std::string_view) override {}

 private:
  std::string_view part_;
  std::vector<Relationship>& into_;
};

/// The list of sheets and the count of days, from the workbook's main part.
class MainPartReader final : public XmlHandler {
 public:
  struct Named {
    std::string name, id, state;
  };
  std::vector<Named> sheets;
  bool from_1904 = false;
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") {
      const std::string value = attributes.text("date1904");
      from_1904 = value == "1" || value == "true";
    } else if (name == "sheet") {
      sheets.push_back({attributes.text("name"), attributes.text("id"), attributes.text("state")});
    }
  }
  void end(std::string_view) override {}
};

/// Which cell formats show a date.
class StyleReader final : public XmlHandler {
 public:
  explicit StyleReader(std::vector<bool>& dates) : dates_(dates) {}
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "numFmt") {
      formats_[attributes.text("numFmtId")] = shows_date(attributes.text("formatCode"));
    } else if (name == "cellXfs") {
      inside_ = true;
    } else if (name == "xf" && inside_) {
      const std::string id = attributes.text("numFmtId");
      const auto own = formats_.find(id);
      int number = 0;
      std::from_chars(id.data(), id.data() + id.size(), number);
      dates_.push_back(own != formats_.end() ? own->second : shows_date(number));
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") inside_ = false;
  }

 private:
  std::vector<bool>& dates_;
  std::map<std::string, bool> formats_;
  bool inside_ = false;
};

class StringReader final : public XmlHandler {
 public:
  explicit StringReader(SharedStrings& into) : into_(into) {}
  void begin(std::string_view name, const Attributes&) override {
    if (name == "si") text_.clear();
    if (name == "rPh") ++phonetic_;  // how it is read aloud, not what stands in the cell
    if (name == "t") inside_ = phonetic_ == 0;
  }
  void end(std::string_view name) override {
    if (name == "t") inside_ = false;
    if (name == "rPh") --phonetic_;
    if (name != "si") return;
    unescape(text_);
    into_.add(text_);
  }
  void text(std::string_view piece) override {
    if (inside_) text_ += piece;
  }

 private:
  SharedStrings& into_;
  std::string text_;
  int phonetic_ = 0;
  bool inside_ = false;
};

}  // namespace

std::string_view SharedStrings::at(std::size_t index) const {
  if (index >= ends_.size()) throw BadWorkbook("malformed", "shared string " + std::to_string(index));
  const std::size_t from = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(block_).substr(from, ends_[index] - from);
}

void SharedStrings::add(std::string_view text) {
  if (block_.size() + text.size() > kMostBytes) throw BadWorkbook("too-many-strings");
  block_ += text;
  ends_.push_back(static_cast<std::uint32_t>(block_.size()));
}

Workbook::Workbook(const std::filesystem::path& path) : zip_(path) {
  find_main_part();
  read_main_part();
}

void Workbook::refuse_other_kinds() const {
  if (zip_.find("xl/workbook.bin") != nullptr) throw BadWorkbook("binary");
  if (zip_.find("word/document.xml") != nullptr) throw BadWorkbook("not-a-workbook", "Word (.docx)");
  if (zip_.find("ppt/presentation.xml") != nullptr) throw BadWorkbook("not-a-workbook", "PowerPoint (.pptx)");
  if (zip_.find("mimetype") != nullptr) throw BadWorkbook("not-a-workbook", "OpenDocument (.ods, .odt)");
  throw BadWorkbook("not-a-workbook", "ZIP");
}

void Workbook::find_main_part() {
  for (const Relationship& relation : relationships_of(zip_, "")) {
    if (relation.type == "officeDocument") main_part_ = relation.target;
  }
  const bool sheets = zip_.find("xl/workbook.xml") != nullptr;
  if (main_part_.empty() && sheets) main_part_ = "xl/workbook.xml";
  const bool other = main_part_.rfind("word/", 0) == 0 || main_part_.rfind("ppt/", 0) == 0 ||
                     (main_part_.size() > 4 && main_part_.compare(main_part_.size() - 4, 4, ".bin") == 0);
  if (other || zip_.find(main_part_) == nullptr) refuse_other_kinds();
}

void Workbook::read_main_part() {
  MainPartReader main;
  parse_part(zip_, *zip_.find(main_part_), main);
  if (main.from_1904) dates_ = DateSystem::from_1904;
  const auto relations = relationships_of(zip_, main_part_);
  for (const Relationship& relation : relations) {
    if (relation.type == "styles") styles_part_ = relation.target;
    if (relation.type == "sharedStrings") strings_part_ = relation.target;
  }
  for (const auto& named : main.sheets) {
    const auto relation = std::find_if(relations.begin(), relations.end(),
                                       [&](const Relationship& each) { return each.id == named.id; });
    if (relation == relations.end() || relation->type != "worksheet" || relation->external) continue;
    if (zip_.find(relation->target) == nullptr) throw BadWorkbook("damaged", named.name);
    sheets_.push_back({named.name, relation->target, !named.state.empty() && named.state != "visible"});
  }
  if (sheets_.empty()) throw BadWorkbook("no-sheet");
}

const Sheet& Workbook::sheet_for(std::string_view kind) const {
  const std::string wanted = word_key(kind);
  for (const Sheet& sheet : sheets_) {
    if (word_key(sheet.name) == wanted) return sheet;
  }
  for (const Sheet& sheet : sheets_) {
    if (!sheet.hidden && !own_mark(sheet.name)) return sheet;
  }
  return sheets_.front();
}

void Workbook::load_values() {
  if (const ZipEntry* styles = zip_.find(styles_part_); styles != nullptr && !styles_part_.empty()) {
    StyleReader reader(date_styles_);
    parse_part(zip_, *styles, reader);
  }
  if (const ZipEntry* strings = zip_.find(strings_part_); strings != nullptr && !strings_part_.empty()) {
    StringReader reader(strings_);
    parse_part(zip_, *strings, reader);
  }
}

std::string relationships_part(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::string folder(slash == std::string_view::npos ? "" : part.substr(0, slash + 1));
  return folder + "_rels/" + std::string(last_word(part)) + ".rels";
}

std::vector<Relationship> relationships_of(ZipFile& zip, std::string_view part) {
  std::vector<Relationship> all;
  const ZipEntry* entry = zip.find(relationships_part(part));
  if (entry == nullptr) return all;
  RelationshipReader reader(part, all);
  parse_part(zip, *entry, reader);
  return all;
}

void parse_part(ZipFile& zip, const ZipEntry& entry, XmlHandler& handler, Xml::Raw raw) {
  Xml xml(handler, raw);
  std::array<char, 65'536> piece;
  zip.open(entry);
  while (const std::size_t count = zip.read(piece.data(), piece.size())) xml.feed({piece.data(), count});
  xml.finish();
}

std::string root_prefix(std::string_view xml) {
  std::size_t at = 0;
  while ((at = xml.find('<', at)) != std::string_view::npos) {
    ++at;
    if (at < xml.size() && (xml[at] == '?' || xml[at] == '!')) continue;
    const std::string_view name = xml.substr(at, xml.find_first_of(" \t\r\n/>", at) - at);
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? std::string() : std::string(name.substr(0, colon + 1));
  }
  return {};
}

std::string root_prefix(ZipFile& zip, const ZipEntry& entry) {
  std::array<char, 4096> head;
  zip.open(entry);
  return root_prefix(std::string_view(head.data(), zip.read(head.data(), head.size())));
}

bool own_mark(std::string_view heading) {
  heading = trim(heading);
  return heading.size() > kOwn.size() && heading.substr(heading.size() - kOwn.size()) == kOwn;
}

void unescape(std::string& text) {
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    if (at + 7 > text.size() || text[at + 6] != '_') continue;
    unsigned code = 0;
    const auto read = std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16);
    if (read.ec != std::errc{} || read.ptr != text.data() + at + 6 || code == 0 || code >= 0x80) continue;
    text.replace(at, 7, 1, static_cast<char>(code));
  }
}

}  // namespace rasoat::ingest
