#include "ingest/xlsx.h"

#include <algorithm>
#include <charconv>

#include "ingest/bad_workbook.h"

namespace rasoat::ingest {
namespace {

/// One row as it is being read. Texts of cells lie in `arena` or among the shared strings.
struct Filled {
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

/// A formula that calls another program: `cmd|'/C calc'!A0`.
bool command(std::string_view formula) {
  return formula.find('|') != std::string_view::npos && formula.find('!') != std::string_view::npos;
}

}  // namespace

/// Turns the elements of a sheet into rows. Only `v`, `t` and `f` have text that matters.
class XlsxReader::SheetReader final : public XmlHandler {
 public:
  explicit SheetReader(const Workbook& book) : book_(book) {}

  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "row") return begin_row(attributes);
    if (!in_row_) return;  // other parts of a sheet have elements of these names as well
    if (name == "c") return begin_cell(attributes);
    if (name == "v" || (name == "t" && phonetic_ == 0)) {
      wanted_ = true;
    } else if (name == "f") {
      formula_ = in_formula_ = true;
    } else if (name == "rPh") {
      ++phonetic_;
    }
  }

  void end(std::string_view name) override {
    if (!in_row_) return;
    if (name == "v" || name == "t") {
      wanted_ = false;
    } else if (name == "c") {
      end_cell();
    } else if (name == "row") {
      end_row();
    } else if (name == "f") {
      in_formula_ = false;
    } else if (name == "rPh") {
      --phonetic_;
    }
  }

  void text(std::string_view piece) override {
    if (wanted_) row().arena += piece;
    if (in_formula_) formula_text_ += piece;
  }

  std::size_t count() const { return count_; }
  /// Gives the rows read so far for some that may be written over; the row that is only begun stays.
  void exchange(std::vector<Filled>& rows) {
    if (rows.empty()) rows.emplace_back();
    std::swap(rows.front(), rows_[count_]);
    rows_.swap(rows);
    count_ = 0;
  }

 private:
  Filled& row() { return rows_[count_]; }

  void end_row() {
    in_row_ = false;
    const std::vector<Filled::Spot>& spots = row().spots;
    if (std::none_of(spots.begin(), spots.end(), [](const Filled::Spot& spot) { return spot.length > 0; }))
      return;
    if (++count_ == rows_.size()) rows_.emplace_back();
  }

