#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/sheet_reader.h"
#include "ingest/workbooks.h"

namespace rasoat::test {

/// A workbook that a sheet is read as part of: three shared strings, a style 1 that shows dates.
struct SheetBook {
  Scratch file{".xlsx"};
  std::unique_ptr<ingest::Workbook> workbook;
  SheetBook();
};

/// What SheetReader makes of the XML of a sheet that comes in pieces: one line a row, its number, then each
/// cell's column, text and what else is known of it. A refusal ends the lines with its code.
std::vector<std::string> lines_of(const SheetBook& book, ingest::SheetReader::Way way, std::string_view sheet,
                                  std::size_t piece);

}  // namespace rasoat::test
