#include "export/template_lists.h"

#include <algorithm>

#include <fmt/format.h>

namespace rasoat::export_ {

using domain::Column;
using domain::ColumnType;
using domain::Kind;

std::vector<std::string> words_of(const domain::Texts& texts, const Column& column) {
  std::vector<std::string> words;
  const std::string all = texts.say("template.words-" + column.name).vi;
  for (std::size_t from = 0; from <= all.size();) {
    const std::size_t end = std::min(all.find('|', from), all.size());
    words.push_back(all.substr(from, end - from));
    from = end + 1;
  }
  return words;
}

std::string word_of(const domain::Texts& texts, const Column& column, std::string_view value) {
  for (const std::string& word : words_of(texts, column)) {
    const auto meaning = column.words.find(word);
    if (meaning != column.words.end() && meaning->second == value) return word;
  }
  return std::string(value);
}

std::string column_letters(int column) {
  std::string out;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return out;
}

std::string heading_of(const Column& column) {
  return column.headings.empty() ? column.name : column.headings.front();
}

TemplateLists::TemplateLists(const TemplateRequest& request, XlsxBook& book, lxw_format* heading)
    : request_(request),
      name_(request.rules->texts.say("template.lists").vi),
      sheet_(book.sheet(name_)),
      heading_(heading) {
  const domain::Texts& texts = request.rules->texts;
  worksheet_set_column(sheet_, 0, 0, 40, nullptr);
  worksheet_set_column(sheet_, 1, 30, 20, nullptr);
  worksheet_write_string(sheet_, 0, 0, texts.say("template.unit").vi.c_str(), heading_);
  worksheet_write_string(sheet_, 0, 1, texts.say("template.setting").vi.c_str(), heading_);
  const Column* setting = request.rules->columns(Kind::households).find("setting");
  lxw_row_t row = 0;
  for (const domain::Area* area : request.areas) {
    worksheet_write_string(sheet_, ++row, 0, label(*area).c_str(), nullptr);
    if (!area->setting) continue;
    worksheet_write_string(sheet_, row, 1, word_of(texts, *setting, domain::name(*area->setting)).c_str(),
                           nullptr);
  }
  next_ = 2;
  worksheet_protect(sheet_, nullptr, nullptr);
}

std::string TemplateLists::label(const domain::Area& area) {
  return area.code.text() + " - " + area.full_name;
}

std::string TemplateLists::range(lxw_col_t first, lxw_col_t last, std::size_t rows) const {
  return fmt::format("'{}'!${}$2:${}${}", name_, column_letters(first), column_letters(last),
                     std::max<std::size_t>(rows, 1) + 1);
}

std::string TemplateLists::units() const { return range(0, 1, request_.areas.size()); }

bool TemplateLists::open(const Column& column) {
  return column.type == ColumnType::area_code || column.name == "period" || column.name == "area_code" ||
         column.name == "scope";
}

std::vector<std::string> TemplateLists::words_for(const Column& column) const {
  std::vector<std::string> words;
  if (column.type == ColumnType::choice) return words_of(request_.rules->texts, column);
  if (column.type == ColumnType::flag) return {"1", "0"};
  const bool register_kind = request_.kind == Kind::targets || request_.kind == Kind::benchmarks;
  if (column.name == "programme") {
    for (const domain::Programme& programme : request_.rules->programmes.programmes)
      words.push_back(programme.code);
  } else if (column.name == "indicator" && register_kind) {
    for (const domain::Indicator& indicator : request_.rules->indicators)
      words.push_back(indicator.code.text());
  } else if (column.name == "period") {
    for (const domain::Round& round : *request_.rounds) words.push_back(round.code.text());
  } else if (column.name == "scope" || (column.name == "area_code" && register_kind)) {
    for (const domain::Area* area : request_.areas) words.push_back(area->code.text());
  }
  return words;
}

std::string TemplateLists::range_for(const Column& column) {
  if (column.type == ColumnType::area_code) return "=" + range(0, 0, request_.areas.size());
  const std::vector<std::string> words = words_for(column);
  if (words.empty()) return "";
  const auto known = known_.find(words);
  if (known != known_.end()) return known->second;
  worksheet_write_string(sheet_, 0, next_, heading_of(column).c_str(), heading_);
  lxw_row_t row = 0;
  for (const std::string& word : words) {
    // Flags are numbers, so that a cell that holds 1 finds itself in the list.
    if (column.type == ColumnType::flag) {
      worksheet_write_number(sheet_, ++row, next_, std::stod(word), nullptr);
    } else {
      worksheet_write_string(sheet_, ++row, next_, word.c_str(), nullptr);
    }
  }
  const std::string formula = "=" + range(next_, next_, words.size());
  ++next_;
  return known_.emplace(words, formula).first->second;
}

}  // namespace rasoat::export_
