#include "export/form_sheet.h"

#include <algorithm>
#include <array>

namespace rasoat::export_ {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
    {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}}};

bool digit(char c) { return c >= '0' && c <= '9'; }

std::size_t number_in(std::string_view text) {
  std::size_t value = 0;
  for (const char c : text) {
    if (digit(c)) value = value * 10 + static_cast<std::size_t>(c - '0');
  }
  return value;
}

std::size_t column_in(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c >= 'A' && c <= 'Z') column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  return column;
}

std::string letters_of(std::size_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

/// The attributes of a start tag without the one named.
std::string without(std::string_view attributes, std::string_view name) {
  const std::string mark = " " + std::string(name) + "=\"";
  const auto at = attributes.find(mark);
  if (at == std::string_view::npos) return std::string(attributes);
  const auto end = attributes.find('"', at + mark.size());
  return std::string(attributes.substr(0, at)) + std::string(attributes.substr(end + 1));
}

/// One element from `at`: attributes, inner text, and where it ends; nothing when it is not whole.
struct Element {
  std::string_view attributes;
  std::string_view inner;
  std::size_t end = 0;
};

std::optional<Element> element_at(std::string_view xml, std::size_t at, std::string_view name) {
  const auto close = xml.find('>', at);
  if (close == std::string_view::npos) return std::nullopt;
  const std::size_t from = at + 1 + name.size();
  if (xml[close - 1] == '/') return Element{xml.substr(from, close - 1 - from), {}, close + 1};
  const std::string ending = "</" + std::string(name) + ">";
  const auto end = xml.find(ending, close);
  if (end == std::string_view::npos) return std::nullopt;
  return Element{xml.substr(from, close - from), xml.substr(close + 1, end - close - 1), end + ending.size()};
}

std::optional<FormRow> row_of(const Element& element) {
  FormRow row;
  const auto number = attribute_of(element.attributes, "r");
  if (!number) return std::nullopt;
  row.number = number_in(*number);
  row.attributes = without(element.attributes, "r");
  for (std::size_t at = element.inner.find("<c "); at != std::string_view::npos;) {
    const auto cell = element_at(element.inner, at, "c");
    const auto reference = cell ? attribute_of(cell->attributes, "r") : std::nullopt;
    if (!reference) return std::nullopt;
    row.cells.push_back({column_in(*reference), without(cell->attributes, "r"), std::string(cell->inner)});
    at = element.inner.find("<c ", cell->end);
  }
  return row;
}

/// Every attribute of that name in `xml` through `change`.
template <typename Change>
void each_attribute(std::string& xml, std::string_view name, Change change) {
  const std::string mark = " " + std::string(name) + "=\"";
  for (std::size_t at = xml.find(mark); at != std::string::npos; at = xml.find(mark, at + 1)) {
    const std::size_t from = at + mark.size();
    const std::size_t end = xml.find('"', from);
    if (end == std::string::npos) return;
    xml.replace(from, end - from, change(xml.substr(from, end - from)));
  }
}

void move_around(std::string& xml, const RowMoves& moves) {
  const auto references = [&](const std::string& list) {
    std::string moved;
    for (std::size_t from = 0; from < list.size();) {
      const std::size_t to = std::min(list.find(' ', from), list.size());
      moved += (moved.empty() ? "" : " ") + moves.reference(list.substr(from, to - from));
      from = to + 1;
    }
    return moved;
  };
  for (const char* name : {"ref", "sqref", "topLeftCell", "activeCell"})
    each_attribute(xml, name, references);
  each_attribute(xml, "ySplit", [&](const std::string& rows) {
    return std::to_string(moves.first(number_in(rows) + 1) - 1);
  });
}

}  // namespace

std::optional<std::string> attribute_of(std::string_view tag, std::string_view name) {
  const std::string mark = " " + std::string(name) + "=\"";
  const auto at = tag.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const auto from = at + mark.size();
  return std::string(tag.substr(from, tag.find('"', from) - from));
}

std::string unescaped_xml(std::string text) {
  for (const auto& [entity, c] : kEntities) {
    for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
      text.replace(at, entity.size(), 1, c);
  }
  return text;
}

std::string escaped_xml(std::string_view words) {
  std::string out;
  for (const char c : words) {
    const auto found =
        std::find_if(kEntities.begin(), kEntities.end(), [&](const auto& each) { return each.second == c; });
    if (found != kEntities.end()) {
      out += found->first;
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
      out += c;  // other control characters are not allowed in XML at all
    }
  }
  return out;
}

void FormCell::clear() {
  attributes = without(attributes, "t");
  inner.clear();
}

void FormCell::text(std::string_view words) {
  clear();
  attributes += " t=\"inlineStr\"";
  inner = "<is><t xml:space=\"preserve\">" + escaped_xml(words) + "</t></is>";
}

