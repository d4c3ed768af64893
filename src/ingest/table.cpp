#include "ingest/table.h"

#include <algorithm>
#include <array>
#include <set>

#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

constexpr std::size_t kMostRowsAbove = 30;  ///< titles and header rows of the official forms
constexpr std::size_t kMostHeaderRows = 3;

/// What stands under a group's heading for the group itself.
bool whole_group(std::string_view text) {
  static const std::array<std::string, 3> words{word_key("Tổng số"), word_key("Số hộ"), word_key("Tổng")};
  return std::find(words.begin(), words.end(), word_key(text)) != words.end();
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// `A B 1 2 3=1+2`, `(1) (2) (3)`: the row under a header that numbers its columns. What rasoat wrote beside
/// it when it marked the file does not count.
bool numbers_columns(const Row& row, const Header& header) {
  int cells = 0;
  int last = 0;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    std::string_view text = trim(row.cells[i].text);
    if (text.empty() || header.own(i)) continue;
    ++cells;
    if (text.front() == '(' && text.back() == ')') text = text.substr(1, text.size() - 2);
    text = trim(text.substr(0, text.find('=')));
    const bool letter = text.size() == 1 && text.front() >= 'A' && text.front() <= 'Z' && last == 0;
    if (letter) continue;
    if (!is_number(text) || text.size() > 2 || std::stoi(std::string(text)) != last + 1) return false;
    ++last;
  }
  return cells >= 3 && last >= 2;
}

}  // namespace

Table::Table(std::unique_ptr<RowSource> source, const domain::KindColumns& columns, Reporter& reporter)
    : source_(std::move(source)), columns_(columns), keys_(heading_keys(columns)) {
  if (!keep_one()) return;
  const Choice choice = choose();
  Row heading;
  heading.number = kept_[choice.first + choice.rows - 1].row.number;
  for (const std::string& text : choice.headings) heading.cells.push_back({text});
  header_.emplace(columns_, heading, reporter);
  next_kept_ = choice.first + choice.rows;
  if (next_kept_ == kept_.size()) keep_one();
  if (next_kept_ < kept_.size() && numbers_columns(kept_[next_kept_].row, *header_)) ++next_kept_;
}

bool Table::keep_one() {
  Row row;
  if (!source_->next(row)) return false;
  Kept& kept = kept_.emplace_back();
  kept.row = row;
  // Views follow the texts once these lie still.
  for (const Cell& cell : row.cells) kept.texts.emplace_back(cell.text);
  for (std::size_t i = 0; i < row.cells.size(); ++i) kept.row.cells[i].text = kept.texts[i];
  return true;
}

bool Table::next(Row& row) {
  for (;;) {
    if (next_kept_ < kept_.size()) {
      row = kept_[next_kept_++].row;
    } else if (!source_->next(row)) {
      return false;
    }
    if (!header_->has_own() || has_data(row)) return true;
  }
}

/// A row that was emptied but for what rasoat wrote beside it is empty.
bool Table::has_data(const Row& row) const {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!header_->own(i) && !row.cells[i].text.empty()) return true;
  }
  return false;
}

/// Rows below the first belong to a header only where cells look merged: something is left empty above or
/// below, and nothing is a number.
bool Table::could_be_header(std::size_t first, std::size_t rows) const {
  std::size_t width = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    const Row& row = kept_[first + r].row;
    width = std::max(width, row.cells.size());
    if (r == 0) continue;
    for (const Cell& cell : row.cells) {
      if (is_number(trim(cell.text)) || cell.numeric) return false;
    }
  }
  for (std::size_t r = 0; r < rows; ++r) {
    const auto& cells = kept_[first + r].row.cells;
    const auto filled = static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const Cell& cell) { return !trim(cell.text).empty(); }));
    if (filled == 0 || filled == width) return false;
  }
  return true;
}

Table::Choice Table::combine(std::size_t first, std::size_t rows) const {
  Choice choice{first, rows, 0, {}};
  std::size_t width = 0;
  for (std::size_t r = 0; r < rows; ++r) width = std::max(width, kept_[first + r].row.cells.size());
  const auto text = [&](std::size_t r, std::size_t column) {
    const auto& cells = kept_[first + r].row.cells;
    return column < cells.size() ? clean(cells[column].text) : std::string();
  };
  std::vector<std::string> above(rows);  // what spreads to the right over merged cells
  std::set<const domain::Column*> known;
  for (std::size_t column = 0; column < width; ++column) {
    std::vector<std::string> levels;
    for (std::size_t r = 0; r < rows; ++r) {
      const std::string own = text(r, column);
      bool below = false;
      for (std::size_t deeper = r + 1; deeper < rows; ++deeper)
        below = below || !text(deeper, column).empty();
      if (!own.empty() || !below) above[r] = own;
      // A new heading ends what spread below it.
      if (!own.empty()) std::fill(above.begin() + static_cast<std::ptrdiff_t>(r) + 1, above.end(), "");
      if (!above[r].empty()) levels.push_back(above[r]);
    }
    // The whole path, then ever less of its top: `Hộ nghèo DTTS`, `DTTS`; `Hộ nghèo › Tổng số` is `Hộ nghèo`.
    if (levels.size() > 1 && whole_group(levels.back())) levels.pop_back();
    std::string heading;
    const domain::Column* found = nullptr;
    for (std::size_t from = 0; from < levels.size() && found == nullptr; ++from) {
      std::string path;
      for (std::size_t i = from; i < levels.size(); ++i) path += (path.empty() ? "" : " ") + levels[i];
      if (from == 0) heading = path;
      if (const auto key = keys_.find(word_key(path)); key != keys_.end()) {
        found = key->second;
        heading = path;
      }
    }
    if (found != nullptr) known.insert(found);
    choice.headings.push_back(heading);
  }
  choice.known = known.size();
  return choice;
}

bool Table::complete(const Choice& choice) const {
  return std::all_of(columns_.columns.begin(), columns_.columns.end(), [&](const domain::Column& column) {
    return !column.required ||
           std::any_of(choice.headings.begin(), choice.headings.end(), [&](const std::string& heading) {
             const auto key = keys_.find(word_key(heading));
             return key != keys_.end() && key->second == &column;
           });
  });
}

Table::Choice Table::choose() {
  Choice best = combine(0, 1);
  if (complete(best)) return best;
  while (kept_.size() < kMostRowsAbove && keep_one()) {
  }
  for (std::size_t first = 0; first < kept_.size(); ++first) {
    for (std::size_t rows = 1; rows <= kMostHeaderRows && first + rows <= kept_.size(); ++rows) {
      if (rows > 1 && !could_be_header(first, rows)) break;
      Choice choice = combine(first, rows);
      // Another row than the first is the header only when it knows more and knows enough.
      if (choice.known > best.known && choice.known >= 2) best = std::move(choice);
    }
  }
  return best;
}

}  // namespace rasoat::ingest
