#include "domain/programme_sheet.h"

#include <algorithm>

#include "domain/flag.h"

namespace rasoat::domain {
namespace {

void add(std::optional<std::int64_t>& sum, std::int64_t value) {
  if (value != MoneyRow::kUnknown) sum = sum.value_or(0) + value;
}

std::optional<Exact> percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return Exact::ratio(Wide{100} * part, whole);
}

/// Where rows lie: inside the asked unit, and in which of its parts.
class Place {
 public:
  Place(const Snapshot& snapshot, const Area& area, Date as_of)
      : boundaries_(*snapshot.boundaries), frame_(boundaries_.frame(as_of)), as_of_(as_of) {
    top_ = frame_.position(area.id);
  }

  template <typename Row>
  bool inside(const Row& row) const {
    const auto span = boundaries_.territory(row.area, row.as_of, as_of_);
    return top_ >= 0 && span.low >= top_ && span.low <= span.high && span.high < end(top_);
  }
  /// The part of the asked unit that holds the row; the unit itself when none does.
  AreaId part(const MoneyRow& row) const {
    const auto span = boundaries_.territory(row.area, row.as_of, as_of_);
    for (std::int32_t child = top_ + 1; child < end(top_); child = end(child)) {
      if (span.low >= child && span.high < end(child))
        return frame_.nodes[static_cast<std::size_t>(child)].area;
    }
    return frame_.nodes[static_cast<std::size_t>(top_)].area;
  }

 private:
  std::int32_t end(std::int32_t position) const {
    return frame_.nodes[static_cast<std::size_t>(position)].end;
  }

  const Boundaries& boundaries_;
  const Frame& frame_;
  Date as_of_;
  std::int32_t top_ = -1;
};

/// Slowest first; without a rate last.
bool slower(const MoneySum& a, const MoneySum& b) {
  const auto left = a.rate();
  const auto right = b.rate();
  if (left.has_value() != right.has_value()) return left.has_value();
  return left && *left < *right;
}

ProgrammeMoney& programme_in(ProgrammeSheet& sheet, const Programme* programme) {
  for (ProgrammeMoney& each : sheet.programmes) {
    if (each.programme == programme) return each;
  }
  sheet.programmes.emplace_back();
  sheet.programmes.back().programme = programme;
  return sheet.programmes.back();
}

void take_money(const Snapshot& snapshot, const std::vector<const MoneyRow*>& rows, const Place& place,
                ProgrammeSheet& sheet) {
  const Words& words = snapshot.dated->rows().words;
  std::map<AreaId, AreaMoney> areas;
  std::map<std::string, MoneySum> investors;
  for (const MoneyRow* row : rows) {
    const Programme* programme = snapshot.rules->programmes.programme(words.at(row->programme));
    if (programme == nullptr) continue;
    ProgrammeMoney& money = programme_in(sheet, programme);
    money.sum.take(*row);
    money.projects[std::string(words.at(row->project))].take(*row);
    money.budgets[std::string(words.at(row->budget))].take(*row);
    money.expenditures[std::string(words.at(row->expenditure))].take(*row);
    money
        .lines[{std::string(words.at(row->project)), std::string(words.at(row->budget)),
                std::string(words.at(row->expenditure))}]
        .take(*row);
    money.ages[row->carried_over ? "carried_over" : "new"].take(*row);
    AreaMoney& part = areas[place.part(*row)];
    part.programmes[programme->code].take(*row);
    if (!programme->in_total) continue;
    sheet.sum.take(*row);
    part.sum.take(*row);
    if (row->investor != 0) investors[std::string(words.at(row->investor))].take(*row);
  }
  for (auto& [area, money] : areas) {
    money.area = area;
    money.own = area == sheet.area;
    sheet.areas.push_back(std::move(money));
  }
  for (const auto& [name, sum] : investors) {
    const auto rate = sum.rate();
    const auto all = sheet.sum.rate();
    sheet.investors.push_back({name, sum, rate && all && *rate < *all});
  }
  const auto by_rate = [](const auto& a, const auto& b) { return slower(a.sum, b.sum); };
  std::stable_sort(sheet.areas.begin(), sheet.areas.end(), by_rate);
  std::stable_sort(sheet.investors.begin(), sheet.investors.end(), by_rate);
}

void add_pace(const Snapshot& snapshot, ProgrammeSheet& sheet) {
  const auto pace = [&](std::string_view code, const MoneySum& sum) -> std::optional<Exact> {
    const Indicator* indicator = snapshot.rules->indicator(code);
    if (indicator == nullptr || !sum.oldest) return std::nullopt;
    return expected_pace(snapshot.rules->programmes, *indicator, sheet.plan_year, *sum.oldest);
  };
  sheet.pace = pace("disbursement.rate", sheet.sum);
  for (ProgrammeMoney& each : sheet.programmes)
    each.pace = pace("disbursement.rate." + each.programme->code, each.sum);
}

void take_criteria(const std::vector<const CriteriaRow*>& rows, CriteriaSums& sums) {
  const std::size_t count = sums.set == nullptr ? 0 : sums.set->criteria.size();
  sums.met.assign(count, 0);
  sums.known.assign(count, 0);
  for (const CriteriaRow* row : rows) {
    ++sums.communes;
    const Recognition recognition = row->recognition.value_or(Recognition::none);
    sums.recognised += recognition != Recognition::none ? 1 : 0;
    sums.advanced += recognition == Recognition::advanced ? 1 : 0;
    sums.model += recognition == Recognition::model ? 1 : 0;
    for (std::size_t n = 0; n < count; ++n) {
      sums.known[n] += row->known >> n & 1U;
      sums.met[n] += row->met >> n & 1U;
    }
  }
}

/// The newest review on or before a day; of two on one date the later standard's, which stands later.
const Round* review_on(const Snapshot& snapshot, Date day) {
  const Round* newest = nullptr;
  for (const Round& round : snapshot.rounds) {
    if (round.reference_date > day) continue;
    if (newest == nullptr || round.reference_date > newest->reference_date ||
        (round.reference_date == newest->reference_date && round.standard > newest->standard))
      newest = &round;
  }
  return newest;
}

}  // namespace

