#include "export/form.h"

#include <algorithm>
#include <fstream>

#include <unzip.h>

#include "export/zip_parts.h"

namespace rasoat::export_ {
namespace {

constexpr std::string_view kColumn = "col_";
constexpr std::size_t kMostBytes = 32U << 20U;  // unpacked; a form is a few kilobytes

/// All parts of an archive, in their order; empty when it is none or too large.
std::vector<std::pair<std::string, std::string>> unpacked(const std::string& bytes) {
  const TemporaryFile file;
  std::ofstream(file.path(), std::ios::binary) << bytes;
  std::vector<std::pair<std::string, std::string>> parts;
  unzFile archive = unzOpen64(file.path().c_str());
  if (archive == nullptr) return parts;
  std::size_t all = 0;
  for (int step = unzGoToFirstFile(archive); step == UNZ_OK; step = unzGoToNextFile(archive)) {
    char name[512] = {};
    unz_file_info64 info{};
    const bool known =
        unzGetCurrentFileInfo64(archive, &info, name, sizeof name - 1, nullptr, 0, nullptr, 0) == UNZ_OK;
    all += info.uncompressed_size;
    std::string content(known && all < kMostBytes ? info.uncompressed_size : 0, '\0');
    const bool read = known && all < kMostBytes && unzOpenCurrentFile(archive) == UNZ_OK &&
                      unzReadCurrentFile(archive, content.data(), static_cast<unsigned>(content.size())) ==
                          static_cast<int>(content.size());
    unzCloseCurrentFile(archive);
    if (!read) {
      parts.clear();
      break;
    }
    parts.emplace_back(name, std::move(content));
  }
  unzClose(archive);
  return parts;
}

/// Where each defined name of `xl/workbook.xml` stands: name and what it refers to.
template <typename Visit>
void each_name(const std::string& workbook, Visit visit) {
  constexpr std::string_view kStart = "<definedName ";
  for (auto at = workbook.find(kStart); at != std::string::npos; at = workbook.find(kStart, at + 1)) {
    const auto close = workbook.find('>', at);
    const auto end = workbook.find("</definedName>", at);
    if (close == std::string::npos || end == std::string::npos || end < close) return;
    visit(std::string_view(workbook).substr(at, close - at), close + 1, end);
  }
}

/// `'Biểu 1'!$B$7` → the sheet and the rest.
std::pair<std::string, std::string> split(const std::string& reference) {
  const auto mark = reference.rfind('!');
  if (mark == std::string::npos) return {"", reference};
  std::string sheet = reference.substr(0, mark);
  if (sheet.size() > 1 && sheet.front() == '\'') sheet = sheet.substr(1, sheet.size() - 2);
  return {sheet, reference.substr(mark + 1)};
}

/// The part a relationship of the workbook leads to.
std::string target_of(const std::string& relations, const std::string& id) {
  const auto at = relations.find("Id=\"" + id + "\"");
  if (at == std::string::npos) return "";
  const auto from = relations.rfind('<', at);
  const auto target = attribute_of(relations.substr(from, relations.find('>', at) - from), "Target");
  if (!target) return "";
  return target->front() == '/' ? target->substr(1) : "xl/" + *target;
}

std::string_view name_of(RowKind kind) {
  switch (kind) {
    case RowKind::total:
    case RowKind::group:
      return "row_total";
    case RowKind::subtotal:
      return "row_district";
    case RowKind::heading:
      return "row_heading";
    case RowKind::body:
      return "";
  }
  return "";
}

void fill(FormCell& to, const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::empty:
      return to.clear();
    case Cell::Kind::withheld:
      return to.text("…");
    case Cell::Kind::text:
      return to.text(cell.words);
    case Cell::Kind::count:
    case Cell::Kind::decimal:
    case Cell::Kind::money:
      return to.number(cell.plain());
  }
}

}  // namespace

domain::Result<Form> Form::read(const std::string& bytes, const domain::Texts& texts) {
  Form form;
  form.parts_ = unpacked(bytes);
  const std::string wrong = form.understand();
  if (wrong.empty()) return form;
  return domain::Problem{"form", texts.say("report.form", {{"what", wrong}}), "form"};
}

