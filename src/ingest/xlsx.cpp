#include "ingest/xlsx.h"

#include "ingest/bad_workbook.h"

namespace rasoat::ingest {

struct XlsxReader::Batch {
  std::vector<SheetRow> rows;
  std::size_t count = 0;  ///< of the rows; the rest was looked at before
  std::size_t next = 0;
  bool last = false;
  std::optional<domain::Problem> problem;  ///< after its rows
};

XlsxReader::XlsxReader(const std::filesystem::path& path, std::string_view kind)
    : piece_(65'536), batch_(std::make_unique<Batch>()) {
  try {
    book_ = std::make_unique<Workbook>(path);
    sheet_ = book_->sheet_for(kind);
    book_->load_values();
    reader_ = std::make_unique<SheetReader>(*book_);
    book_->zip().open(*book_->zip().find(sheet_.part));
    ahead_ = std::async(std::launch::async, [this] { return read_on(); });
  } catch (const BadWorkbook& bad) {
    stop(bad.what(), bad.detail());
  }
}

XlsxReader::~XlsxReader() {
  if (ahead_.valid()) ahead_.wait();
}

bool XlsxReader::stop(const std::string& code, const std::string& detail) {
  problem_ = domain::Problem{code, {}, detail};
  return false;
}

/// Some pieces of the sheet, and at least one row, unless it ends.
std::unique_ptr<XlsxReader::Batch> XlsxReader::read_on() {
  constexpr int kPieces = 8;
  auto batch = std::make_unique<Batch>();
  try {
    for (int pieces = 0; !batch->last && (pieces < kPieces || reader_->count() == 0); ++pieces) {
      const std::size_t count = book_->zip().read(piece_.data(), piece_.size());
      batch->last = count == 0;
      batch->last ? reader_->finish() : reader_->feed({piece_.data(), count});
    }
  } catch (const BadWorkbook& bad) {
    // The place is the row: what is around it says less to somebody who has only the sheet before them.
    const bool in_rows = bad.what() == std::string_view("malformed") && reader_->row_number() > 0;
    const std::string place = in_rows ? ", row " + std::to_string(reader_->row_number()) : "";
    batch->problem = domain::Problem{bad.what(), {}, bad.detail() + place};
    batch->last = true;
  }
  batch->count = reader_->count();
  return batch;
}

/// Takes the batch that was read beside the last one and has the next one read; false when there is none.
bool XlsxReader::turn_batch() {
  if (!ahead_.valid()) return false;
  auto fresh = ahead_.get();
  fresh->rows = std::move(batch_->rows);
  reader_->exchange(fresh->rows);
  batch_ = std::move(fresh);
  if (batch_->last) {
    problem_ = batch_->problem;
  } else {
    ahead_ = std::async(std::launch::async, [this] { return read_on(); });
  }
  return true;
}

bool XlsxReader::next(Row& row) {
  while (batch_->next == batch_->count) {
    if (!turn_batch()) return false;
  }
  const SheetRow& filled = batch_->rows[batch_->next++];
  row.number = filled.number;
  row.sparse = true;
  row.cells.assign(static_cast<std::size_t>(filled.spots.back().column) + 1, {});
  for (const SheetRow::Spot& spot : filled.spots) {
    const char* text = spot.shared != nullptr ? spot.shared : filled.arena.data() + spot.offset;
    row.cells[static_cast<std::size_t>(spot.column)] = {{text, spot.length}, spot.numeric, spot.fault};
  }
  return true;
}

domain::Outcome look_into_workbook(const std::filesystem::path& path, const domain::Texts& texts) {
  try {
    const Workbook book(path);
    return domain::Done{};
  } catch (const BadWorkbook& bad) {
    const std::string code = std::string(bad.what()) == "locked" ? "old-or-locked-excel" : "not-a-table";
    return domain::Problem{code, texts.say("workbook." + std::string(bad.what()), {{"detail", bad.detail()}}),
                           ""};
  }
}

}  // namespace rasoat::ingest
