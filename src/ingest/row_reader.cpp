#include "ingest/row_reader.h"

#include <algorithm>
#include <stdexcept>

#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

constexpr std::int64_t kLongestText = 120;  ///< characters, where the column sets no bound of its own

std::int64_t characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

/// `hộ nghèo | hộ cận nghèo (poor | near_poor)`: for each value the longest word that is not itself a value
/// or a number, then the values.
std::string choices_of(const domain::Column& column) {
  std::vector<std::pair<std::string, std::string>> choices;  // value, word
  for (const auto& entry : column.words) {
    const std::string& word = entry.first;
    const std::string& value = entry.second;
    auto known =
        std::find_if(choices.begin(), choices.end(), [&](const auto& one) { return one.first == value; });
    if (known == choices.end()) known = choices.insert(choices.end(), {value, ""});
    const bool plain = word == value || word.find_first_not_of("0123456789") == std::string::npos;
    if (!plain && word.size() > known->second.size()) known->second = word;
  }
  std::string words, values;
  for (const auto& [value, word] : choices) {
    words += (words.empty() ? "" : " | ") + (word.empty() ? value : word);
    values += (values.empty() ? "" : " | ") + value;
  }
  return words == values ? values : words + " (" + values + ")";
}

}  // namespace

RowReader::RowReader(const domain::KindColumns& columns, const Header& header, Reporter& reporter)
    : columns_(columns), header_(header), reporter_(reporter) {}

void RowReader::turn(const Row& row) {
  row_ = &row;
  faulty_ = false;
  const std::size_t width = header_.width();
  cells_ = row.cells;
  for (Cell& cell : cells_)
    cell.text = cell.fault == Cell::Fault::none ? trim(cell.text) : std::string_view();
  if (row.sparse) return complain_of_faults();
  if (row.cells.size() == width) return;
  const bool extra_empty =
      row.cells.size() > width &&
      std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(width), row.cells.end(),
                  [](const Cell& cell) { return trim(cell.text).empty(); });
  if (extra_empty) return;
  faulty_ = true;
  reporter_.add("E-CELLS", {row.number, ""}, std::to_string(row.cells.size()), std::to_string(width));
}

void RowReader::complain_of_faults() {
  for (std::size_t i = 0; i < row_->cells.size(); ++i) {
    const Cell& cell = row_->cells[i];
    if (cell.fault == Cell::Fault::none) continue;
    const domain::Column* column = header_.column_at(i);
    if (column == nullptr) continue;
    faulty_ = true;
    const std::string_view code = cell.fault == Cell::Fault::error_value ? "E-CELL-ERROR"
                                  : cell.fault == Cell::Fault::no_result ? "E-FORMULA-NO-RESULT"
                                                                         : "E-FORMULA";
    reporter_.add(code, {row_->number, header_.heading(column->name), column->personal}, cell.text);
  }
}

RowReader::Slot RowReader::slot(std::string_view column) const {
  Slot slot;
  slot.column = columns_.find(column);
  if (slot.column == nullptr) throw std::logic_error("no such column: " + std::string(column));
  slot.position = header_.position(column);
  slot.heading = header_.heading(column);
  for (const auto& [word, value] : slot.column->words) slot.words.emplace(word_key(word), value);
  return slot;
}

const Cell& RowReader::cell(const Slot& slot) const {
  static constexpr Cell kAbsent;
  const bool there = slot.position >= 0 && static_cast<std::size_t>(slot.position) < cells_.size();
  return there ? cells_[static_cast<std::size_t>(slot.position)] : kAbsent;
}

bool RowReader::empty(const Slot& slot) const { return cell(slot).text.empty(); }

Place RowReader::place(const Slot& slot) const { return {row_->number, slot.heading, slot.column->personal}; }

void RowReader::report(std::string_view code, const Slot& slot, std::string_view value,
                       std::string_view expected, const domain::TextArguments& arguments) {
  if (code.front() == 'E') faulty_ = true;
  reporter_.add(code, place(slot), value, expected, arguments);
}

bool RowReader::require(const Slot& slot) {
  if (!empty(slot)) return true;
  if (cell(slot).fault != Cell::Fault::none) return false;
  // A column that is missing altogether was said once, with the header.
  if (slot.position >= 0 || !slot.column->required) report("E-REQUIRED", slot);
  faulty_ = true;
  return false;
}

