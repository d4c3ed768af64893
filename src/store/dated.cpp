#include "store/dated.h"

#include <fmt/format.h>

#include "store/queries.gen.h"

namespace rasoat::store {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string amount(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "NULL";
}

std::string words(const std::optional<std::string>& value) { return value ? quoted(*value) : "NULL"; }

/// Many rows in few statements.
class Insert {
 public:
  Insert(Session& session, const Query& head) : session_(session), head_(head) {}
  ~Insert() = default;
  void add(const std::string& row) {
    text_ += (text_.empty() ? std::string(head_.sql) : std::string(",")) + "(" + row + ")";
    if (++count_ % 1000 == 0) flush();
  }
  void flush() {
    if (!text_.empty()) session_.execute_text(head_.name, text_);
    text_.clear();
  }

 private:
  Session& session_;
  const Query& head_;
  std::string text_;
  std::size_t count_ = 0;
};

domain::AreaId area_at(const Rows& rows, unsigned column) {
  return domain::AreaId{static_cast<std::uint32_t>(rows.whole(column))};
}

std::int64_t money_at(const Rows& rows, unsigned column) {
  return rows.null(column) ? domain::MoneyRow::kUnknown : rows.integer(column);
}

std::optional<domain::Exact> exact_at(const Rows& rows, unsigned column) {
  const auto text = rows.text_if(column);
  return text ? domain::Exact::parse(*text) : std::nullopt;
}

void read_money(Rows rows, domain::DatedRows& into) {
  while (rows.next()) {
    domain::MoneyRow row;
    row.area = area_at(rows, 1);
    row.as_of = domain::Date::known(rows.text(2));
    row.programme = into.words.add(rows.text(3));
    row.project = into.words.add(rows.text(4));
    row.investor = into.words.add(rows.text(5));
    row.budget = into.words.add(rows.text(6));
    row.expenditure = into.words.add(rows.text(7));
    row.plan_year = static_cast<std::uint16_t>(rows.integer(8));
    row.carried_over = rows.integer(9) != 0;
    row.planned = money_at(rows, 10);
    row.allocated = money_at(rows, 11);
    row.disbursed = money_at(rows, 12);
    row.synthetic = rows.integer(13) != 0;
    into.money.push_back(row);
  }
}

void read_results(Rows rows, domain::DatedRows& into) {
  while (rows.next()) {
    domain::ResultRow row;
    row.area = area_at(rows, 1);
    row.as_of = domain::Date::known(rows.text(2));
    row.programme = into.words.add(rows.text(3));
    row.project = into.words.add(rows.text(4));
    row.indicator = into.words.add(rows.text(5));
    row.unit = into.words.add(rows.text(6));
    row.planned = exact_at(rows, 7);
    row.achieved = exact_at(rows, 8);
    row.synthetic = rows.integer(9) != 0;
    into.results.push_back(row);
  }
}

void read_criteria(Rows rows, domain::DatedRows& into) {
  while (rows.next()) {
    domain::CriteriaRow row;
    row.area = area_at(rows, 1);
    row.as_of = domain::Date::known(rows.text(2));
    row.group = into.words.add(rows.text(3));
    row.met = static_cast<std::uint32_t>(rows.whole(4));
    row.known = static_cast<std::uint32_t>(rows.whole(5));
    if (rows.integer(6) >= 0) row.recognition = static_cast<domain::Recognition>(rows.integer(6));
    row.synthetic = rows.integer(7) != 0;
    into.criteria.push_back(row);
  }
}

void read_targets(Rows rows, domain::DatedRows& into) {
  while (rows.next()) {
    domain::Target target;
    target.indicator = domain::IndicatorCode(rows.text(1));
    target.area = rows.text(2);
    target.period = rows.text(3);
    const auto value = domain::Exact::parse(rows.text(4));
    if (!value) continue;  // ingest lets no such value in
    target.value = *value;
    target.source = rows.text(5);
    target.synthetic = rows.integer(6) != 0;
    target.approved_order = rows.integer(7);
    into.targets.push_back(std::move(target));
  }
}

}  // namespace

void write_dated(Session& session, domain::UploadId upload, const DatedLines& lines) {
  const std::uint64_t id = number(upload);
  Insert money(session, queries::money_insert_head);
  for (const MoneyLine& line : lines.money) {
    money.add(fmt::format("{},{},'{}',{},{},{},{},{},{},{},{},{},{},{}", id, line.row, line.as_of.iso(),
                          number(line.area), quoted(line.programme), quoted(line.project),
                          quoted(line.investor), quoted(line.budget), quoted(line.expenditure),
                          line.plan_year, line.carried_over ? 1 : 0, amount(line.planned),
                          amount(line.allocated), amount(line.disbursed)));
  }
  money.flush();
  Insert results(session, queries::result_insert_head);
  for (const ResultLine& line : lines.results) {
    results.add(fmt::format("{},{},'{}',{},{},{},{},{},{},{}", id, line.row, line.as_of.iso(),
                            number(line.area), quoted(line.programme), quoted(line.project),
                            quoted(line.indicator), quoted(line.unit), words(line.planned),
                            words(line.achieved)));
  }
  results.flush();
  Insert criteria(session, queries::criteria_insert_head);
  for (const CriteriaLine& line : lines.criteria) {
    const domain::CriteriaRow& row = line.content;
    criteria.add(fmt::format("{},{},'{}',{},{},{},{},{}", id, line.row, row.as_of.iso(), number(row.area),
                             quoted(line.group), row.met, row.known,
                             row.recognition ? static_cast<int>(*row.recognition) : -1));
  }
  criteria.flush();
  for (const TargetLine& line : lines.targets) {
    session.execute(queries::target_insert, {id, line.row, line.indicator, std::uint64_t{number(line.area)},
                                             line.area_code, line.period, line.value, line.source});
  }
}

void delete_dated(Session& session, domain::UploadId upload) {
  for (const Query& query : {queries::upload_delete_money, queries::upload_delete_results,
                             queries::upload_delete_criteria, queries::upload_delete_targets}) {
    session.execute(query, {number(upload)});
  }
}

domain::DatedRows read_dated(Session& session, const std::optional<std::string>& release) {
  domain::DatedRows rows;
  std::vector<Value> name;
  if (release) name.emplace_back(*release);
  const auto of = [&](const Query& current, const Query& frozen) -> const Query& {
    return release ? frozen : current;
  };
  read_money(session.stream(of(queries::current_money, queries::release_money), name), rows);
  read_results(session.stream(of(queries::current_results, queries::release_results), name), rows);
  read_criteria(session.stream(of(queries::current_criteria, queries::release_criteria), name), rows);
  read_targets(session.stream(of(queries::current_targets, queries::release_targets), name), rows);
  return rows;
}

}  // namespace rasoat::store
