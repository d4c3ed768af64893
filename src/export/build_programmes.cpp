// Progress of the target programmes on one day: money by programme, project, source and kind, by area and by
// investor, compared with the week, the month and the year before.

#include <algorithm>
#include <array>

#include "domain/programme_sheet.h"
#include "export/answer_parts.h"
#include "export/builders.h"

namespace rasoat::export_ {
namespace {

using domain::Date;
using domain::Exact;
using domain::MoneySum;
using domain::ProgrammeMoney;
using domain::ProgrammeSheet;
using domain::Text;
using Lines = std::map<domain::MoneyKey, MoneySum>;

constexpr std::size_t kMostBars = 40;

/// One earlier day to compare with.
struct Before {
  std::string_view name;  ///< `week`, `month`, `year`
  ProgrammeSheet sheet;
};

Date months_before(Date day, int months) {
  const int count = day.year() * 12 + day.month() - 1 - months;
  for (int of_month = day.day();; --of_month) {  // 31 May has no day a month before but 30 April
    if (const auto found = Date::of(count / 12, count % 12 + 1, of_month)) return *found;
  }
}

std::optional<MoneySum> line_in(const ProgrammeSheet& sheet, const std::string& programme,
                                const domain::MoneyKey& key) {
  for (const ProgrammeMoney& each : sheet.programmes) {
    const auto found = each.lines.find(key);
    if (each.programme->code == programme && found != each.lines.end()) return found->second;
  }
  return std::nullopt;
}

Text joined(const Text& list, const std::string& separator, const Text& more) {
  return {list.vi + (list.vi.empty() ? "" : separator) + more.vi,
          list.en + (list.en.empty() ? "" : separator) + more.en};
}

Cell money(const std::optional<std::int64_t>& dong) { return dong ? Cell::money(*dong) : Cell::none(); }
Cell percent(const std::optional<Exact>& value) {
  return value ? Cell::decimal(value->rounded()) : Cell::none();
}
std::string read_percent(const std::optional<Exact>& value) {
  return value ? value->rounded().vietnamese() : "–";
}

std::string read_signed(std::int64_t dong) { return (dong > 0 ? "+" : "") + Cell::money(dong).read(); }

class Programmes {
 public:
  explicit Programmes(const BuildContext& context);
  bool empty() const { return now_.programmes.empty(); }
  Report report();

 private:
  ProgrammeSheet sheet(Date day, int plan_year) const;
  Text say(std::string_view key, const domain::TextArguments& arguments = {}) const {
    return context_.texts().say(key, arguments);
  }
  Column column(std::string name, std::string_view key, ColumnType type, double width,
                ShownTo shown = ShownTo::all, std::string unit = {}) const;
  void add_money_columns(Table& table) const;
  void add_money(Row& row, const MoneySum& sum, const std::vector<std::optional<MoneySum>>& before) const;
  std::string read(const std::optional<std::int64_t>& dong) const;
  /// The same sum on each of the earlier days.
  template <typename Pick>
  std::vector<std::optional<MoneySum>> before(Pick pick) const;

  Row line(RowKind kind, const std::string& words, const std::array<std::string, 4>& keys) const;
  void programme_rows(const ProgrammeMoney& programme, Table& table) const;
  Table money_table() const;
  Table area_table() const;
  Table investor_table() const;
  BarChart chart() const;
  void sentences(Report& report) const;
  void compare(Report& report) const;
  void notices(Report& report) const;
  Text kind_list(const std::vector<domain::MoneyKind>& kinds,
                 std::map<std::string, MoneySum> ProgrammeMoney::*by, bool rates) const;
  std::string kind_name(const std::vector<domain::MoneyKind>& kinds, const std::string& code) const;
  const std::string& code_of(domain::AreaId area) const { return context_.book().get(area).code.text(); }

