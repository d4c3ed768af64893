#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <vector>

#include "domain/result.h"
#include "domain/text.h"
#include "ingest/rows.h"
#include "ingest/sheet_reader.h"
#include "ingest/workbook.h"

namespace rasoat::ingest {

/// The rows of one sheet of a workbook, streamed. Dates come as ISO text, numbers as a spreadsheet shows
/// them, truth values as TRUE and FALSE, formulas as their kept results. While the caller looks at some rows
/// the next ones are unpacked beside it, in a thread that ends with the reader.
class XlsxReader final : public RowSource {
 public:
  XlsxReader(const std::filesystem::path& path, std::string_view kind);
  ~XlsxReader() override;

  bool next(Row& row) override;
  std::string sheet() const override { return sheet_.name; }

 private:
  struct Batch;
  std::unique_ptr<Batch> read_on();
  bool turn_batch();
  bool stop(const std::string& code, const std::string& detail);

  std::unique_ptr<Workbook> book_;
  Sheet sheet_;
  std::unique_ptr<SheetReader> reader_;
  std::vector<char> piece_;
  std::unique_ptr<Batch> batch_;  ///< whose rows are handed out
  /// The one after it. Its thread owns all of the above but `batch_` until it has ended, which the destructor
  /// awaits.
  std::future<std::unique_ptr<Batch>> ahead_;
};

/// Looks whether a ZIP file is a workbook that can be read, without reading its cells. Problems as of the
/// sniffer, `not-a-table` and `old-or-locked-excel`, with words that help.
domain::Outcome look_into_workbook(const std::filesystem::path& path, const domain::Texts& texts);

}  // namespace rasoat::ingest
