#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "ingest/rows.h"
#include "ingest/workbook.h"
#include "ingest/xml.h"

namespace rasoat::ingest {

/// One row as a sheet has it. Texts of cells lie in `arena` or among the shared strings.
struct SheetRow {
  struct Spot {
    int column = 0;
    std::size_t offset = 0;
    std::size_t length = 0;
    const char* shared = nullptr;  // text of the shared strings instead of the arena
    bool numeric = false;
    Cell::Fault fault = Cell::Fault::none;
  };
  std::int64_t number = 0;
  std::string arena;
  std::vector<Spot> spots;
};

/// Turns the XML of a sheet, handed in pieces, into rows. It is read in two ways that give the same: rows as
/// every known program writes them are cut out and read whole by pugixml, much faster
/// (tests/bench/workbooks); all that is around them or looks in the least unusual (comments, CDATA, prefixes,
/// entities of its own, other encodings, other elements) goes through expat, event by event. Only what is not
/// well formed in a way that touches no cell, such as an attribute given twice, is refused by expat alone.
/// Throws BadWorkbook: `malformed`, `too-tall`, `too-wide` and what Xml refuses. One thread at a time.
class SheetReader final : public XmlHandler {
 public:
  static constexpr std::int64_t kMostRows = 1'048'576;  ///< of a sheet, by the format

  /// How the rows of a sheet are read. The second is what the first falls back to.
  enum class Way { whole_rows, events };
  explicit SheetReader(const Workbook& book, Way way = Way::whole_rows);

  void feed(std::string_view piece);
  void finish();

  std::size_t count() const { return count_; }
  std::int64_t row_number() const { return number_; }  ///< of the newest row, also one that is only begun
  /// Gives the rows read so far for some that may be written over; the row that is only begun stays.
  void exchange(std::vector<SheetRow>& rows);

  void begin(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;

 private:
  enum class Stage { before_rows, rows, events };
  struct CellHead {
    std::string_view name;   // `r`
    std::string_view style;  // `s`
    std::string_view type;   // `t`
  };

  std::size_t find_rows();
  std::size_t take_rows();
  std::size_t to_events(std::size_t from);
  bool parse(std::string_view xml);
  bool whole_row(const pugi::xml_node& row);
  bool whole_cell(const pugi::xml_node& cell);

  SheetRow& row() { return rows_[count_]; }
  void begin_row(const char* number);
  void end_row();
  void begin_cell(const CellHead& head);
  void end_cell();
  void value(SheetRow::Spot& spot);
  void number(SheetRow::Spot& spot, std::string_view text);
  void replace(SheetRow::Spot& spot, const std::string& text);

  const Workbook& book_;
  Xml xml_;
  Stage stage_;
  std::string held_;  // what came and was not read yet
  std::string whole_;
  pugi::xml_document document_;
  bool in_rows_ = false;  // expat is between the tags of <sheetData>

  std::vector<SheetRow> rows_{1};  // those read, the one being read, and some that were looked at already
  std::size_t count_ = 0;
  std::int64_t number_ = 0;
  int column_ = -1;
  std::size_t offset_ = 0;
  std::size_t style_ = 0;
  char type_ = 'n';
  int phonetic_ = 0;
  bool in_row_ = false;
  bool wanted_ = false;
  bool formula_ = false;
  bool in_formula_ = false;
  std::string formula_text_;
};

/// `AB12` → column 27, row 12, both from the left and top, columns from 0. False when it is no such name.
struct CellName {
  std::int64_t row = 0;
  int column = -1;
};
bool read_cell_name(std::string_view text, CellName& name);
std::string column_letters(int column);

}  // namespace rasoat::ingest