  const BuildContext& context_;
  ProgrammeSheet now_;
  std::vector<Before> before_;
};

Programmes::Programmes(const BuildContext& context) : context_(context) {
  const Date day = context.query.round.reference_date;
  const int year = domain::plan_year_of(day);
  now_ = sheet(day, year);
  before_.push_back({"week", sheet(day.plus_days(-7), year)});
  before_.push_back({"month", sheet(months_before(day, 1), year)});
  before_.push_back({"year", sheet(months_before(day, 12), year - 1)});
}

ProgrammeSheet Programmes::sheet(Date day, int plan_year) const {
  return domain::programme_sheet(context_.snapshot, *context_.query.within,
                                 {day, plan_year, context_.query.as_of});
}

Column Programmes::column(std::string name, std::string_view key, ColumnType type, double width,
                          ShownTo shown, std::string unit) const {
  Column made;
  made.name = std::move(name);
  made.heading = say(key);
  made.type = type;
  made.width = width;
  made.shown = shown;
  made.unit = std::move(unit);
  return made;
}

void Programmes::add_money_columns(Table& table) const {
  const auto add = [&](std::string name, std::string_view key, ColumnType type, std::string unit) {
    table.columns.push_back(column(std::move(name), key, type, 11, ShownTo::all, std::move(unit)));
  };
  add("planned", "programmes.planned", ColumnType::money, "VND_MN");
  add("allocated", "programmes.allocated", ColumnType::money, "VND_MN");
  add("disbursed", "programmes.disbursed", ColumnType::money, "VND_MN");
  add("disbursement.rate", "programmes.rate", ColumnType::decimal, "PCT");
  add("disbursement.of_allocated", "programmes.of-allocated", ColumnType::decimal, "PCT");
  for (const Before& each : before_) {
    const std::string name(each.name);
    add("change_" + name, "programmes.change-" + name, ColumnType::decimal, "PCT_PT");
    table.columns.back().group = say("programmes.change");
  }
  table.columns.push_back(
      column("data_as_of", "programmes.data-as-of", ColumnType::text, 9, ShownTo::machines));
  table.columns.push_back(column("data_day", "programmes.data-as-of", ColumnType::mark, 9, ShownTo::people));
}

void Programmes::add_money(Row& row, const MoneySum& sum,
                           const std::vector<std::optional<MoneySum>>& before) const {
  const auto rate = sum.rate();
  row.cells.insert(row.cells.end(), {money(sum.planned), money(sum.allocated), money(sum.disbursed),
                                     percent(rate), percent(sum.of_allocated())});
  for (const auto& each : before) {
    const auto then = each ? each->rate() : std::nullopt;
    row.cells.push_back(percent(rate && then ? std::optional<Exact>(*rate - *then) : std::nullopt));
  }
  row.cells.push_back(Cell::text(sum.newest ? sum.newest->iso() : ""));
  row.cells.push_back(Cell::text(sum.newest ? sum.newest->vietnamese() : ""));
}

std::string Programmes::read(const std::optional<std::int64_t>& dong) const {
  return dong ? Cell::money(*dong).read() : "–";
}

template <typename Pick>
std::vector<std::optional<MoneySum>> Programmes::before(Pick pick) const {
  std::vector<std::optional<MoneySum>> all;
  for (const Before& each : before_) all.push_back(pick(each.sheet));
  return all;
}

Row Programmes::line(RowKind kind, const std::string& words, const std::array<std::string, 4>& keys) const {
  const domain::Area& area = *context_.query.within;
  Row row{.kind = kind, .area = area.id, .cells = {}};
  row.cells = {Cell::text(words), Cell::text(area.code.text()), Cell::text(area.full_name)};
  for (const std::string& key : keys) row.cells.push_back(Cell::text(key));
  return row;
}

std::string Programmes::kind_name(const std::vector<domain::MoneyKind>& kinds,
                                  const std::string& code) const {
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.code == code; });
  return found == kinds.end() ? code : domain::in(context_.request.language, found->name);
}

