// Official tables 1 to 10 (poverty.md section 5): the total, then districts, then communes.

#include <algorithm>
#include <set>

#include "export/builders.h"
#include "export/reconcile.h"

namespace rasoat::export_ {
namespace {

using domain::Absence;
using domain::Area;
using domain::AreaId;
using domain::Level;
using domain::ReportColumn;
using domain::Tally;
using domain::Text;

Text filled(const Text& pattern, const std::string& number, const Text& name) {
  const auto fill = [&](std::string text, const std::string& words) {
    for (const auto& [mark, value] :
         {std::pair{std::string("{n}"), number}, std::pair{std::string("{name}"), words}}) {
      for (std::size_t at = text.find(mark); at != std::string::npos;
           at = text.find(mark, at + value.size())) {
        text.replace(at, mark.size(), value);
      }
    }
    return text;
  };
  return {fill(pattern.vi, name.vi), fill(pattern.en, name.en)};
}

/// A column counted once, or once for each member of its family under the round's standard.
std::vector<ReportColumn> expanded(const BuildContext& context, const ReportColumn& column) {
  if (column.each == ReportColumn::Each::once) return {column};
  std::vector<ReportColumn> all;
  const auto add = [&](int n, const Text& name, domain::Measure measure) {
    ReportColumn one = column;
    one.each = ReportColumn::Each::once;
    one.name = filled({column.name, ""}, std::to_string(n), name).vi;
    one.number = filled({column.number, ""}, std::to_string(n), name).vi;
    one.heading = filled(column.heading, std::to_string(n), name);
    one.sum = {measure};
    all.push_back(std::move(one));
  };
  if (column.each == ReportColumn::Each::cause) {
    for (int n = 1; n <= domain::kCauses; ++n) {
      add(n, context.texts().say("cause." + std::to_string(n)),
          column.near_poor ? domain::near_poor_by_cause(n) : domain::poor_by_cause(n));
    }
    return all;
  }
  const domain::Standard* standard = context.snapshot.rules->standard(context.query.round.standard);
  if (standard == nullptr) return all;
  for (const domain::Deprivation& deprivation : standard->deprivations) {
    add(deprivation.number, deprivation.name,
        column.near_poor ? domain::near_poor_deprived(deprivation.number)
                         : domain::poor_deprived(deprivation.number));
  }
  return all;
}

std::vector<std::size_t> positions(const Table& table, const std::vector<std::string>& names) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (std::find(names.begin(), names.end(), table.columns[i].name) != names.end()) found.push_back(i);
  }
  return found;
}

/// Fills the cells of one table and notes who is missing.
class AreaTable {
 public:
  AreaTable(const BuildContext& context, const domain::Layer& layer)
      : context_(context), tallier_(*context.snapshot.boundaries, layer, context.query.as_of) {
    for (const ReportColumn& column : context.definition.columns) {
      const auto more = expanded(context, column);
      columns_.insert(columns_.end(), more.begin(), more.end());
    }
  }

  Table table() const;
  Row row(const Area& area, RowKind kind) const;
  /// Looks at the whole: which parts have no figures, and which columns nobody filled.
  void look_at(const Area& whole);

  const std::set<AreaId>& missing() const { return missing_; }
  const std::vector<const ReportColumn*>& unfilled() const { return unfilled_; }
  std::int64_t expected() const { return expected_; }
  bool synthetic() const { return synthetic_; }

 private:
  Cell cell(const Area& area, const ReportColumn& column) const;
  bool usable(const Tally& tally) const {
    return tally.absence == Absence::none ||
           (tally.absence == Absence::partial && tally.coverage.reported > 0 &&
            context_.request.partial == domain::Partial::accept);
  }

  const BuildContext& context_;
  domain::Tallier tallier_;
  std::vector<ReportColumn> columns_;
  std::set<AreaId> missing_;
  std::vector<const ReportColumn*> unfilled_;
  std::int64_t expected_ = 0;
  bool synthetic_ = false;
};

Cell AreaTable::cell(const Area& area, const ReportColumn& column) const {
  const Tally tally = tallier_.tally(area.id, {column.sum, column.of});
  if (!usable(tally)) return Cell::none();
  std::int64_t value = tally.numerator;
  if (!column.less.empty()) {
    const Tally less = tallier_.tally(area.id, {column.less, {}});
    if (!usable(less)) return Cell::none();
    value -= less.numerator;
  }
  if (column.of.empty()) return Cell::count(value);
  const auto rate = domain::Rate::of(value, tally.denominator);
  return rate ? Cell::decimal(rate->percent().rounded(), value) : Cell::none();
}

Row AreaTable::row(const Area& area, RowKind kind) const {
  Row row{.kind = kind, .area = area.id, .cells = {}};
  row.cells = {Cell::text(area.code.text()), Cell::text(area.full_name),
               Cell::text(std::string(domain::name(area.level)))};
  for (const ReportColumn& column : columns_) row.cells.push_back(cell(area, column));
  return row;
}

void AreaTable::look_at(const Area& whole) {
  for (const ReportColumn& column : columns_) {
    const Tally tally = tallier_.tally(whole.id, {column.sum, column.of});
    synthetic_ = synthetic_ || tally.synthetic;
    if (tally.coverage.reported == 0) {
      unfilled_.push_back(&column);
      continue;
    }
    expected_ = std::max(expected_, tally.coverage.expected);
    missing_.insert(tally.absent.begin(), tally.absent.end());
  }
}