  void begin_row(const Attributes& attributes) {
    if (in_row_) throw BadWorkbook("malformed", "a row in row " + std::to_string(number_));
    in_row_ = true;
    const std::int64_t before = number_;
    if (const char* number = attributes.find("r")) {
      const std::string_view digits(number);
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number_);
      if (read.ec != std::errc{} || number_ <= before)
        throw BadWorkbook("malformed", "row " + std::string(digits));
    } else {
      ++number_;
    }
    if (number_ > kMostRows) throw BadWorkbook("too-tall", std::to_string(number_));
    row().arena.clear();
    row().spots.clear();
    row().number = number_;
    column_ = -1;
  }

  void begin_cell(const Attributes& attributes) {
    type_ = 'n';
    style_ = 0;
    formula_ = false;
    formula_text_.clear();
    int column = column_ + 1;
    for (const char** pair = attributes.pairs(); *pair != nullptr; pair += 2) {
      if (pair[0][1] != '\0') continue;
      const std::string_view value(pair[1]);
      if (pair[0][0] == 'r') {
        CellName name;
        if (!read_cell_name(value, name)) throw BadWorkbook("malformed", std::string(value));
        column = name.column;
      } else if (pair[0][0] == 's') {
        std::from_chars(value.data(), value.data() + value.size(), style_);
      } else if (pair[0][0] == 't') {
        // s shared, str formula text, inlineStr, b, e, d, n: told by letter, `str` apart from `s`.
        type_ = value == "str" ? 'f' : value.empty() ? 'n' : value.front();
      }
    }
    if (column <= column_) throw BadWorkbook("malformed", "column " + std::to_string(column));
    column_ = column;
    offset_ = row().arena.size();
  }

  void end_cell() {
    Filled::Spot spot{column_, offset_, row().arena.size() - offset_, nullptr, false, Cell::Fault::none};
    if (formula_ && command(formula_text_)) {
      spot.fault = Cell::Fault::command;
      row().arena.resize(offset_);
      row().arena += "=" + formula_text_.substr(0, 200);
      spot.length = row().arena.size() - offset_;
    } else if (spot.length == 0) {
      // A formula of empty text has a type; one that no program calculated has neither type nor value.
      if (!formula_ || type_ == 'f') return;
      spot.fault = Cell::Fault::no_result;
      row().arena += "=" + formula_text_.substr(0, 200);
      spot.length = row().arena.size() - offset_;
    } else {
      value(spot);
    }
    if (column_ >= static_cast<int>(kMostColumns)) throw BadWorkbook("too-wide", column_letters(column_));
    row().spots.push_back(spot);
  }

  void value(Filled::Spot& spot) {
    const std::string_view text = std::string_view(row().arena).substr(offset_);
    switch (type_) {
      case 's': {
        std::size_t index = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), index);
        if (read.ec != std::errc{}) throw BadWorkbook("malformed", "shared string " + std::string(text));
        const std::string_view shared = book_.strings().at(index);
        row().arena.resize(offset_);
        spot.shared = shared.data();
        spot.length = shared.size();
        break;
      }
      case 'b':
        replace(spot, text == "1" || text == "true" ? "TRUE" : "FALSE");
        break;
      case 'e':
        spot.fault = Cell::Fault::error_value;
        break;
      case 'n':
        number(spot, text);
        break;
      case 'i':
      case 'f':
        if (text.find("_x") != std::string_view::npos) {
          std::string resolved(text);
          unescape(resolved);
          replace(spot, resolved);
        }
        break;
      default:
        break;  // dates of the strict format are ISO already
    }
  }

  void number(Filled::Spot& spot, std::string_view text) {
    if (book_.date_style(style_)) {
      double serial = -1;
      std::from_chars(text.data(), text.data() + text.size(), serial);
      if (const auto date = serial_date(serial, book_.dates())) return replace(spot, *date);
    }
    spot.numeric = true;
    const bool plain = text.size() <= 15 && text.front() != '0' &&
                       std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!plain) replace(spot, plain_number(text));
  }

  void replace(Filled::Spot& spot, const std::string& text) {
    row().arena.resize(offset_);
    row().arena += text;
    spot.length = text.size();
  }

  const Workbook& book_;
  std::vector<Filled> rows_{1};  ///< those read, the one being read, and some that were looked at already
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

struct XlsxReader::Batch {
  std::vector<Filled> rows;
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
    xml_ = std::make_unique<Xml>(*reader_);
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
      batch->last ? xml_->finish() : xml_->feed({piece_.data(), count});
    }
  } catch (const BadWorkbook& bad) {
    batch->problem = domain::Problem{bad.what(), {}, bad.detail()};
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
  const Filled& filled = batch_->rows[batch_->next++];
  row.number = filled.number;
  row.sparse = true;
  row.cells.assign(static_cast<std::size_t>(filled.spots.back().column) + 1, {});
  for (const Filled::Spot& spot : filled.spots) {
    const char* text = spot.shared != nullptr ? spot.shared : filled.arena.data() + spot.offset;
    row.cells[static_cast<std::size_t>(spot.column)] = {{text, spot.length}, spot.numeric, spot.fault};
  }
  return true;
}

bool read_cell_name(std::string_view text, CellName& name) {
  int column = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z' && at < 3; ++at)
    column = column * 26 + (text[at] - 'A' + 1);
  constexpr int kMostOfFormat = 16'384;
  if (at == 0 || at == text.size() || column > kMostOfFormat) return false;
  name.column = column - 1;
  const auto read = std::from_chars(text.data() + at, text.data() + text.size(), name.row);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

std::string column_letters(int column) {
  std::string out;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return out;
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