/// The programme, its projects, and of each the sources and kinds of money.
void Programmes::programme_rows(const ProgrammeMoney& programme, Table& table) const {
  const domain::ProgrammeBook& book = context_.snapshot.rules->programmes;
  const domain::Language language = context_.request.language;
  const std::string& code = programme.programme->code;
  Row head = line(RowKind::group, domain::in(language, programme.programme->name) + " (" + code + ")",
                  {code, "_T", "_T", "_T"});
  add_money(head, programme.sum, before([&](const ProgrammeSheet& sheet) -> std::optional<MoneySum> {
              for (const ProgrammeMoney& each : sheet.programmes) {
                if (each.programme->code == code) return each.sum;
              }
              return std::nullopt;
            }));
  table.rows.push_back(std::move(head));
  std::string under = "none yet";
  for (const auto& [key, sum] : programme.lines) {
    const auto& [project, budget, expenditure] = key;
    if (project != under && !project.empty()) {
      const domain::Project* known = programme.programme->project(project);
      std::string words = domain::in(language, say("programmes.project", {{"code", project}}));
      if (known != nullptr && !known->name.vi.empty()) words += ": " + domain::in(language, known->name);
      Row row = line(RowKind::subtotal, "  " + words, {code, project, "_T", "_T"});
      add_money(row, programme.projects.at(project), before([&, &at = project](const ProgrammeSheet& sheet) {
                  std::optional<MoneySum> found;
                  for (const ProgrammeMoney& each : sheet.programmes) {
                    const auto there = each.projects.find(at);
                    if (each.programme->code == code && there != each.projects.end()) found = there->second;
                  }
                  return found;
                }));
      table.rows.push_back(std::move(row));
    }
    under = project;
    Row row =
        line(RowKind::body,
             "    " + kind_name(book.budgets, budget) + ", " + kind_name(book.expenditures, expenditure),
             {code, project.empty() ? "_Z" : project, budget, expenditure});
    add_money(row, sum,
              before([&, &of = key](const ProgrammeSheet& sheet) { return line_in(sheet, code, of); }));
    table.rows.push_back(std::move(row));
  }
}

Table Programmes::money_table() const {
  Table table;
  table.id = "programmes";
  table.title = say("programmes.table-money");
  table.columns = {column("content", "programmes.content", ColumnType::text, 40, ShownTo::people),
                   column("area_code", "heading.code", ColumnType::text, 7, ShownTo::machines),
                   column("area", "heading.area", ColumnType::text, 26, ShownTo::machines)};
  for (const auto& [name, dimension] :
       {std::pair{"programme", "PROGRAMME"}, std::pair{"project", "PROJECT"}, std::pair{"budget", "BUDGET"},
        std::pair{"expenditure", "EXPENDITURE"}}) {
    const std::string key =
        std::string("programmes.") + (name == std::string("project") ? "project-code" : name);
    table.columns.push_back(column(name, key, ColumnType::text, 10, ShownTo::machines));
    table.columns.back().dimension = dimension;
  }
  add_money_columns(table);
  Row total = line(RowKind::total, domain::in(context_.request.language, say("programmes.total")),
                   {"_T", "_T", "_T", "_T"});
  add_money(total, now_.sum, before([](const ProgrammeSheet& sheet) { return std::optional(sheet.sum); }));
  table.rows.push_back(std::move(total));
  bool others = false;
  for (const ProgrammeMoney& each : now_.programmes) {
    programme_rows(each, table);
    others = others || !each.programme->in_total;
  }
  if (others) table.notes.push_back(say("programmes.not-in-total"));
  table.notes.push_back(say("programmes.unit"));
  align_money(table);
  return table;
}

Table Programmes::area_table() const {
  Table table;
  table.id = "areas";
  table.title = say("programmes.table-areas");
  table.columns = {column("area_code", "heading.code", ColumnType::text, 7),
                   column("area", "heading.area", ColumnType::text, 26)};
  add_money_columns(table);
  for (const domain::AreaMoney& each : now_.areas) {
    if (!each.sum.newest) continue;
    const domain::Area& area = context_.book().get(each.area);
    std::string words = area.full_name;
    if (each.own) words = domain::in(context_.request.language, say("programmes.own", {{"area", words}}));
    Row row{.kind = RowKind::body, .area = each.area, .cells = {}};
    row.cells = {Cell::text(area.code.text()), Cell::text(words)};
    add_money(row, each.sum, before([&](const ProgrammeSheet& sheet) {
                std::optional<MoneySum> found;
                for (const domain::AreaMoney& there : sheet.areas) {
                  if (there.area == each.area) found = there.sum;
                }
                return found;
              }));
    table.rows.push_back(std::move(row));
  }
  align_money(table);
  return table;
}