Table AreaTable::table() const {
  Table table;
  table.id = context_.definition.name;
  table.title = context_.definition.title;
  table.notes = context_.definition.notes;
  const auto words = [&](std::string name, std::string_view key, double width, ShownTo shown) {
    Column column;
    column.name = std::move(name);
    column.heading = context_.texts().say(key);
    column.type = ColumnType::text;
    column.width = width;
    column.shown = shown;
    return column;
  };
  table.columns = {words("area_code", "heading.code", 7, ShownTo::all),
                   words("area", "heading.area", 26, ShownTo::all),
                   words("level", "heading.level", 9, ShownTo::machines)};
  for (const ReportColumn& column : columns_) {
    Column shown;
    shown.name = column.name;
    shown.heading = column.heading;
    shown.number = column.number;
    shown.group = column.group;
    shown.type = column.of.empty() ? ColumnType::count : ColumnType::decimal;
    shown.unit = !column.of.empty() ? "PCT" : column.name.find("persons") != std::string::npos ? "PS" : "HH";
    shown.width = 9;
    for (const domain::Measure measure : column.sum) shown.quantity += "+" + domain::name(measure);
    for (const domain::Measure measure : column.less) shown.quantity += "-" + domain::name(measure);
    table.columns.push_back(std::move(shown));
  }
  for (const auto& identity : context_.definition.identities) {
    table.identities.emplace_back(positions(table, identity.left), positions(table, identity.right));
  }
  return table;
}

Row heading_row(const Area& area, std::size_t cells) {
  Row row{.kind = RowKind::heading, .area = area.id, .cells = std::vector<Cell>(cells)};
  row.cells[0] = Cell::text(area.code.text());
  row.cells[1] = Cell::text(area.full_name);
  return row;
}

bool wanted(const BuildContext& context, Level level) {
  return !context.request.level || *context.request.level == level;
}

/// Districts, then communes under the name of their district.
void add_rows(const BuildContext& context, const AreaTable& source, Table& table) {
  const Area& within = *context.query.within;
  table.rows.push_back(source.row(within, RowKind::total));
  if (within.level < Level::district && wanted(context, Level::district)) {
    for (const Area* area : context.book().areas_at(Level::district, context.query.as_of, within.id)) {
      table.rows.push_back(source.row(*area, RowKind::subtotal));
    }
  }
  if (within.level >= Level::commune || !wanted(context, Level::commune)) return;
  // Codes of one district are not always neighbours: its communes stand together on paper.
  std::vector<std::pair<const Area*, const Area*>> communes;
  for (const Area* area : context.book().areas_at(Level::commune, context.query.as_of, within.id)) {
    communes.emplace_back(context.book().ancestor(area->id, Level::district), area);
  }
  std::stable_sort(communes.begin(), communes.end(), [](const auto& a, const auto& b) {
    return a.first != nullptr && b.first != nullptr && a.first->code < b.first->code;
  });
  const Area* under = nullptr;
  for (const auto& [district, area] : communes) {
    if (district != nullptr && district != under && within.level < Level::district) {
      table.rows.push_back(heading_row(*district, table.columns.size()));
    }
    under = district;
    table.rows.push_back(source.row(*area, RowKind::body));
  }
}

domain::Problem nothing_to_report(const BuildContext& context) {
  return {"report-empty",
          context.texts().say("report.empty", {{"round", context.query.round.code.text()},
                                               {"area", context.query.within->full_name}}),
          "round"};
}

}  // namespace

domain::Result<Report> build_area_table(const BuildContext& context) {
  const domain::Layer* layer = context.snapshot.cube.layer(context.query.round.code.text());
  if (layer == nullptr) return nothing_to_report(context);
  AreaTable source(context, *layer);
  source.look_at(*context.query.within);
  if (source.expected() == 0) return nothing_to_report(context);
  Report report = begin_report(context);
  report.missing.assign(source.missing().begin(), source.missing().end());
  std::sort(report.missing.begin(), report.missing.end(),
            [&](AreaId a, AreaId b) { return context.book().get(a).code < context.book().get(b).code; });
  if (const auto notice = missing_notice(context, source.expected(), report.missing))
    report.notices.push_back(*notice);
  if (source.synthetic()) report.notices.push_back(context.texts().say("note.synthetic"));
  if (!source.unfilled().empty()) {
    Text columns;
    for (const ReportColumn* column : source.unfilled()) {
      const std::string separator = columns.vi.empty() ? "" : ", ";
      columns.vi += separator + column->number + " (" + column->heading.vi + ")";
      columns.en += separator + column->number + " (" + column->heading.en + ")";
    }
    const auto say = [&](const std::string& list) {
      return context.texts().say("report.unfilled", {{"columns", list}});
    };
    report.notices.push_back({say(columns.vi).vi, say(columns.en).en});
  }
  Table table = source.table();
  add_rows(context, source, table);
  report.blocks.emplace_back(std::move(table));
  report.differences = reconcile(context.snapshot, context.query, context.definition.checks);
  append_differences(context, report);
  return report;
}

}  // namespace rasoat::export_
