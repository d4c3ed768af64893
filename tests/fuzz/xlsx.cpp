// A workbook as an officer may send it. Three ways to write one: bytes of a ZIP archive; parts, each led by
// a line `@@ NAME`, that go over those of a plain workbook; or only the rows of its sheet. Packed bytes leave
// a fuzzer little to change, so the last two are where it gets far.

#include "ingest/xlsx.h"

#include "fuzz/fuzz.h"
#include "fuzz/reading.h"
#include "ingest/bad_workbook.h"
#include "ingest/sheet_lines.h"
#include "ingest/zip_writer.h"

using namespace rasoat;

namespace {

test::Parts parts_of(std::string_view text) {
  test::Parts parts = test::plain_workbook(text.substr(0, 3) == "@@ " ? std::string() : std::string(text));
  while (text.substr(0, 3) == "@@ ") {
    const std::size_t line = std::min(text.find('\n'), text.size());
    const std::string name(text.substr(3, line - 3));
    text.remove_prefix(std::min(line + 1, text.size()));
    const std::size_t next = std::min(text.find("\n@@ "), text.size());
    const std::string content(text.substr(0, next));
    text.remove_prefix(std::min(next + 1, text.size()));
    bool there = false;
    for (auto& [known, bytes] : parts) {
      if (known != name) continue;
      bytes = content;
      there = true;
    }
    if (!there && !name.empty() && name.size() < 200 && name.find('\0') == std::string::npos)
      parts.emplace_back(name, content);
  }
  return parts;
}

void read_book(const std::filesystem::path& file, domain::Kind kind) {
  if (!ingest::look_into_workbook(file, test::rules().texts)) return;
  try {
    ingest::XlsxReader reader(file, domain::name(kind));
    ingest::Row row;
    std::int64_t last = 0;
    while (reader.next(row)) {
      fuzz::must(row.number > last && row.number <= ingest::SheetReader::kMostRows, "rows are in order");
      fuzz::must(row.cells.size() <= ingest::kMostColumns, "a row has so many columns at most");
      last = row.number;
    }
  } catch (const ingest::BadWorkbook&) {
    return;  // refused with words
  }
  fuzz::read_and_mark(file, kind);
}

/// Where expat is content, reading rows whole gives what it gives.
void read_both_ways(std::string_view rows) {
  static const test::SheetBook book;
  const std::string sheet = "<worksheet><sheetData>" + std::string(rows) + "</sheetData></worksheet>";
  const auto events = test::lines_of(book, ingest::SheetReader::Way::events, sheet, sheet.size());
  if (!events.empty() && events.back() == "malformed") return;
  fuzz::must(test::lines_of(book, ingest::SheetReader::Way::whole_rows, sheet, 61) == events,
             "both ways give the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = fuzz::text_of(data, size);
  const auto kind = static_cast<domain::Kind>(fuzz::choose(bytes, 7));
  if (bytes.substr(0, 4) == std::string_view("PK\x03\x04", 4)) {
    const fuzz::MemoryFile file(bytes);
    read_book(file.path(), kind);
    return 0;
  }
  if (bytes.substr(0, 3) != "@@ ") read_both_ways(bytes);
  const fuzz::MemoryFile file;
  ingest::ZipWriter writer(file.path());
  for (const auto& [name, content] : parts_of(bytes)) writer.add(name, content);
  writer.close();
  read_book(file.path(), kind);
  return 0;
}
