#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/number_format.h"
#include "ingest/xml.h"
#include "ingest/zip_file.h"

namespace rasoat::ingest {

/// One worksheet of a workbook.
struct Sheet {
  std::string name;
  std::string part;  ///< where it lies in the archive: `xl/worksheets/sheet1.xml`
  bool hidden = false;
};

/// All strings that cells share, in one block of memory. The only thing of a workbook that is held whole.
class SharedStrings {
 public:
  static constexpr std::size_t kMostBytes = 768ULL << 20;

  std::string_view at(std::size_t index) const;  ///< throws BadWorkbook beyond the last
  std::size_t size() const { return ends_.size(); }
  void add(std::string_view text);

 private:
  std::string block_;
  std::vector<std::uint32_t> ends_;
};

/// An open workbook: what its parts are, which sheet is meant, which styles show dates. Throws BadWorkbook
/// for what is no workbook: `not-a-workbook`, `binary`, `damaged`, `malformed`, `no-sheet`….
class Workbook {
 public:
  explicit Workbook(const std::filesystem::path& path);

  ZipFile& zip() { return zip_; }
  const std::string& main_part() const { return main_part_; }
  const std::string& styles_part() const { return styles_part_; }
  const std::vector<Sheet>& sheets() const { return sheets_; }
  /// The sheet named as the kind, else the first that is shown and not one of our own.
  const Sheet& sheet_for(std::string_view kind) const;

  /// Reads styles and shared strings; needed before cells are.
  void load_values();
  DateSystem dates() const { return dates_; }
  bool date_style(std::size_t style) const { return style < date_styles_.size() && date_styles_[style]; }
  const SharedStrings& strings() const { return strings_; }

 private:
  void find_main_part();
  void read_main_part();
  [[noreturn]] void refuse_other_kinds() const;

  ZipFile zip_;
  std::string main_part_;
  std::string styles_part_;
  std::string strings_part_;
  std::vector<Sheet> sheets_;
  DateSystem dates_ = DateSystem::from_1900;
  std::vector<bool> date_styles_;
  SharedStrings strings_;
};

/// One line of a relationships part, its target resolved against the part it belongs to.
struct Relationship {
  std::string id;
  std::string type;  ///< the last word of the URI: `worksheet`
  std::string target;
  bool external = false;
};
/// The relationships of a part (`xl/workbook.xml`); none where it has none.
std::vector<Relationship> relationships_of(ZipFile& zip, std::string_view part);
/// `xl/workbook.xml` → `xl/_rels/workbook.xml.rels`.
std::string relationships_part(std::string_view part);

/// Streams one part through a handler.
void parse_part(ZipFile& zip, const ZipEntry& entry, XmlHandler& handler, Xml::Raw raw = Xml::Raw::no);

/// Heading of the column of reasons in a marked file; it decides, whatever the colours say.
inline constexpr std::string_view kReasonsHeading = "Lý do (rasoat)";

/// The prefix, with its colon, of the elements of a part's own namespace: `x:` in `<x:worksheet>`; mostly
/// empty.
std::string root_prefix(std::string_view xml);
std::string root_prefix(ZipFile& zip, const ZipEntry& entry);

/// True for what rasoat itself puts into officers' workbooks: headings and sheets that end in `(rasoat)`.
bool own_mark(std::string_view heading);

/// Text with the escapes of the format resolved: `_x000D_` → carriage return.
void unescape(std::string& text);

}  // namespace rasoat::ingest