void FormCell::number(std::string_view plain) {
  clear();
  inner = "<v>" + std::string(plain) + "</v>";
}

FormCell* FormRow::cell(std::size_t column) {
  const auto found =
      std::find_if(cells.begin(), cells.end(), [&](const FormCell& each) { return each.column == column; });
  return found == cells.end() ? nullptr : &*found;
}

void FormRow::fit(std::string_view words) {
  constexpr std::size_t kLine = 150;  // OURS: characters of a landscape A4 at 11 points
  const auto characters = static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  if (characters <= kLine) return;
  attributes = without(without(attributes, "ht"), "customHeight") + " ht=\"" +
               std::to_string(15 * (characters / kLine + 1)) + "\" customHeight=\"1\"";
}

std::size_t RowMoves::first(std::size_t row) const {
  std::size_t place = row;
  for (const auto& [repeated, times] : times_) {
    if (repeated < row) place = place + times - 1;
  }
  return place;
}

std::string RowMoves::reference(std::string_view text) const {
  std::string moved;
  std::size_t part = 0;
  const bool range = text.find(':') != std::string_view::npos;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ':') ++part;
    if (!digit(text[at])) {
      moved += text[at++];
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && digit(text[end])) ++end;
    const std::size_t row = number_in(text.substr(at, end - at));
    moved += std::to_string(range && part == 1 ? last(row) : first(row));
    at = end;
  }
  return moved;
}

namespace {

constexpr std::string_view kMerge = "<mergeCell ref=\"";

/// Takes out merged rows that are repeated: what they become, one for each of their places.
std::string take_repeated_merges(std::string& xml, const RowMoves& moves) {
  std::string all;
  for (std::size_t at = xml.find(kMerge); at != std::string::npos; at = xml.find(kMerge, at)) {
    const std::size_t from = at + kMerge.size();
    const std::string reference = xml.substr(from, xml.find('"', from) - from);
    const std::string end = reference.substr(std::min(reference.find(':'), reference.size()));
    const std::string begin = reference.substr(0, reference.size() - end.size());
    const std::size_t row = number_in(begin);
    if (row != number_in(end) || moves.last(row) <= moves.first(row)) {
      at = from;
      continue;
    }
    for (std::size_t place = moves.first(row); place <= moves.last(row); ++place) {
      const std::string number = std::to_string(place);
      all += std::string(kMerge) + letters_of(column_in(begin)) + number + ":" + letters_of(column_in(end)) +
             number + "\"/>";
    }
    xml.erase(at, xml.find('>', from) + 1 - at);
  }
  return all;
}

void put_merges(std::string& xml, const std::string& merges) {
  const std::size_t end = xml.find("</mergeCells>");
  if (end == std::string::npos) return;
  xml.insert(end, merges);
  std::size_t count = 0;
  for (std::size_t at = xml.find(kMerge); at != std::string::npos; at = xml.find(kMerge, at + 1)) ++count;
  const std::size_t begin = xml.find("<mergeCells");
  const std::string tag = "<mergeCells count=\"" + std::to_string(count) + "\">";
  xml.replace(begin, xml.find('>', begin) + 1 - begin, tag);
}

}  // namespace

std::optional<FormSheet> FormSheet::parse(const std::string& xml) {
  const auto begin = xml.find("<sheetData>");
  const auto end = xml.find("</sheetData>");
  if (begin == std::string::npos || end == std::string::npos) return std::nullopt;
  FormSheet sheet;
  const std::size_t from = begin + std::string_view("<sheetData>").size();
  sheet.head = xml.substr(0, from);
  sheet.tail = xml.substr(end);
  const std::string_view data = std::string_view(xml).substr(from, end - from);
  for (std::size_t at = data.find("<row "); at != std::string_view::npos;) {
    const auto element = element_at(data, at, "row");
    auto row = element ? row_of(*element) : std::nullopt;
    if (!row) return std::nullopt;
    sheet.rows.push_back(std::move(*row));
    at = data.find("<row ", element->end);
  }
  return sheet;
}

FormRow* FormSheet::row(std::size_t number) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const FormRow& each) { return each.number == number; });
  return found == rows.end() ? nullptr : &*found;
}

std::string FormSheet::written(const RowMoves& moves) const {
  std::string xml = head;
  move_around(xml, moves);
  for (const FormRow& row : rows) {
    const std::string number = std::to_string(row.number);
    xml += "<row r=\"" + number + "\"" + row.attributes + ">";
    for (const FormCell& cell : row.cells) {
      xml += "<c r=\"" + letters_of(cell.column) + number + "\"" + cell.attributes;
      xml += cell.inner.empty() ? "/>" : ">" + cell.inner + "</c>";
    }
    xml += "</row>";
  }
  std::string after = tail;
  const std::string merges = take_repeated_merges(after, moves);
  move_around(after, moves);
  put_merges(after, merges);
  return xml + after;
}

}  // namespace rasoat::export_
