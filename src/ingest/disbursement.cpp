#include "ingest/disbursement.h"

#include "domain/dated.h"

namespace rasoat::ingest {
namespace {

std::string shown(std::int64_t dong) { return domain::million_from_dong(dong); }

/// Every key but the project: what must not stand both as a whole and in parts.
std::string other_keys(const MoneyFileRow& row) {
  return std::to_string(number(row.area)) + "|" + row.programme + "|" + row.investor + "|" + row.budget +
         "|" + row.expenditure + "|" + std::to_string(row.plan_year) + "|" + (row.carried_over ? "1" : "0");
}

}  // namespace

DisbursementRows::DisbursementRows(const ReadRequest& request, RowReader& reader, Reporter& reporter,
                                   Notation notation)
    : reader_(reader),
      cells_(request, reader, reporter),
      notation_(notation),
      as_of_(reader.slot("as_of")),
      area_(reader.slot("area_code")),
      programme_(reader.slot("programme")),
      project_(reader.slot("project")),
      investor_(reader.slot("investor")),
      budget_(reader.slot("budget")),
      expenditure_(reader.slot("expenditure")),
      plan_year_(reader.slot("plan_year")),
      carried_over_(reader.slot("carried_over")),
      planned_(reader.slot("planned")),
      allocated_(reader.slot("allocated")),
      disbursed_(reader.slot("disbursed")) {}

void DisbursementRows::read_day(MoneyFileRow& row) {
  const auto day = cells_.day(as_of_);
  if (!day) return;
  if (!day_) day_ = day;
  if (*day != *day_) reader_.report("E-AS-OF", as_of_, day->iso(), day_->iso());
  row.as_of = *day;
}

void DisbursementRows::read_keys(MoneyFileRow& row) {
  read_day(row);
  if (const auto* area = cells_.area(area_, day_, AreaCodes::Allowed::any)) row.area = area->id;
  of_ = cells_.programme(programme_);
  if (of_ != nullptr) row.programme = of_->code;
  row.project = cells_.project(project_, of_);
  row.investor = reader_.text(investor_);
  if (reader_.require(budget_)) row.budget = reader_.choice(budget_).value_or("");
  if (reader_.require(expenditure_)) row.expenditure = reader_.choice(expenditure_).value_or("");
  if (reader_.require(plan_year_)) row.plan_year = static_cast<int>(reader_.integer(plan_year_).value_or(0));
  row.carried_over = reader_.flag(carried_over_).value_or(false);
  if (row.plan_year == 0) return;
  if (row.plan_year < 2000)
    reader_.report("E-PLAN-YEAR", plan_year_, std::to_string(row.plan_year), "2000–2100");
  if (of_ != nullptr && !of_->runs_in(row.plan_year)) {
    const std::string end = of_->valid_to ? std::to_string(of_->valid_to->year()) : "…";
    reader_.report("W-PROGRAMME-YEARS", plan_year_, std::to_string(row.plan_year),
                   std::to_string(of_->valid_from.year()) + "–" + end, {{"programme", of_->code}});
  }
}

std::optional<std::int64_t> DisbursementRows::money(RowReader::Slot& slot) {
  const auto text = reader_.decimal(slot, notation_);
  if (!text) return std::nullopt;
  if (text->front() == '-') {
    reader_.report("E-NEGATIVE", slot, *text, "≥ 0");
    return std::nullopt;
  }
  const auto dong = domain::dong_from_million(*text);
  if (!dong) reader_.report("E-MONEY", slot, *text, "1234.567890");
  return dong;
}

void DisbursementRows::check_amounts(const MoneyFileRow& row) {
  if (row.planned && reader_.empty(disbursed_))
    reader_.report("W-PAID-UNKNOWN", disbursed_, "", shown(*row.planned));
  if (row.planned && row.disbursed && *row.disbursed > *row.planned) {
    // Money paid without any plan is a finding of its own; above the plan it is paid now and then.
    reader_.report(*row.planned == 0 ? "W-PLAN-ZERO-PAID" : "W-PAID-ABOVE-PLAN", disbursed_,
                   shown(*row.disbursed), "≤ " + shown(*row.planned));
  }
  if (row.allocated && row.disbursed && *row.disbursed > *row.allocated)
    reader_.report("W-PAID-ABOVE-ALLOCATED", disbursed_, shown(*row.disbursed), "≤ " + shown(*row.allocated));
  if (row.allocated && row.planned && *row.allocated > *row.planned)
    reader_.report("W-ALLOCATED-ABOVE-PLAN", allocated_, shown(*row.allocated), "≤ " + shown(*row.planned));
}

void DisbursementRows::check_keys(const MoneyFileRow& row) {
  const std::string others = other_keys(row);
  const auto [first, fresh] = seen_.emplace(others + "|" + row.project, row.row);
  if (!fresh) {
    reader_.report("E-ROW-TWICE", area_, row.programme, "", {{"first", std::to_string(first->second)}});
    return;
  }
  Beside& beside = beside_[others];
  const std::int64_t mixed =
      row.project.empty() ? (beside.projects.empty() ? 0 : beside.projects.begin()->second) : beside.without;
  if (mixed != 0)
    reader_.report("E-PROJECT-MIX", project_, row.project, "", {{"first", std::to_string(mixed)}});
  if (row.project.empty()) {
    beside.without = row.row;
    return;
  }
  for (const auto& [project, other] : beside.projects) {
    const bool part = row.project.rfind(project + ".", 0) == 0 || project.rfind(row.project + ".", 0) == 0;
    if (part)
      reader_.report("W-PROJECT-PARTS", project_, row.project, project, {{"first", std::to_string(other)}});
  }
  beside.projects.emplace(row.project, row.row);
}

void DisbursementRows::read(RowSink& sink) {
  MoneyFileRow row;
  row.row = reader_.number();
  read_keys(row);
  row.planned = money(planned_);
  row.allocated = money(allocated_);
  row.disbursed = money(disbursed_);
  check_amounts(row);
  if (number(row.area) != 0 && !row.programme.empty()) check_keys(row);
  if (!reader_.faulty()) sink.money(std::move(row));
}

}  // namespace rasoat::ingest