std::string RowReader::text(Slot& slot) {
  const std::string_view raw = cell(slot).text;
  if (raw.empty()) return {};
  std::string text = unwrapped(raw);
  if (text.empty()) return {};
  // Text that a spreadsheet would run when the figures are opened there.
  if (text.front() == '=' || text.front() == '@') {
    report("E-FORMULA", slot, text);
    return {};
  }
  if (const std::string_view encoding = legacy_typing(text); !encoding.empty()) {
    report("E-LEGACY-TEXT", slot, text, "Unicode", {{"encoding", std::string(encoding)}});
  }
  const std::int64_t most = slot.column->at_most.value_or(kLongestText);
  if (static_cast<std::int64_t>(text.size()) > most && characters(text) > most) {
    report("E-TOO-LONG", slot, text, std::to_string(most));
  }
  return text;
}

std::optional<std::int64_t> RowReader::integer(Slot& slot) {
  const std::string_view raw = cell(slot).text;
  if (raw.empty()) return std::nullopt;
  IntegerCell read = read_integer(raw);
  // A number cell has no thousands marks: its point is a decimal mark.
  if (cell(slot).numeric && raw.find('.') != std::string_view::npos) read.kind = IntegerCell::Kind::wrong;
  if (read.kind == IntegerCell::Kind::negative) {
    report("E-NEGATIVE", slot, raw, "≥ 0");
  } else if (read.kind == IntegerCell::Kind::wrong) {
    report("E-INTEGER", slot, raw, "0, 1, 2, …");
  } else if (slot.column->at_most && read.value > *slot.column->at_most) {
    report("E-TOO-LARGE", slot, raw, "≤ " + std::to_string(*slot.column->at_most));
  } else {
    return read.value;
  }
  return std::nullopt;
}

std::optional<std::string> RowReader::decimal(Slot& slot, Notation notation) {
  const std::string_view raw = cell(slot).text;
  if (raw.empty()) return std::nullopt;
  const Notation own = cell(slot).numeric ? Notation::point : notation_of(raw);
  if (own == Notation::unknown && notation == Notation::unknown && ambiguous(raw)) {
    report("E-DECIMAL-AMBIGUOUS", slot, raw);
    return std::nullopt;
  }
  const Notation used = own != Notation::unknown ? own : notation;
  if (auto value = read_decimal(raw, used)) return value;
  report("E-DECIMAL", slot, raw, "1234.5 | 1.234,5");
  return std::nullopt;
}

std::optional<std::string> RowReader::choice(Slot& slot) {
  const std::string_view raw = cell(slot).text;
  if (raw.empty()) return std::nullopt;
  const std::string written(raw);
  auto known = slot.known.find(written);
  if (known == slot.known.end()) {
    const auto found = slot.words.find(word_key(written));
    known = slot.known
                .emplace(written,
                         found == slot.words.end() ? std::nullopt : std::optional<std::string>(found->second))
                .first;
  }
  if (!known->second) report("E-CHOICE", slot, written, choices_of(*slot.column));
  return known->second;
}

std::optional<bool> RowReader::flag(Slot& slot) {
  const std::string_view raw = cell(slot).text;
  if (raw.empty()) return std::nullopt;
  if (raw == "1") return true;
  if (raw == "0") return false;
  const auto found = slot.words.find(word_key(raw));
  if (found != slot.words.end()) return found->second == "1";
  report("E-FLAG", slot, raw, "0 | 1");
  return std::nullopt;
}

std::optional<domain::Date> RowReader::date(Slot& slot) {
  const std::string_view raw = cell(slot).text;
  if (raw.empty()) return std::nullopt;
  if (const auto date = read_date(raw)) return date;
  report("E-DATE", slot, raw, "2023-12-31 | 31/12/2023");
  return std::nullopt;
}

std::optional<unsigned long> RowReader::number_set(Slot& slot, int most) {
  std::string_view rest = cell(slot).text;
  if (rest.empty()) return std::nullopt;
  const std::string raw(rest);
  unsigned long mask = 0;
  bool none = false;
  while (!rest.empty()) {
    const std::size_t end = rest.find_first_of(";,");
    const IntegerCell read = read_integer(trim(rest.substr(0, end)));
    if (read.kind != IntegerCell::Kind::value || read.value > most) {
      report("E-NUMBER-SET", slot, raw, "0 | 1…" + std::to_string(most) + ", ;");
      return std::nullopt;
    }
    if (read.value == 0) none = true;
    if (read.value > 0) mask |= 1UL << (read.value - 1);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  if (none && mask != 0) {
    report("E-NUMBER-SET", slot, raw, "0 | 1…" + std::to_string(most) + ", ;");
    return std::nullopt;
  }
  return mask;
}

}  // namespace rasoat::ingest
