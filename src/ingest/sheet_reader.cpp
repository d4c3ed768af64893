#include "ingest/sheet_reader.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "ingest/bad_workbook.h"
#include "ingest/text.h"

namespace rasoat::ingest {
namespace {

constexpr std::string_view kRowsBegin = "<sheetData>";
constexpr std::string_view kRowBegins = "<row";
constexpr std::string_view kRowEnds = "</row>";

/// A formula that calls another program: `cmd|'/C calc'!A0`.
bool command(std::string_view formula) {
  return formula.find('|') != std::string_view::npos && formula.find('!') != std::string_view::npos;
}

bool white(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

enum class Look {
  whole,    ///< an element from its first to its last byte
  partial,  ///< more of it has to come
  unusual   ///< something only expat is asked to understand
};
struct Cut {
  Look look = Look::partial;
  std::size_t length = 0;
};

/// The row that `xml` begins with.
Cut cut_row(std::string_view xml) {
  if (xml.size() <= kRowBegins.size()) return {};
  const char after = xml[kRowBegins.size()];
  const bool row =
      xml.substr(0, kRowBegins.size()) == kRowBegins && (white(after) || after == '>' || after == '/');
  if (!row) return {Look::unusual};
  const std::size_t head = xml.find('>');
  if (head != std::string_view::npos && xml[head - 1] == '/') return {Look::whole, head + 1};
  for (std::size_t at = head; at != std::string_view::npos;) {
    at = xml.find('<', at);
    if (at == std::string_view::npos || at + kRowEnds.size() > xml.size()) break;
    if (xml[at + 1] == '!' || xml[at + 1] == '?') return {Look::unusual};
    if (xml.substr(at, kRowEnds.size()) == kRowEnds) return {Look::whole, at + kRowEnds.size()};
    ++at;
  }
  return {xml.size() > kLongestRow ? Look::unusual : Look::partial};
}

/// Characters XML allows none of: control characters but tab and line ends.
bool has_control(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080ULL;
  constexpr std::uint64_t kSpaces = 0x2020202020202020ULL;
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && !white(c); };
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    const bool low = ((eight - kSpaces) & ~eight & kHigh) != 0;
    if (low && std::any_of(text.data() + at, text.data() + at + sizeof eight, control)) return true;
  }
  return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), control);
}