Table Programmes::investor_table() const {
  Table table;
  table.id = "investors";
  table.title = say("programmes.table-investors");
  table.columns = {column("investor", "programmes.investor", ColumnType::text, 40)};
  add_money_columns(table);
  for (const domain::InvestorMoney& each : now_.investors) {
    Row row{.kind = each.slow ? RowKind::group : RowKind::body, .area = {}, .cells = {}};
    row.cells = {Cell::text(each.investor)};
    add_money(row, each.sum, before([&](const ProgrammeSheet& sheet) {
                std::optional<MoneySum> found;
                for (const domain::InvestorMoney& there : sheet.investors) {
                  if (there.investor == each.investor) found = there.sum;
                }
                return found;
              }));
    table.rows.push_back(std::move(row));
  }
  table.notes.push_back(say("programmes.slow", {{"rate", read_percent(now_.sum.rate())}}));
  align_money(table);
  return table;
}

BarChart Programmes::chart() const {
  BarChart chart;
  chart.title = say("programmes.chart");
  chart.unit = "%";
  const auto whole = now_.sum.rate();
  const std::string own = domain::in(context_.request.language, say("programmes.own-bar"));
  for (const domain::AreaMoney& each : now_.areas) {
    const auto rate = each.sum.rate();
    if (!rate || chart.bars.size() == kMostBars) continue;
    const domain::Area& area = context_.book().get(each.area);
    chart.bars.push_back({each.own ? own : area.name, rate->rounded(), whole && *rate < *whole ? 2 : 0});
  }
  const auto line = [&](std::string_view key, const std::optional<Exact>& value) {
    if (value) chart.lines.push_back({domain::in(context_.request.language, say(key)), value->rounded()});
  };
  line("programmes.total", whole);
  line("programmes.pace", now_.pace);
  return chart;
}

/// "vốn đầu tư phát triển 71,11 %; vốn sự nghiệp 9,90 %", over the programmes that count in the total.
Text Programmes::kind_list(const std::vector<domain::MoneyKind>& kinds,
                           std::map<std::string, MoneySum> ProgrammeMoney::*by, bool rates) const {
  Text list;
  for (const domain::MoneyKind& kind : kinds) {
    MoneySum sum;
    for (const ProgrammeMoney& programme : now_.programmes) {
      const auto found = (programme.*by).find(kind.code);
      if (programme.programme->in_total && found != (programme.*by).end()) sum.join(found->second);
    }
    if (!sum.newest) continue;
    const std::string figure = rates ? read_percent(sum.rate()) + "\u00a0%" : read(sum.planned);
    list = joined(list, "; ", {kind.name.vi + " " + figure, kind.name.en + " " + figure});
  }
  return list;
}

void Programmes::sentences(Report& report) const {
  const domain::ProgrammeBook& book = context_.snapshot.rules->programmes;
  const auto bullet = [&](Text words) {
    report.blocks.emplace_back(Paragraph{Paragraph::Style::bullet, std::move(words)});
  };
  const Text sources = kind_list(book.budgets, &ProgrammeMoney::budgets, false);
  const Text kinds = kind_list(book.expenditures, &ProgrammeMoney::expenditures, true);
  const auto total = [&](const std::string& list) {
    return say("programmes.sentence-total", {{"year", std::to_string(now_.plan_year)},
                                             {"planned", read(now_.sum.planned)},
                                             {"sources", list},
                                             {"allocated", read(now_.sum.allocated)},
                                             {"disbursed", read(now_.sum.disbursed)},
                                             {"day", now_.day.vietnamese()},
                                             {"rate", read_percent(now_.sum.rate())},
                                             {"of_allocated", read_percent(now_.sum.of_allocated())}});
  };
  if (now_.sum.newest) bullet({total(sources.vi).vi, total(sources.en).en});
  if (!kinds.vi.empty())
    bullet({say("programmes.sentence-kinds", {{"list", kinds.vi}}).vi,
            say("programmes.sentence-kinds", {{"list", kinds.en}}).en});
  if (now_.pace && now_.sum.rate()) {
    bullet(say("programmes.sentence-pace",
               {{"pace", read_percent(now_.pace)},
                {"gap", (*now_.sum.rate() - *now_.pace).rounded().signed_vietnamese()}}));
  }
  compare(report);
}

