#include "ingest/sheet_lines.h"

#include <algorithm>

#include "ingest/bad_workbook.h"

namespace rasoat::test {

SheetBook::SheetBook() {
  zip_to(file.path(), plain_workbook("", "<si><t>một</t></si><si><t/></si><si><t>ba &amp; bốn</t></si>"));
  workbook = std::make_unique<ingest::Workbook>(file.path());
  workbook->load_values();
}

std::vector<std::string> lines_of(const SheetBook& book, ingest::SheetReader::Way way, std::string_view sheet,
                                  std::size_t piece) {
  ingest::SheetReader reader(*book.workbook, way);
  std::vector<std::string> lines;
  std::vector<ingest::SheetRow> rows;
  const auto take = [&] {
    const std::size_t count = reader.count();
    reader.exchange(rows);
    for (std::size_t i = 0; i < count; ++i) {
      std::string& line = lines.emplace_back(std::to_string(rows[i].number));
      for (const auto& spot : rows[i].spots) {
        const char* text = spot.shared != nullptr ? spot.shared : rows[i].arena.data() + spot.offset;
        line += " " + std::to_string(spot.column) + '[' + std::string(text, spot.length) + ']' +
                (spot.numeric ? "n" : "") + std::to_string(static_cast<int>(spot.fault));
      }
    }
  };
  try {
    for (; !sheet.empty(); sheet.remove_prefix(std::min(piece, sheet.size()))) {
      reader.feed(sheet.substr(0, piece));
      take();
    }
    reader.finish();
  } catch (const ingest::BadWorkbook& bad) {
    take();
    lines.emplace_back(bad.what());
  }
  return lines;
}

}  // namespace rasoat::test
