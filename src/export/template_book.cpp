#include "export/template_book.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "export/template_lists.h"

namespace rasoat::export_ {
namespace {

using domain::Column;
using domain::ColumnType;
using domain::Kind;

constexpr int kRows = 3'000;    // rows with drop-downs and formulas
constexpr lxw_col_t kFree = 5;  // columns beside the form for the officer's own notes

/// One row is one unit: its row can stand there before it is filled in.
bool one_row_a_unit(Kind kind) { return kind == Kind::counts || kind == Kind::ntm_criteria; }

/// 7 of `d7` and of `c07`; 0 for other columns.
int number_of(const Column& column, char letter) {
  const std::string& name = column.name;
  if (name.size() < 2 || name.size() > 3 || name[0] != letter) return 0;
  if (name.find_first_not_of("0123456789", 1) != std::string::npos) return 0;
  return std::stoi(name.substr(1));
}

/// Columns of lists as they come from elsewhere, which a form has no use for.
bool only_read(const Column& column) {
  return column.name == "member_no" || column.name == "relation" || column.name == "district";
}

/// At most so many characters: what Excel shows of a message.
std::string cut(const std::string& text, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && ++count > most) break;
  }
  return text.substr(0, at);
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// The form while it is written.
class Form {
 public:
  explicit Form(const TemplateRequest& request)
      : request_(request),
        rules_(*request.rules),
        standard_(request.round == nullptr ? nullptr : rules_.standard(request.round->standard)),
        criteria_(rules_.programmes.criteria_on(request.day)),
        book_(worded("title"), request.created, XlsxBook::Memory::small),
        sheet_(book_.sheet(std::string(domain::name(request.kind)))) {
    make_formats();
    lists_.emplace(request, book_, optional_);
    guide_ = book_.sheet(worded("guide"));
    choose_columns();
  }

  std::string bytes() {
    for (std::size_t i = 0; i < columns_.size(); ++i) write_column(*columns_[i], static_cast<lxw_col_t>(i));
    if (one_row_a_unit(request_.kind)) prefill();
    if (request_.kind == Kind::households) write_checks();
    write_guide();
    protect();
    return book_.bytes();
  }

 private:
  std::string worded(const std::string& key, const domain::TextArguments& arguments = {}) const {
    return rules_.texts.say("template." + key, arguments).vi;
  }

  /// Columns in the contract's order. The list of numbers takes the place of d1, d2, …; of the criteria those
  /// of the set in force.
  void choose_columns() {
    const int criteria = criteria_ == nullptr ? 0 : static_cast<int>(criteria_->criteria.size());
    for (const Column& column : rules_.columns(request_.kind).columns) {
      if (only_read(column)) continue;
      if (request_.kind == Kind::households && number_of(column, 'd') > 0) continue;
      if (request_.kind == Kind::ntm_criteria && number_of(column, 'c') > criteria) continue;
      columns_.push_back(&column);
    }
  }

  void make_formats() {
    lxw_workbook* book = book_.get();
    const auto heading = [&](std::uint32_t ground) {
      lxw_format* format = workbook_add_format(book);
      format_set_bold(format);
      format_set_text_wrap(format);
      format_set_align(format, LXW_ALIGN_CENTER);
      format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
      format_set_border(format, LXW_BORDER_THIN);
      format_set_bg_color(format, ground);
      return format;
    };
    required_ = heading(0xFCE4D6);
    optional_ = heading(0xDDEBF7);
    own_ = heading(0xEDEDED);
    const auto open = [&](const char* number_format) {
      lxw_format* format = workbook_add_format(book);
      format_set_unlocked(format);
      if (number_format != nullptr) format_set_num_format(format, number_format);
      return format;
    };
    any_ = open(nullptr);
    text_ = open("@");
    date_ = open("dd/mm/yyyy");
    warn_ = workbook_add_format(book);
    format_set_font_color(warn_, 0x9C0006);
    wrong_ = workbook_add_format(book);
    format_set_bg_color(wrong_, 0xFFC7CE);
    format_set_font_color(wrong_, 0x9C0006);
  }

