// The matrix of the NTM criteria: communes under their districts, criteria across.

#include <algorithm>
#include <set>

#include "export/builders.h"

namespace rasoat::export_ {
namespace {

using domain::Area;
using domain::AreaId;
using domain::CriteriaRow;
using domain::Recognition;
using domain::Text;

/// What the communes of a district or of the whole add up to.
struct Sum {
  std::int64_t communes = 0;
  std::int64_t recognised = 0;
  std::int64_t met = 0;
  std::vector<std::int64_t> by_criterion;

  explicit Sum(std::size_t criteria) : by_criterion(criteria) {}
  void take(const CriteriaRow& row);
};

std::int64_t met_of(const CriteriaRow& row, std::size_t criteria) {
  std::int64_t met = 0;
  for (std::size_t n = 0; n < criteria; ++n) met += row.met >> n & 1U;
  return met;
}

void Sum::take(const CriteriaRow& row) {
  ++communes;
  recognised += row.recognition.value_or(Recognition::none) != Recognition::none ? 1 : 0;
  met += met_of(row, by_criterion.size());
  for (std::size_t n = 0; n < by_criterion.size(); ++n) by_criterion[n] += row.met >> n & 1U;
}

class Matrix {
 public:
  explicit Matrix(const BuildContext& context);
  bool empty() const { return set_ == nullptr || rows_.empty(); }
  Report report() const;

 private:
  struct Line {
    const Area* commune = nullptr;
    const Area* district = nullptr;
    const CriteriaRow* row = nullptr;
  };
  Text say(std::string_view key, const domain::TextArguments& arguments = {}) const {
    return context_.texts().say(key, arguments);
  }
  std::string words(std::string_view key) const { return domain::in(context_.request.language, say(key)); }
  Table table() const;
  std::vector<Column> columns() const;
  Row commune_row(const Line& line) const;
  Row sum_row(RowKind kind, const Area& area, const Sum& sum) const;
  void notices(Report& report) const;