void MoneySum::take(const MoneyRow& row) {
  add(planned, row.planned);
  add(allocated, row.allocated);
  add(disbursed, row.disbursed);
  if (row.disbursed != MoneyRow::kUnknown && row.planned != MoneyRow::kUnknown) {
    paid_of_planned += row.disbursed;
    planned_paid += row.planned;
  }
  if (row.disbursed != MoneyRow::kUnknown && row.allocated != MoneyRow::kUnknown) {
    paid_of_allocated += row.disbursed;
    allocated_paid += row.allocated;
  }
  newest = newest ? std::max(*newest, row.as_of) : row.as_of;
  oldest = oldest ? std::min(*oldest, row.as_of) : row.as_of;
  synthetic = synthetic || row.synthetic;
}

void MoneySum::join(const MoneySum& other) {
  const auto sum = [](auto& mine, const auto& theirs) {
    if (theirs) mine = mine.value_or(0) + *theirs;
  };
  sum(planned, other.planned);
  sum(allocated, other.allocated);
  sum(disbursed, other.disbursed);
  paid_of_planned += other.paid_of_planned;
  planned_paid += other.planned_paid;
  paid_of_allocated += other.paid_of_allocated;
  allocated_paid += other.allocated_paid;
  if (other.newest) newest = newest ? std::max(*newest, *other.newest) : *other.newest;
  if (other.oldest) oldest = oldest ? std::min(*oldest, *other.oldest) : *other.oldest;
  synthetic = synthetic || other.synthetic;
}

std::optional<Exact> MoneySum::rate() const { return percent(paid_of_planned, planned_paid); }
std::optional<Exact> MoneySum::of_allocated() const { return percent(paid_of_allocated, allocated_paid); }

ProgrammeSheet programme_sheet(const Snapshot& snapshot, const Area& area, const SheetQuery& query) {
  ProgrammeSheet sheet;
  sheet.area = area.id;
  sheet.day = query.day;
  sheet.plan_year = query.plan_year.value_or(plan_year_of(query.day));
  sheet.as_of = query.as_of.value_or(query.day);
  sheet.round = review_on(snapshot, query.day);
  sheet.criteria.set = snapshot.rules->programmes.criteria_on(query.day);
  const Place place(snapshot, area, sheet.as_of);
  const DatedQuery dated{sheet.day, sheet.plan_year, sheet.as_of};
  const auto outside = [&](const auto* row) { return !place.inside(*row); };
  auto money = snapshot.dated->money(*snapshot.boundaries, dated);
  auto criteria = snapshot.dated->criteria(*snapshot.boundaries, snapshot.rules->programmes, dated);
  auto results = snapshot.dated->results(*snapshot.boundaries, dated);
  std::erase_if(money, outside);
  std::erase_if(criteria, outside);
  std::erase_if(results, outside);
  // Programmes in the order of etc/, then those with nothing are left out.
  for (const Programme& programme : snapshot.rules->programmes.programmes) programme_in(sheet, &programme);
  take_money(snapshot, money, place, sheet);
  for (const ResultRow* row : results) {
    const auto code = snapshot.dated->rows().words.at(row->programme);
    if (const Programme* programme = snapshot.rules->programmes.programme(code))
      programme_in(sheet, programme).results.push_back(row);
  }
  std::erase_if(sheet.programmes,
                [](const ProgrammeMoney& each) { return !each.sum.newest && each.results.empty(); });
  add_pace(snapshot, sheet);
  take_criteria(criteria, sheet.criteria);
  sheet.contradictions = contradictions_in(snapshot, sheet, money, criteria);
  return sheet;
}

}  // namespace rasoat::domain