/// "So với tuần trước (24/12/2023, số liệu đến 30/11/2023): giải ngân thêm 12.345 triệu đồng, +3,20 điểm %."
void Programmes::compare(Report& report) const {
  const auto rate = now_.sum.rate();
  for (const Before& each : before_) {
    const std::string key = "programmes.before-" + std::string(each.name);
    const MoneySum& then = each.sheet.sum;
    const auto rate_then = then.rate();
    if (!rate || !rate_then || !now_.sum.disbursed || !then.disbursed) {
      report.blocks.emplace_back(
          Paragraph{Paragraph::Style::bullet, say("programmes.compare-none", {{"when", say(key).vi}})});
      std::get<Paragraph>(report.blocks.back()).words.en =
          say("programmes.compare-none", {{"when", say(key).en}}).en;
      continue;
    }
    const auto words = [&](const std::string& when) {
      return say("programmes.compare", {{"when", when},
                                        {"day", each.sheet.day.vietnamese()},
                                        {"data", then.newest->vietnamese()},
                                        {"rate", read_percent(rate_then)},
                                        {"more", read_signed(*now_.sum.disbursed - *then.disbursed)},
                                        {"points", (*rate - *rate_then).rounded().signed_vietnamese()}});
    };
    report.blocks.emplace_back(
        Paragraph{Paragraph::Style::bullet, {words(say(key).vi).vi, words(say(key).en).en}});
  }
}

/// Areas whose newest figures are older than those of the others have not reported for this date.
void Programmes::notices(Report& report) const {
  std::int64_t expected = 0;
  for (const domain::AreaMoney& each : now_.areas) {
    if (!each.sum.newest) continue;
    ++expected;
    if (now_.sum.newest && *each.sum.newest < *now_.sum.newest) report.missing.push_back(each.area);
  }
  std::sort(report.missing.begin(), report.missing.end(),
            [&](domain::AreaId a, domain::AreaId b) { return code_of(a) < code_of(b); });
  if (const auto notice = missing_notice(context_, expected, report.missing))
    report.notices.push_back(*notice);
  bool synthetic = false;
  for (const ProgrammeMoney& each : now_.programmes) synthetic = synthetic || each.sum.synthetic;
  if (synthetic) report.notices.push_back(say("note.synthetic"));
  for (const ProgrammeMoney& each : now_.programmes) {
    const auto unknown = [&](const std::string& name, const std::string& words) {
      return say("programmes.unknown", {{"programme", name}, {"words", words}});
    };
    if (each.programme->unknown.vi.empty()) continue;
    report.endnotes.push_back({unknown(each.programme->name.vi, each.programme->unknown.vi).vi,
                               unknown(each.programme->name.en, each.programme->unknown.en).en});
  }
}

Report Programmes::report() {
  Report report = begin_report(context_);
  report.title = say("programmes.title", {{"day", now_.day.vietnamese()}});
  report.frequency = Report::Frequency::daily;
  notices(report);
  sentences(report);
  report.blocks.emplace_back(money_table());
  report.blocks.emplace_back(area_table());
  report.blocks.emplace_back(chart());
  if (!now_.investors.empty()) report.blocks.emplace_back(investor_table());
  return report;
}

}  // namespace

domain::Result<Report> build_programmes(const BuildContext& context) {
  Programmes programmes(context);
  if (!programmes.empty()) return programmes.report();
  return domain::Problem{"report-empty",
                         context.texts().say("report.empty", {{"round", context.query.round.code.text()},
                                                              {"area", context.query.within->full_name}}),
                         "round"};
}

}  // namespace rasoat::export_