  const BuildContext& context_;
  const domain::CriteriaSet* set_;
  std::vector<Line> rows_;  // by district, then by code
};

Matrix::Matrix(const BuildContext& context)
    : context_(context),
      set_(context.snapshot.rules->programmes.criteria_on(context.query.round.reference_date)) {
  if (set_ == nullptr) return;
  const domain::Boundaries& boundaries = *context.snapshot.boundaries;
  const domain::Frame& frame = boundaries.frame(context.query.as_of);
  const std::int32_t top = frame.position(context.query.within->id);
  const auto found =
      context.snapshot.dated->criteria(boundaries, context.snapshot.rules->programmes,
                                       {context.query.round.reference_date, 0, context.query.as_of});
  for (const CriteriaRow* row : found) {
    const auto span = boundaries.territory(row->area, row->as_of, context.query.as_of);
    const bool inside = top >= 0 && span.low >= top && span.low <= span.high &&
                        span.high < frame.nodes[static_cast<std::size_t>(top)].end;
    if (!inside) continue;
    const AreaId place = frame.nodes[static_cast<std::size_t>(span.low)].area;
    rows_.push_back(
        {&context.book().get(row->area), context.book().ancestor(place, domain::Level::district), row});
  }
  std::stable_sort(rows_.begin(), rows_.end(), [](const Line& a, const Line& b) {
    const auto key = [](const Line& line) {
      return std::pair(line.district == nullptr ? "" : line.district->code.text(), line.commune->code.text());
    };
    return key(a) < key(b);
  });
}

std::vector<Column> Matrix::columns() const {
  std::vector<Column> all;
  const auto add = [&](std::string name, Text heading, ColumnType type, double width, ShownTo shown) {
    Column column;
    column.name = std::move(name);
    column.heading = std::move(heading);
    column.type = type;
    column.width = width;
    column.shown = shown;
    all.push_back(std::move(column));
  };
  add("area_code", say("heading.code"), ColumnType::text, 7, ShownTo::all);
  add("area", say("heading.area"), ColumnType::text, 24, ShownTo::all);
  add("level", say("heading.level"), ColumnType::text, 9, ShownTo::machines);
  add("communes", say("ntm.communes"), ColumnType::count, 7, ShownTo::machines);
  all.back().unit = "AREA";
  for (const domain::Criterion& criterion : set_->criteria) {
    const std::string number = std::to_string(criterion.number);
    const std::string name = (criterion.number < 10 ? "c0" : "c") + number;
    add(name, criterion.name.vi.empty() ? Text{name, name} : criterion.name, ColumnType::count, 5,
        ShownTo::machines);
    all.back().unit = "AREA";
    add(name + "_mark", {number, number}, ColumnType::mark, 4, ShownTo::people);
  }
  add("met", say("ntm.met"), ColumnType::decimal, 8, ShownTo::machines);
  all.back().unit = "CRITERIA";
  add("met_words", say("ntm.met"), ColumnType::mark, 8, ShownTo::people);
  add("recognised", say("ntm.recognised"), ColumnType::count, 8, ShownTo::machines);
  all.back().unit = "AREA";
  add("recognition", say("ntm.recognition"), ColumnType::text, 14, ShownTo::machines);
  add("recognition_words", say("ntm.recognition"), ColumnType::text, 14, ShownTo::people);
  add("data_as_of", say("programmes.data-as-of"), ColumnType::text, 10, ShownTo::machines);
  add("data_day", say("programmes.data-as-of"), ColumnType::mark, 10, ShownTo::people);
  return all;
}

Row Matrix::commune_row(const Line& line) const {
  const CriteriaRow& row = *line.row;
  const Recognition recognition = row.recognition.value_or(Recognition::none);
  Row made{.kind = RowKind::body, .area = row.area, .cells = {}};
  made.cells = {Cell::text(line.commune->code.text()), Cell::text(line.commune->full_name),
                Cell::text(std::string(domain::name(line.commune->level))), Cell::count(1)};
  for (std::size_t n = 0; n < set_->criteria.size(); ++n) {
    const bool known = (row.known >> n & 1U) != 0;
    const bool met = (row.met >> n & 1U) != 0;
    made.cells.push_back(known ? Cell::count(met ? 1 : 0) : Cell::none());
    made.cells.push_back(Cell::text(!known ? "" : met ? "x" : "–"));
  }
  const std::int64_t met = met_of(row, set_->criteria.size());
  made.cells.push_back(Cell::decimal({100 * met}));
  made.cells.push_back(Cell::text(std::to_string(met)));
  made.cells.push_back(Cell::count(recognition != Recognition::none ? 1 : 0));
  made.cells.push_back(Cell::text(row.recognition ? std::string(domain::name(recognition)) : ""));
  made.cells.push_back(
      Cell::text(row.recognition ? words("ntm.is-" + std::string(domain::name(recognition))) : ""));
  made.cells.push_back(Cell::text(row.as_of.iso()));
  made.cells.push_back(Cell::text(row.as_of.vietnamese()));
  return made;
}

Row Matrix::sum_row(RowKind kind, const Area& area, const Sum& sum) const {
  Row made{.kind = kind, .area = area.id, .cells = {}};
  made.cells = {Cell::text(area.code.text()), Cell::text(area.full_name),
                Cell::text(std::string(domain::name(area.level))), Cell::count(sum.communes)};
  for (const std::int64_t met : sum.by_criterion) {
    made.cells.push_back(Cell::count(met));
    made.cells.push_back(Cell::text(std::to_string(met)));
  }
  const auto mean = domain::Exact::ratio(sum.met, sum.communes);
  made.cells.push_back(Cell::decimal(mean.rounded()));
  made.cells.push_back(Cell::text(mean.rounded().vietnamese()));
  made.cells.push_back(Cell::count(sum.recognised));
  made.cells.push_back(Cell::none());
  made.cells.push_back(Cell::text(domain::in(
      context_.request.language, say("ntm.of-communes", {{"recognised", std::to_string(sum.recognised)},
                                                         {"communes", std::to_string(sum.communes)}}))));
  made.cells.insert(made.cells.end(), 2, Cell::none());
  return made;
}

Table Matrix::table() const {
  Table table;
  table.id = "ntm";
  table.title = say("ntm.title", {{"set", set_->name.vi}});
  table.title.en = say("ntm.title", {{"set", set_->name.en}}).en;
  table.columns = columns();
  const Area& within = *context_.query.within;
  Sum whole(set_->criteria.size());
  for (const Line& line : rows_) whole.take(*line.row);
  table.rows.push_back(sum_row(RowKind::total, within, whole));
  for (std::size_t at = 0; at < rows_.size();) {
    std::size_t end = at;
    Sum district(set_->criteria.size());
    for (; end < rows_.size() && rows_[end].district == rows_[at].district; ++end)
      district.take(*rows_[end].row);
    if (rows_[at].district != nullptr && rows_[at].district->id != within.id)
      table.rows.push_back(sum_row(RowKind::group, *rows_[at].district, district));
    for (; at < end; ++at) table.rows.push_back(commune_row(rows_[at]));
  }
  Text legend;
  for (const domain::Criterion& criterion : set_->criteria) {
    if (criterion.name.vi.empty()) continue;
    const std::string before = (legend.vi.empty() ? "" : "; ") + std::to_string(criterion.number) + " ";
    legend = {legend.vi + before + criterion.name.vi, legend.en + before + criterion.name.en};
  }
  table.notes.push_back(say("ntm.signs"));
  if (!legend.vi.empty())
    table.notes.push_back(
        {say("ntm.legend", {{"list", legend.vi}}).vi, say("ntm.legend", {{"list", legend.en}}).en});
  if (!set_->unknown.vi.empty()) table.notes.push_back(set_->unknown);
  return table;
}

/// Communes the set is for that have never reported, and what is made up.
void Matrix::notices(Report& report) const {
  std::set<AreaId> there;
  const domain::Frame& frame = context_.snapshot.boundaries->frame(context_.query.as_of);
  bool synthetic = false;
  for (const Line& line : rows_) {
    const auto span =
        context_.snapshot.boundaries->territory(line.row->area, line.row->as_of, context_.query.as_of);
    for (auto at = span.low; at <= span.high; ++at)
      there.insert(frame.nodes[static_cast<std::size_t>(at)].area);
    synthetic = synthetic || line.row->synthetic;
  }
  std::int64_t expected = 0;
  for (const Area* area : context_.book().leaves(context_.query.within->id, context_.query.as_of)) {
    if (!set_->applies(area->kind)) continue;
    ++expected;
    if (!there.contains(area->id)) report.missing.push_back(area->id);
  }
  if (const auto notice = missing_notice(context_, expected, report.missing))
    report.notices.push_back(*notice);
  if (synthetic) report.notices.push_back(say("note.synthetic"));
}

Report Matrix::report() const {
  Report report = begin_report(context_);
  report.frequency = Report::Frequency::daily;
  report.standard = set_->code;
  notices(report);
  Table made = table();
  report.title = made.title;
  report.blocks.emplace_back(std::move(made));
  std::string citations;
  for (const std::string& each : set_->citations) citations += (citations.empty() ? "" : "; ") + each;
  report.endnotes.push_back(say("ntm.citations", {{"list", citations}}));
  return report;
}

}  // namespace

domain::Result<Report> build_criteria(const BuildContext& context) {
  const Matrix matrix(context);
  if (!matrix.empty()) return matrix.report();
  return domain::Problem{"report-empty",
                         context.texts().say("report.empty", {{"round", context.query.round.code.text()},
                                                              {"area", context.query.within->full_name}}),
                         "round"};
}

}  // namespace rasoat::export_
