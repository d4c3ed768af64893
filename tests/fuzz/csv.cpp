// A CSV file as an officer may send it: the first byte chooses the kind, the rest is the file.

#include "ingest/csv.h"

#include "fuzz/fuzz.h"
#include "fuzz/reading.h"
#include "ingest/read.h"

using namespace rasoat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes = fuzz::text_of(data, size);
  const auto kind = static_cast<domain::Kind>(fuzz::choose(bytes, 7));
  ingest::Sniffer sniffer;
  sniffer.take(bytes.substr(0, bytes.size() / 3));
  sniffer.take(bytes.substr(bytes.size() / 3));
  const auto format = sniffer.finish(test::rules().texts);
  if (!format || *format != ingest::Survey::Format::csv) return 0;

  const fuzz::MemoryFile file(bytes);
  ingest::CsvReader reader(file.path());
  ingest::Row row;
  std::int64_t last = 0;
  while (reader.next(row)) {
    fuzz::must(row.number > last, "rows come in the order of their numbers");
    fuzz::must(!row.cells.empty() && row.cells.size() <= ingest::kMostColumns, "a row has some columns");
    for (const ingest::Cell& cell : row.cells)
      fuzz::must(cell.text.size() <= bytes.size(), "no cell is longer than the file");
    last = row.number;
  }
  fuzz::read_and_mark(file.path(), kind);
  return 0;
}