/// Whether `xml`, which begins with `&`, begins with a reference to a character that XML allows.
bool character_reference(std::string_view xml) {
  for (const std::string_view known : {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"}) {
    if (xml.substr(0, known.size()) == known) return true;
  }
  if (xml.substr(0, 2) != "&#") return false;
  const bool hexadecimal = xml.substr(2, 1) == "x";
  xml.remove_prefix(hexadecimal ? 3 : 2);
  std::uint32_t code = 0;
  const auto read = std::from_chars(xml.data(), xml.data() + xml.size(), code, hexadecimal ? 16 : 10);
  const bool ended = read.ec == std::errc{} && read.ptr != xml.data() + xml.size() && *read.ptr == ';';
  return ended && code >= 0x20 && (code < 0xD800 || code > 0xDFFF) && code <= 0x10FFFF &&
         (code & 0xFFFE) != 0xFFFE;
}

/// Whether pugixml and expat read the same: no characters that XML does not allow and no entities made by
/// somebody, neither of which pugixml minds.
bool plain_xml(std::string_view xml) {
  if (has_control(xml)) return false;
  for (std::size_t at = xml.find('&'); at != std::string_view::npos; at = xml.find('&', at + 1)) {
    if (!character_reference(xml.substr(at))) return false;
  }
  Utf8Check check;
  return check.take(xml) && check.complete();
}

using Node = pugi::xml_node;

/// Names of elements are told apart letter by letter: there are hundreds in a row.
bool named(const char* name, char only) { return name[0] == only && name[1] == '\0'; }

/// The text of an element that has nothing else; null when it has.
const char* only_text(const Node& node) {
  const Node first = node.first_child();
  if (!first) return "";
  return first.type() == pugi::node_pcdata && !first.next_sibling() ? first.value() : nullptr;
}

bool add_text(std::string& to, const Node& node) {
  const char* text = only_text(node);
  if (text != nullptr) to += text;
  return text != nullptr;
}

/// Adds the text of `<is>` or of one of its runs; false when something else is in it.
bool add_runs(std::string& to, const Node& parent, bool inside) {
  for (Node run = parent.first_child(); run; run = run.next_sibling()) {
    const char* name = run.name();
    if (named(name, 't')) {
      if (!add_text(to, run)) return false;
    } else if (!inside && named(name, 'r')) {
      if (!add_runs(to, run, true)) return false;
    } else if (inside && std::string_view(name) == "rPr") {
      for (Node look = run.first_child(); look; look = look.next_sibling()) {
        if (look.first_child()) return false;
      }
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

SheetReader::SheetReader(const Workbook& book, Way way)
    : book_(book), xml_(*this), stage_(way == Way::events ? Stage::events : Stage::before_rows) {}

void SheetReader::feed(std::string_view piece) {
  if (stage_ == Stage::events) return xml_.feed(piece);
  held_ += piece;
  std::size_t read = stage_ == Stage::before_rows ? find_rows() : 0;
  if (stage_ == Stage::rows) {
    held_.erase(0, read);
    read = take_rows();
  }
  held_.erase(0, read);
}

void SheetReader::finish() {
  xml_.feed(held_);
  held_.clear();
  xml_.finish();
}

/// Gives expat all before the first row. Like the next two, returns how much of what is held has been read.
std::size_t SheetReader::find_rows() {
  const std::size_t found = held_.find(kRowsBegin);
  if (found == std::string::npos) {
    const std::size_t sure = held_.size() - std::min(held_.size(), kRowsBegin.size() - 1);
    xml_.feed(std::string_view(held_).substr(0, sure));
    return sure;
  }
  const std::size_t end = found + kRowsBegin.size();
  xml_.feed(std::string_view(held_).substr(0, end));
  // In a comment, or deeper than a sheet has it, it is not what it looks like; pugixml reads UTF-8.
  stage_ = in_rows_ && xml_.depth() == 2 && xml_.utf8() ? Stage::rows : Stage::events;
  return stage_ == Stage::rows ? end : to_events(end);
}

std::size_t SheetReader::take_rows() {
  std::size_t at = 0;
  while (true) {
    while (at < held_.size() && white(held_[at])) ++at;
    const std::string_view rest = std::string_view(held_).substr(at);
    const Cut cut = cut_row(rest);
    if (cut.look == Look::partial) return at;
    if (cut.look == Look::unusual) return to_events(at);
    const std::string_view xml = rest.substr(0, cut.length);
    // What is not well formed may only be cut wrongly: expat has to judge it with what follows.
    const bool plain = plain_xml(xml);
    if (plain && !parse(xml)) return to_events(at);
    if (!plain || !whole_row(document_.first_child())) xml_.feed(xml);
    at += cut.length;
  }
}

/// From here on expat reads.
std::size_t SheetReader::to_events(std::size_t from) {
  stage_ = Stage::events;
  xml_.feed(std::string_view(held_).substr(from));
  return held_.size();
}

bool SheetReader::parse(std::string_view xml) {
  whole_ = xml;
  constexpr unsigned kHow =
      pugi::parse_escapes | pugi::parse_eol | pugi::parse_wconv_attribute | pugi::parse_ws_pcdata_single;
  return document_.load_buffer_inplace(whole_.data(), whole_.size(), kHow, pugi::encoding_utf8) &&
         !document_.first_child().next_sibling();
}

/// False, and nothing is read, when something is in it that not every program writes.
bool SheetReader::whole_row(const pugi::xml_node& row) {
  const std::int64_t before = number_;
  const pugi::xml_attribute number = row.attribute("r");
  begin_row(number ? number.value() : nullptr);
  for (Node cell = row.first_child(); cell; cell = cell.next_sibling()) {
    if (whole_cell(cell)) continue;
    in_row_ = false;
    number_ = before;
    return false;
  }
  end_row();
  return true;
}

bool SheetReader::whole_cell(const pugi::xml_node& cell) {
  if (!named(cell.name(), 'c')) return false;
  CellHead head;
  for (auto each = cell.first_attribute(); each; each = each.next_attribute()) {
    const char* name = each.name();
    if (named(name, 'r')) head.name = each.value();
    if (named(name, 's')) head.style = each.value();
    if (named(name, 't')) head.type = each.value();
  }
  begin_cell(head);
  for (Node part = cell.first_child(); part; part = part.next_sibling()) {
    const char* name = part.name();
    if (named(name, 'v')) {
      if (!add_text(row().arena, part)) return false;
    } else if (named(name, 'f')) {
      formula_ = true;
      if (!add_text(formula_text_, part)) return false;
    } else if (std::string_view(name) == "is") {
      if (!add_runs(row().arena, part, false)) return false;
    } else {
      return false;
    }
  }
  end_cell();
  return true;
}

void SheetReader::begin(std::string_view name, const Attributes& attributes) {
  if (name == "row") return begin_row(attributes.find("r"));
  if (name == "sheetData") in_rows_ = true;
  if (!in_row_) return;  // other parts of a sheet have elements of these names as well
  if (name == "c") {
    CellHead head;
    for (const char** pair = attributes.pairs(); *pair != nullptr; pair += 2) {
      const std::string_view attribute = pair[0];
      if (attribute == "r") head.name = pair[1];
      if (attribute == "s") head.style = pair[1];
      if (attribute == "t") head.type = pair[1];
    }
    return begin_cell(head);
  }
  if (name == "v" || (name == "t" && phonetic_ == 0)) {
    wanted_ = true;
  } else if (name == "f") {
    formula_ = in_formula_ = true;
  } else if (name == "rPh") {
    ++phonetic_;
  }
}

void SheetReader::end(std::string_view name) {
  if (name == "sheetData") in_rows_ = false;
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

void SheetReader::text(std::string_view piece) {
  if (wanted_) row().arena += piece;
  if (in_formula_) formula_text_ += piece;
}

void SheetReader::exchange(std::vector<SheetRow>& rows) {
  if (rows.empty()) rows.emplace_back();
  std::swap(rows.front(), rows_[count_]);
  rows_.swap(rows);
  count_ = 0;
}

void SheetReader::begin_row(const char* number) {
  if (in_row_) throw BadWorkbook("malformed", "a row in row " + std::to_string(number_));
  in_row_ = true;
  const std::int64_t before = number_;
  if (number != nullptr) {
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

void SheetReader::end_row() {
  in_row_ = false;
  const std::vector<SheetRow::Spot>& spots = row().spots;
  if (std::none_of(spots.begin(), spots.end(), [](const SheetRow::Spot& spot) { return spot.length > 0; }))
    return;
  if (++count_ == rows_.size()) rows_.emplace_back();
}

void SheetReader::begin_cell(const CellHead& head) {
  style_ = 0;
  formula_ = false;
  formula_text_.clear();
  int column = column_ + 1;
  if (head.name.data() != nullptr) {
    CellName name;
    if (!read_cell_name(head.name, name)) throw BadWorkbook("malformed", std::string(head.name));
    column = name.column;
  }
  std::from_chars(head.style.data(), head.style.data() + head.style.size(), style_);
  // s shared, str formula text, inlineStr, b, e, d, n: told by letter, `str` apart from `s`.
  type_ = head.type == "str" ? 'f' : head.type.empty() ? 'n' : head.type.front();
  if (column <= column_) throw BadWorkbook("malformed", "column " + std::to_string(column));
  column_ = column;
  offset_ = row().arena.size();
}

void SheetReader::end_cell() {
  SheetRow::Spot spot{column_, offset_, row().arena.size() - offset_, nullptr, false, Cell::Fault::none};
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

void SheetReader::value(SheetRow::Spot& spot) {
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

void SheetReader::number(SheetRow::Spot& spot, std::string_view text) {
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

void SheetReader::replace(SheetRow::Spot& spot, const std::string& text) {
  row().arena.resize(offset_);
  row().arena += text;
  spot.length = text.size();
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

}  // namespace rasoat::ingest
