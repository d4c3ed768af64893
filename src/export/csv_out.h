#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rasoat::export_ {

/// Writes CSV after RFC 4180 into a string: comma, quotes where needed, one `\n` a record (what command-line
/// tools expect; every reader of CSV accepts it). Text that a spreadsheet would run as a formula is
/// neutralised by a leading apostrophe; numbers stand as they are.
class CsvOut {
 public:
  CsvOut& text(std::string_view cell);
  CsvOut& number(std::string_view cell);
  CsvOut& empty() { return number({}); }
  CsvOut& end_record();
  /// A header or other record of fixed words.
  CsvOut& words(const std::vector<std::string>& cells);
  std::string take();

 private:
  void separate();
  std::string out_;
  bool first_ = true;
};

/// `=1+1` becomes `'=1+1`: cells that begin with = + - @ tab or carriage return run as formulas when a
/// spreadsheet opens a text file. A plain number keeps its sign.
std::string neutralised(std::string_view cell);

}  // namespace rasoat::export_