const std::string* Form::part(const std::string& name) const {
  const auto found =
      std::find_if(parts_.begin(), parts_.end(), [&](const auto& each) { return each.first == name; });
  return found == parts_.end() ? nullptr : &found->second;
}

std::string Form::understand() {
  if (part("xl/workbook.xml") == nullptr || part("xl/_rels/workbook.xml.rels") == nullptr)
    return "xl/workbook.xml";
  if (const std::string wrong = read_names(); !wrong.empty()) return wrong;
  const std::string& workbook = *part("xl/workbook.xml");
  for (auto at = workbook.find("<sheet "); at != std::string::npos; at = workbook.find("<sheet ", at + 1)) {
    const std::string tag = workbook.substr(at, workbook.find('>', at) - at);
    if (unescaped_xml(attribute_of(tag, "name").value_or("")) != sheet_name_) continue;
    sheet_part_ = target_of(*part("xl/_rels/workbook.xml.rels"), attribute_of(tag, "r:id").value_or(""));
  }
  const std::string* xml = part(sheet_part_);
  auto sheet = xml == nullptr ? std::nullopt : FormSheet::parse(*xml);
  if (!sheet) return sheet_name_;
  sheet_ = std::move(*sheet);
  return check();
}

/// The names that are ours, all of one sheet, and the rows that are patterns.
std::string Form::read_names() {
  std::string wrong;
  const std::string& workbook = *part("xl/workbook.xml");
  each_name(workbook, [&](std::string_view tag, std::size_t from, std::size_t end) {
    const std::string name = attribute_of(tag, "name").value_or("");
    const bool column = name.rfind(kColumn, 0) == 0;
    const bool row = name == "row_total" || name == "row_district" || name == "row_heading";
    if (!column && !row && name != "title" && name != "subtitle" && name != "notices" && name != "notes")
      return;
    const auto [sheet, cell] = split(unescaped_xml(workbook.substr(from, end - from)));
    Place place;
    for (const char c : cell) {
      if (c >= 'A' && c <= 'Z') place.column = place.column * 26 + static_cast<std::size_t>(c - 'A' + 1);
      if (c >= '0' && c <= '9') place.row = place.row * 10 + static_cast<std::size_t>(c - '0');
    }
    if (place.column == 0 || place.row == 0 || cell.find(':') != std::string::npos) wrong = name;
    if (sheet_name_.empty()) sheet_name_ = sheet;
    if (sheet != sheet_name_) wrong = name;
    named_[name] = place;
    if (!column && !row) return;
    first_ = first_ == 0 ? place.row : std::min(first_, place.row);
    last_ = std::max(last_, place.row);
  });
  for (const char* name : {"title", "subtitle", "notices", "notes", "col_area_code", "col_area"}) {
    if (wrong.empty() && !named_.contains(name)) wrong = name;
  }
  return wrong;
}

/// Named cells must be there; nothing that is repeated or moved may be merged or calculated.
std::string Form::check() const {
  FormSheet sheet = sheet_;
  std::size_t body = 0;
  for (const auto& [name, place] : named_) {
    FormRow* row = sheet.row(place.row);
    if (row == nullptr || row->cell(place.column) == nullptr) return name;
    if (name.rfind(kColumn, 0) != 0) continue;
    if (body != 0 && body != place.row) return name;
    body = place.row;
  }
  const std::size_t notices = named_.at("notices").row;
  const std::size_t notes = named_.at("notes").row;
  if (notices >= first_ || notes <= last_ || last_ - first_ > 3) return "notices, notes";
  for (const FormRow& row : sheet_.rows) {
    for (const FormCell& cell : row.cells) {
      if (row.number >= notices && cell.inner.find("<f") != std::string::npos)
        return "=, " + std::to_string(row.number);
    }
  }
  return "";
}

bool Form::fits(const Table& table) const {
  std::vector<std::string> wanted;
  for (const std::size_t at : columns_for_people(table))
    wanted.push_back(std::string(kColumn) + table.columns[at].name);
  const auto there = std::count_if(named_.begin(), named_.end(),
                                   [](const auto& each) { return each.first.rfind(kColumn, 0) == 0; });
  return static_cast<std::size_t>(there) == wanted.size() &&
         std::all_of(wanted.begin(), wanted.end(),
                     [&](const std::string& name) { return named_.contains(name); });
}

