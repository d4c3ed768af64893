#include "ingest/totals.h"

#include <algorithm>

#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

/// A total may be of all rows, of those since the last total, of the totals, or of the units of one level,
/// which the length of their codes tells.
enum Candidate : std::size_t {
  all_rows,
  since_last,
  of_totals,
  provinces,
  districts,
  communes,
  candidate_count
};

bool total_word(std::string_view text) {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> keys;
    for (const char* word : {"Tổng", "Tổng cộng", "Tổng số", "Cộng", "Toàn xã", "Toàn phường", "Toàn huyện",
                             "Toàn tỉnh", "Total"}) {
      keys.push_back(word_key(word));
    }
    return keys;
  }();
  std::string key = word_key(text);
  while (!key.empty() && (key.back() == ':' || key.back() == ' ' || key.back() == '.')) key.pop_back();
  return std::find(words.begin(), words.end(), key) != words.end();
}

bool adds_up(const domain::KindColumns& columns, const domain::Column& column) {
  switch (columns.kind) {
    case domain::Kind::households:
      return column.name == "members";
    case domain::Kind::counts:
      return column.type == domain::ColumnType::integer;
    default:
      return column.type == domain::ColumnType::money;
  }
}

}  // namespace

Totals::Totals(const domain::KindColumns& columns, const Header& header, RowReader& reader,
               Reporter& reporter)
    : reader_(reader), reporter_(reporter) {
  const bool one_row_a_member = columns.kind == domain::Kind::households &&
                                (header.position("member_no") >= 0 || header.position("relation") >= 0);
  for (const domain::Column& column : columns.columns) {
    if (header.position(column.name) < 0) continue;
    if (column.type == domain::ColumnType::area_code && !area_) area_ = reader.slot(column.name);
    if (column.required) required_.push_back(reader.slot(column.name));
    if (adds_up(columns, column) && !one_row_a_member) {
      sums_.push_back({reader.slot(column.name), std::vector<std::int64_t>(candidate_count, 0)});
    }
  }
}

/// A total lacks something every row must have, or says `Tổng cộng` where a code belongs.
bool Totals::total(const Row& row) const {
  const bool lacking = std::any_of(required_.begin(), required_.end(), [&](const RowReader::Slot& slot) {
    const std::string_view text = reader_.cell(slot).text;
    return text.empty() ||
           (slot.column->type == domain::ColumnType::area_code && (text[0] < '0' || text[0] > '9'));
  });
  if (!lacking) return false;
  return std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
    const std::string_view text = trim(cell.text);
    constexpr std::size_t kLongest = 40;
    return !text.empty() && text.size() <= kLongest && (text[0] < '0' || text[0] > '9') && total_word(text);
  });
}

/// In millionths for money, so that both kinds add up exactly.
std::optional<std::int64_t> Totals::value(const RowReader::Slot& slot) const {
  const Cell cell = reader_.cell(slot);
  if (cell.text.empty()) return std::nullopt;
  if (slot.column->type == domain::ColumnType::integer) {
    const IntegerCell read = read_integer(cell.text);
    if (read.kind != IntegerCell::Kind::value) return std::nullopt;
    return read.value;
  }
  const Notation notation = cell.numeric ? Notation::point : notation_of(cell.text);
  const auto decimal = read_decimal(cell.text, notation);
  if (!decimal || decimal->size() > 18) return std::nullopt;
  std::string digits = *decimal;
  const std::size_t point = digits.find('.');
  std::size_t places = 0;
  if (point != std::string::npos) {
    places = digits.size() - point - 1;
    digits.erase(point, 1);
  }
  constexpr std::size_t kPlaces = 6;
  if (places > kPlaces || digits.size() + kPlaces - places > 18) return std::nullopt;
  digits.append(kPlaces - places, '0');
  return std::stoll(digits);
}

bool Totals::take() {
  const Row& row = reader_.row();
  const bool is_total = total(row);
  const std::string_view unit = area_ ? reader_.cell(*area_).text : std::string_view();
  const std::size_t code = unit.substr(0, unit.find(' ')).size();  // of `21031 - Xã Bình Trung`
  const Candidate level = code <= 2 ? provinces : code == 3 ? districts : communes;
  for (Sum& sum : sums_) {
    const auto here = value(sum.slot);
    if (!is_total) {
      sum.candidates[all_rows] += here.value_or(0);
      sum.candidates[since_last] += here.value_or(0);
      sum.candidates[level] += here.value_or(0);
      continue;
    }
    const bool fits =
        here && std::find(sum.candidates.begin(), sum.candidates.end(), *here) != sum.candidates.end();
    if (here && !fits) {
      const bool money = sum.slot.column->type != domain::ColumnType::integer;
      const auto shown = [&](std::int64_t figure) {
        return money ? std::to_string(figure / 1'000'000) + "." +
                           std::to_string(figure % 1'000'000 + 1'000'000).substr(1)
                     : std::to_string(figure);
      };
      reporter_.add("W-TOTAL", reader_.place(sum.slot), shown(*here), shown(sum.candidates[all_rows]));
    }
    sum.candidates[of_totals] += here.value_or(0);
    sum.candidates[since_last] = 0;
  }
  return is_total;
}

}  // namespace rasoat::ingest