  int position(std::string_view name) const {
    const auto found = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const Column* column) { return column->name == name; });
    return found == columns_.end() ? -1 : static_cast<int>(found - columns_.begin());
  }
  /// `$E2`, or `$E$2:$E$5001` for the whole column.
  std::string cell(std::string_view name, int row = 2) const {
    return fmt::format("${}{}", column_letters(position(name)), row);
  }
  std::string whole(std::string_view name) const {
    return fmt::format("${0}$2:${0}${1}", column_letters(position(name)), kRows + 1);
  }

  void write_column(const Column& column, lxw_col_t at) {
    const bool words = column.type == ColumnType::text || column.type == ColumnType::area_code;
    lxw_format* body = column.type == ColumnType::date                  ? date_
                       : words || column.type == ColumnType::number_set ? text_
                                                                        : any_;
    worksheet_set_column(sheet_, at, at, words ? 24 : 14, body);
    worksheet_write_string(sheet_, 0, at, heading_of(column).c_str(),
                           column.required ? required_ : optional_);
    const std::string note = explanation(column);
    worksheet_write_comment(sheet_, 0, at, note.c_str());
    validate(column, at, note);
  }

  std::string explanation(const Column& column) const {
    std::string words = worded(column.required ? "required" : "optional") + " " + by_type(column);
    if (column.personal) words += " " + worded("personal");
    const int number = number_of(column, 'c');
    if (criteria_ != nullptr && number > 0) {
      for (const domain::Criterion& criterion : criteria_->criteria) {
        if (criterion.number == number && !criterion.name.vi.empty()) words += " " + criterion.name.vi + ".";
      }
    }
    return words;
  }

  std::string by_type(const Column& column) const {
    switch (column.type) {
      case ColumnType::area_code:
        return worded("area");
      case ColumnType::choice:
        return worded("choice");
      case ColumnType::flag:
        return worded("flag");
      case ColumnType::date:
        return worded("date");
      case ColumnType::integer:
        return column.at_most ? worded("integer-most", {{"most", std::to_string(*column.at_most)}})
                              : worded("integer");
      case ColumnType::decimal:
        return worded("decimal");
      case ColumnType::money:
        return worded("money");
      case ColumnType::number_set:
        return worded("number-set");
      case ColumnType::text:
        break;
    }
    return worded("text");
  }

  /// The rule of a column's cells, with the message that appears when one is entered.
  void validate(const Column& column, lxw_col_t at, const std::string& note) {
    std::string title = cut(heading_of(column), 32);
    std::string message = cut(note, 255);
    std::string wrong = cut(worded(column.name == "household_code" ? "repeated" : "wrong"), 255);
    std::string formula = lists_->range_for(column);
    lxw_data_validation rule{};
    rule.input_title = title.data();
    rule.input_message = message.data();
    rule.error_title = title.data();
    rule.error_message = wrong.data();
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.validate = LXW_VALIDATION_TYPE_ANY;
    if (!formula.empty()) {
      rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      if (TemplateLists::open(column)) rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    } else if (column.name == "household_code") {
      rule.validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
      rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
      formula = "=" + repeats() + "<=1";
    } else if (column.type == ColumnType::integer) {
      rule.validate = LXW_VALIDATION_TYPE_INTEGER;
      rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      rule.maximum_number = static_cast<double>(column.at_most.value_or(999'999'999));
    } else if (column.type == ColumnType::decimal || column.type == ColumnType::money) {
      rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
      rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
    } else if (column.type == ColumnType::date) {
      rule.validate = LXW_VALIDATION_TYPE_DATE;
      rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN;
      rule.value_datetime = {2000, 1, 1, 0, 0, 0};
    }
    rule.value_formula = formula.data();
    if (worksheet_data_validation_range(sheet_, 1, at, kRows, at, &rule) != LXW_NO_ERROR)
      throw std::logic_error("libxlsxwriter refuses the rule of " + column.name);
  }

  /// How often the household of row 2 stands in the list: same unit, former unit, village and code.
  std::string repeats() const {
    std::string conditions;
    for (const char* name : {"commune_code", "former_commune", "village", "household_code"}) {
      conditions += fmt::format("{}{},{}&\"\"", conditions.empty() ? "" : ",", whole(name), cell(name));
    }
    return "COUNTIFS(" + conditions + ")";
  }

  /// The deprivation score of a row: as given, else counted where every deprivation has the same points.
  std::string b2_formula(int row) const {
    const std::string given = cell("b2_score", row);
    const auto& all = standard_->deprivations;
    const bool uniform = !all.empty() && std::all_of(all.begin(), all.end(), [&](const auto& one) {
      return one.points && one.points == all.front().points;
    });
    if (!uniform) return given;
    return fmt::format(
        "IF({0}<>\"\",{0},IF({1}=\"\",\"\",IF({1}&\"\"=\"0\",0,{2}*(1+LEN({1})-LEN("
        "SUBSTITUTE({1},\";\",\"\"))))))",
        given, cell("deprivations", row), *all.front().points);
  }

  /// The class that the scores of a row give; empty where the standard defines no cut.
  std::string class_formula(int row) const {
    if (standard_ == nullptr) return "";
    const domain::PovertyLine &rural = standard_->rural, &urban = standard_->urban;
    if (!rural.b1_cut || !urban.b1_cut || !rural.b2_poor || !urban.b2_poor) return "";
    const Column& setting = *rules_.columns(Kind::households).find("setting");
    const std::string where = fmt::format("IF({0}<>\"\",{0},IFERROR(VLOOKUP({1},{2},2,FALSE),\"\"))",
                                          cell("setting", row), cell("commune_code", row), lists_->units());
    const auto by = [&](int country, int town) {
      if (country == town) return std::to_string(country);
      return fmt::format("IF({}={},{},{})", where, quoted(word_of(rules_.texts, setting, "urban")), town,
                         country);
    };
    return fmt::format("IF(OR({0}=\"\",{1}=\"\"),\"\",IF({0}>{2},{4},IF({1}>={3},{5},{6})))",
                       cell("b1_score", row), b2_formula(row), by(*rural.b1_cut, *urban.b1_cut),
                       by(*rural.b2_poor, *urban.b2_poor), class_word("not_poor"), class_word("poor"),
                       class_word("near_poor"));
  }

  std::string class_word(std::string_view value) const {
    return quoted(word_of(rules_.texts, *rules_.columns(Kind::households).find("class"), value));
  }

  lxw_col_t own_column(const std::string& heading, double width) {
    worksheet_set_column(sheet_, own_at_, own_at_, width, nullptr);
    worksheet_write_string(sheet_, 0, own_at_, heading.c_str(), own_);
    return own_at_++;
  }

  /// Excel's own checks: repeats by a key, and the declared class against the scores.
  void write_checks() {
    own_at_ = static_cast<lxw_col_t>(columns_.size());
    const lxw_col_t repeated = own_column(worded("repeated-heading"), 20);
    const lxw_col_t against = own_column(worded("class-heading"), 34);
    const lxw_col_t key = own_column(worded("key-heading"), 3);
    lxw_row_col_options hidden{};
    hidden.hidden = LXW_TRUE;
    worksheet_set_column_opt(sheet_, key, key, 3, nullptr, &hidden);
    const std::string keys = fmt::format("${0}$2:${0}${1}", column_letters(key), kRows + 1);
    for (int row = 2; row <= kRows + 1; ++row) {
      const auto line = static_cast<lxw_row_t>(row - 1);
      const std::string own_key = fmt::format("${}{}", column_letters(key), row);
      write_formula(
          line, key,
          fmt::format("=IF({0}=\"\",\"\",{1}&\"|\"&{2}&\"|\"&{3}&\"|\"&{0})", cell("household_code", row),
                      cell("commune_code", row), cell("former_commune", row), cell("village", row)));
      // The first row of a key is in order; the others name it.
      write_formula(line, repeated,
                    fmt::format("=IF({0}=\"\",\"\",IF(IFERROR(MATCH({0},{1},0),ROW()-1)=ROW()-1,\"\",\"{2}\"&"
                                "(MATCH({0},{1},0)+1)))",
                                own_key, keys, worded("repeated-row")));
      if (const std::string expected = class_formula(row); !expected.empty())
        write_formula(line, against, class_check(cell("class", row), expected));
    }
    colour("household_code", repeated);
    colour("class", against);
  }

  /// Average living standard is decided by income, above the line.
  std::string class_check(const std::string& declared, const std::string& expected) const {
    return fmt::format(
        "=IF(OR({0}=\"\",{1}=\"\",LOWER({0})={1},AND(LOWER({0})={2},{1}={3})),\"\",\"{4}\"&{1})", declared,
        expected, class_word("average"), class_word("not_poor"), worded("scores"));
  }

  void write_formula(lxw_row_t row, lxw_col_t column, const std::string& formula) {
    worksheet_write_formula_str(sheet_, row, column, formula.c_str(), warn_, "");
  }

  /// Cells of a column turn red where the check beside them says something.
  void colour(std::string_view name, lxw_col_t check) {
    std::string formula = fmt::format("=${}2<>\"\"", column_letters(check));
    lxw_conditional_format rule{};
    rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
    rule.value_string = formula.data();
    rule.format = wrong_;
    const auto at = static_cast<lxw_col_t>(position(name));
    worksheet_conditional_format_range(sheet_, 1, at, kRows, at, &rule);
  }

  /// One row for each unit.
  void prefill() {
    const int code = std::max(position("area_code"), position("commune_code"));
    lxw_row_t row = 0;
    for (const domain::Area* area : request_.areas) {
      worksheet_write_string(sheet_, ++row, static_cast<lxw_col_t>(code), TemplateLists::label(*area).c_str(),
                             text_);
    }
  }

  void write_guide() {
    worksheet_set_column(guide_, 0, 1, 30, nullptr);
    worksheet_set_column(guide_, 2, 2, 100, nullptr);
    lxw_row_t row = 0;
    worksheet_write_string(guide_, row++, 0, worded("title").c_str(), optional_);
    if (request_.round != nullptr)
      worksheet_write_string(guide_, row++, 0, request_.round->name.vi.c_str(), nullptr);
    for (const char* line : {"guide-1", "guide-2", "guide-3", "guide-4"}) {
      worksheet_write_string(guide_, row++, 0, worded(line).c_str(), nullptr);
    }
    ++row;
    for (const Column* column : columns_) {
      worksheet_write_string(guide_, row, 0, heading_of(*column).c_str(),
                             column->required ? required_ : optional_);
      worksheet_write_string(guide_, row, 1, column->name.c_str(), nullptr);
      worksheet_write_string(guide_, row++, 2, explanation(*column).c_str(), nullptr);
    }
    if (request_.kind != Kind::households || standard_ == nullptr) return;
    ++row;
    for (const domain::Deprivation& deprivation : standard_->deprivations) {
      worksheet_write_number(guide_, row, 0, deprivation.number, nullptr);
      worksheet_write_string(guide_, row++, 1, deprivation.name.vi.c_str(), nullptr);
    }
  }

  /// The header is locked, everything below is open; no password.
  void protect() {
    worksheet_freeze_panes(sheet_, 1, 0);
    const lxw_col_t first_free = std::max(own_at_, static_cast<lxw_col_t>(columns_.size()));
    worksheet_set_column(sheet_, first_free, first_free + kFree - 1, LXW_DEF_COL_WIDTH, any_);
    lxw_protection allowed{};
    allowed.format_cells = allowed.format_columns = allowed.format_rows = LXW_TRUE;
    allowed.insert_rows = allowed.delete_rows = allowed.sort = allowed.autofilter = LXW_TRUE;
    worksheet_protect(sheet_, nullptr, &allowed);
    worksheet_set_row(sheet_, 0, 36, nullptr);
    worksheet_activate(sheet_);
  }

  const TemplateRequest& request_;
  const domain::Rules& rules_;
  const domain::Standard* standard_;
  const domain::CriteriaSet* criteria_;
  std::vector<const Column*> columns_;
  XlsxBook book_;
  lxw_worksheet* sheet_;
  lxw_worksheet* guide_ = nullptr;
  std::optional<TemplateLists> lists_;
  lxw_col_t own_at_ = 0;
  lxw_format *required_ = nullptr, *optional_ = nullptr, *own_ = nullptr, *any_ = nullptr, *text_ = nullptr,
             *date_ = nullptr, *warn_ = nullptr, *wrong_ = nullptr;
};

}  // namespace

std::string template_xlsx(const TemplateRequest& request) { return Form(request).bytes(); }

}  // namespace rasoat::export_