const FormRow& Form::pattern(RowKind kind) const {
  const auto found = named_.find(std::string(name_of(kind)));
  const std::size_t number = found == named_.end() ? named_.at("col_area_code").row : found->second.row;
  return *std::find_if(sheet_.rows.begin(), sheet_.rows.end(),
                       [&](const FormRow& row) { return row.number == number; });
}

void Form::add_figures(const Table& table, RowMoves& moves, std::vector<FormRow>& rows) const {
  const auto shown = columns_for_people(table);
  std::size_t number = moves.first(first_);
  for_each_row(table, [&](const Row& row) {
    FormRow made = pattern(row.kind);
    made.number = number++;
    for (FormCell& cell : made.cells) cell.clear();
    for (const std::size_t at : shown) {
      FormCell* cell = made.cell(named_.at(std::string(kColumn) + table.columns[at].name).column);
      if (cell != nullptr) fill(*cell, row.cells[at]);
    }
    rows.push_back(std::move(made));
  });
}

std::string Form::moved_names(const RowMoves& moves) const {
  std::string workbook = *part("xl/workbook.xml");
  std::vector<std::pair<std::size_t, std::pair<std::size_t, std::string>>> changes;
  each_name(workbook, [&](std::string_view, std::size_t from, std::size_t end) {
    std::string list = unescaped_xml(workbook.substr(from, end - from));
    std::string moved;
    for (std::size_t at = 0; at <= list.size();) {
      const std::size_t to = std::min(list.find(',', at), list.size());
      const std::string one = list.substr(at, to - at);
      const auto [sheet, reference] = split(one);
      moved += (moved.empty() ? "" : ",") +
               (sheet == sheet_name_ ? one.substr(0, one.rfind('!') + 1) + moves.reference(reference) : one);
      at = to + 1;
    }
    changes.push_back({from, {end, escaped_xml(moved)}});
  });
  for (auto each = changes.rbegin(); each != changes.rend(); ++each)
    workbook.replace(each->first, each->second.first - each->first, each->second.second);
  return workbook;
}

std::string Form::filled(const Report& report, const Table& table, std::vector<std::string> notices,
                         std::vector<std::string> notes) const {
  if (notices.empty()) notices.emplace_back();
  if (notes.empty()) notes.emplace_back();
  RowMoves moves;
  moves.repeat(named_.at("notices").row, notices.size());
  moves.repeat(named_.at("notes").row, notes.size());
  for (std::size_t row = first_; row < last_; ++row) moves.repeat(row, 0);
  moves.repeat(last_, table.size());
  FormSheet sheet{sheet_.head, {}, sheet_.tail};
  bool figures = false;
  const auto repeated = [&](const FormRow& row, std::size_t column, const std::vector<std::string>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      sheet.rows.push_back(row);
      sheet.rows.back().number = moves.first(row.number) + i;
      sheet.rows.back().cell(column)->text(lines[i]);
      sheet.rows.back().fit(lines[i]);
    }
  };
  for (const FormRow& row : sheet_.rows) {
    if (row.number >= first_ && row.number <= last_) {
      if (!figures) add_figures(table, moves, sheet.rows);
      figures = true;
    } else if (row.number == named_.at("notices").row) {
      repeated(row, named_.at("notices").column, notices);
    } else if (row.number == named_.at("notes").row) {
      repeated(row, named_.at("notes").column, notes);
    } else {
      sheet.rows.push_back(row);
      sheet.rows.back().number = moves.first(row.number);
      for (const auto& [name, words] :
           {std::pair{"title", &report.title}, std::pair{"subtitle", &report.subtitle}}) {
        const Place& place = named_.at(name);
        if (place.row == row.number)
          sheet.rows.back().cell(place.column)->text(domain::in(report.language, *words));
      }
    }
  }
  Parts parts = parts_;
  for (auto& [name, content] : parts) {
    if (name == sheet_part_) content = sheet.written(moves);
    if (name == "xl/workbook.xml") content = moved_names(moves);
  }
  return zip_parts(parts);
}

}  // namespace rasoat::export_
