#include "domain/dated_book.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace rasoat::domain {
namespace {

/// Of each group of rows with one key the latest on or before a day. Rows stand by key, then by date.
template <typename Row, typename Key>
std::vector<const Row*> latest(const std::vector<Row>& rows, Date day, Key key) {
  std::vector<const Row*> chosen;
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t last = first;
    std::optional<Date> newest;
    for (; last < rows.size() && key(rows[last]) == key(rows[first]); ++last) {
      if (rows[last].as_of <= day) newest = rows[last].as_of;
    }
    for (std::size_t i = first; i < last && newest; ++i) {
      if (rows[i].as_of == *newest) chosen.push_back(&rows[i]);
    }
    first = last;
  }
  return chosen;
}

using Covered = std::map<Date, std::set<std::pair<AreaId, std::uint32_t>>>;

/// True when the territory of a unit, or a part of it, has reported on newer boundaries.
bool replaced(const Boundaries& boundaries, const Covered& covered, AreaId area, Date as_of,
              std::uint32_t part) {
  const AreaBook& book = boundaries.book();
  const Frame& frame = boundaries.frame(as_of);
  const std::int32_t position = frame.position(area);
  for (const auto& [epoch, units] : covered) {
    const auto reported = [&, day = epoch, &have = units](AreaId unit) {
      const auto places = book.image(unit, day);
      return std::any_of(places.begin(), places.end(), [&](AreaId place) {
        return book.get(place).level >= book.get(unit).level && have.contains({place, part});
      });
    };
    if (reported(area)) return true;
    const Area& unit = book.get(area);
    if (position < 0 || unit.level <= Level::province || unit.valid_on(epoch)) continue;
    // A former district: its money is looked for in what its communes became.
    const std::int32_t end = frame.nodes[static_cast<std::size_t>(position)].end;
    for (std::int32_t at = position + 1; at < end; ++at) {
      if (frame.leaf(at) && reported(frame.nodes[static_cast<std::size_t>(at)].area)) return true;
    }
  }
  return false;
}

/// Leaves out rows of older boundaries whose territory has reported since; `part` is the programme.
template <typename Row, typename Part>
void drop_replaced(const Boundaries& boundaries, std::vector<const Row*>& rows, Part part) {
  std::set<Date> epochs;
  for (const Row* row : rows) epochs.insert(boundaries.frame(row->as_of).epoch);
  if (epochs.size() < 2) return;
  Covered covered;
  for (auto epoch = epochs.rbegin(); epoch != epochs.rend(); ++epoch) {
    std::erase_if(rows, [&](const Row* row) {
      return boundaries.frame(row->as_of).epoch == *epoch &&
             replaced(boundaries, covered, row->area, row->as_of, part(*row));
    });
    for (const Row* row : rows) {
      if (boundaries.frame(row->as_of).epoch == *epoch) covered[*epoch].insert({row->area, part(*row)});
    }
  }
}

auto money_key(const MoneyRow& row) { return std::tuple(row.plan_year, row.area, row.programme); }
auto result_key(const ResultRow& row) { return std::pair(row.area, row.programme); }

/// Puts units into a tally, by where their territory lies in its frame.
class Projector {
 public:
  Projector(const Boundaries& boundaries, Date as_of, DatedTally& tally)
      : boundaries_(boundaries), target_(boundaries.frame(as_of)), as_of_(as_of), tally_(tally) {}

  void add(AreaId area, Date day, const DatedTally::Node& own) {
    const auto [hull, places] = place(area, day);
    tally_.add(hull, own);
    if (places != nullptr && places->size() > 1) tally_.add_split(*places, hull, area);
  }
  void add_absent(AreaId area, Date day) { tally_.add_absent(place(area, day).first, area); }

 private:
  using Place = std::pair<Restatement::Span, const std::vector<Restatement::Span>*>;
  Place place(AreaId area, Date day) {
    if (const std::int32_t here = target_.position(area); here >= 0) {
      return {{here, target_.nodes[static_cast<std::size_t>(here)].end - 1}, nullptr};
    }
    const Frame& source = boundaries_.frame(day);
    const std::int32_t position = source.position(area);
    if (position < 0) return {Restatement::Span{}, nullptr};
    auto& kept = restatements_[source.epoch];
    if (!kept) kept = boundaries_.restatement(day, as_of_);
    const auto index = static_cast<std::size_t>(position);
    return {kept->hull[index], &kept->exact[index]};
  }

  const Boundaries& boundaries_;
  const Frame& target_;
  Date as_of_;
  DatedTally& tally_;
  std::map<Date, std::shared_ptr<const Restatement>> restatements_;
};

/// Sum over the rows of one unit that have both numerator and denominator.
class UnitSum {
 public:
  UnitSum(const Indicator& indicator) : indicator_(indicator) {}

  template <typename Row, typename Value>
  void take(const Row& row, Value value) {
    const auto over = sum(indicator_.numerator, value);
    const auto under = sum(indicator_.denominator, value);
    node_.any_numerator = node_.any_numerator || over;
    node_.any_denominator = node_.any_denominator || under;
    node_.synthetic = node_.synthetic || row.synthetic;
    node_.newest = node_.rows ? std::max(node_.newest, row.as_of) : row.as_of;
    node_.oldest = node_.rows ? std::min(node_.oldest, row.as_of) : row.as_of;
    node_.rows = true;
    if (!over || !under) return;
    node_.numerator += *over;
    node_.denominator += *under;
    node_.reported = node_.expected = 1;
  }
  const DatedTally::Node& node() const { return node_; }

 private:
  template <typename Value>
  static std::optional<std::int64_t> sum(const std::vector<Measure>& measures, Value value) {
    std::int64_t total = 0;
    for (const Measure measure : measures) {
      const auto one = value(measure);
      if (!one) return std::nullopt;
      total += *one;
    }
    return total;
  }
  const Indicator& indicator_;
  DatedTally::Node node_;
};

bool counts(const ProgrammeBook& programmes, const Words& words, const Indicator& indicator,
            const MoneyRow& row) {
  if (!indicator.expenditure.empty() && words.at(row.expenditure) != indicator.expenditure) return false;
  if (!indicator.programme.empty()) return words.at(row.programme) == indicator.programme;
  const Programme* programme = programmes.programme(words.at(row.programme));
  return programme != nullptr && programme->in_total;
}

}  // namespace

DatedBook::DatedBook(DatedRows rows) : rows_(std::move(rows)) {
  std::stable_sort(rows_.money.begin(), rows_.money.end(), [](const MoneyRow& a, const MoneyRow& b) {
    return std::tuple(money_key(a), a.as_of) < std::tuple(money_key(b), b.as_of);
  });
  std::stable_sort(rows_.criteria.begin(), rows_.criteria.end(),
                   [](const CriteriaRow& a, const CriteriaRow& b) {
                     return std::tuple(a.area, a.as_of) < std::tuple(b.area, b.as_of);
                   });
  std::stable_sort(rows_.results.begin(), rows_.results.end(), [](const ResultRow& a, const ResultRow& b) {
    return std::tuple(result_key(a), a.as_of) < std::tuple(result_key(b), b.as_of);
  });
  std::stable_sort(rows_.targets.begin(), rows_.targets.end(),
                   [](const Target& a, const Target& b) { return a.approved_order > b.approved_order; });
}

std::vector<const MoneyRow*> DatedBook::money(const Boundaries& boundaries, const DatedQuery& query) const {
  auto chosen = latest(rows_.money, query.day, money_key);
  std::erase_if(chosen, [&](const MoneyRow* row) { return row->plan_year != query.plan_year; });
  drop_replaced(boundaries, chosen, [](const MoneyRow& row) { return row.programme; });
  return chosen;
}

std::vector<const CriteriaRow*> DatedBook::criteria(const Boundaries& boundaries,
                                                    const ProgrammeBook& programmes,
                                                    const DatedQuery& query) const {
  auto chosen = latest(rows_.criteria, query.day, [](const CriteriaRow& row) { return row.area; });
  // Another set of criteria is another ruler: its rows say nothing under the set in force.
  const CriteriaSet* set = programmes.criteria_on(query.day);
  std::erase_if(chosen, [&](const CriteriaRow* row) {
    return set == nullptr || programmes.criteria_on(row->as_of) != set;
  });
  drop_replaced(boundaries, chosen, [](const CriteriaRow&) { return std::uint32_t{0}; });
  // A former commune that is part of a ward today has no criteria any more.
  std::erase_if(chosen, [&](const CriteriaRow* row) {
    const AreaBook& book = boundaries.book();
    if (book.get(row->area).valid_on(query.day)) return false;
    const auto places = book.image(row->area, query.day);
    return std::none_of(places.begin(), places.end(),
                        [&](AreaId place) { return set->applies(book.get(place).kind); });
  });
  return chosen;
}

std::vector<const ResultRow*> DatedBook::results(const Boundaries& boundaries,
                                                 const DatedQuery& query) const {
  auto chosen = latest(rows_.results, query.day, result_key);
  drop_replaced(boundaries, chosen, [](const ResultRow& row) { return row.programme; });
  return chosen;
}

namespace {

void project_money(const ProgrammeBook& programmes, const Words& words, const Indicator& indicator,
                   const std::vector<const MoneyRow*>& rows, Projector& projector) {
  for (std::size_t first = 0; first < rows.size();) {
    UnitSum sum(indicator);
    std::size_t last = first;
    for (; last < rows.size() && rows[last]->area == rows[first]->area; ++last) {
      const MoneyRow& row = *rows[last];
      if (counts(programmes, words, indicator, row))
        sum.take(row, [&](Measure measure) { return value_of(row, measure); });
    }
    if (sum.node().rows) projector.add(rows[first]->area, rows[first]->as_of, sum.node());
    // Only areas with a plan are expected: an empty cell is no plan (contract sections 3 and 4).
    const bool plan_without_payment = sum.node().any_denominator && sum.node().reported == 0;
    if (plan_without_payment) projector.add_absent(rows[first]->area, rows[first]->as_of);
    first = last;
  }
}

void project_criteria(const Boundaries& boundaries, const CriteriaSet& set, const Indicator& indicator,
                      const DatedQuery& query, const std::vector<const CriteriaRow*>& rows,
                      Projector& projector) {
  const AreaBook& book = boundaries.book();
  std::set<AreaId> covered;
  for (const CriteriaRow* row : rows) {
    UnitSum sum(indicator);
    sum.take(*row, [&](Measure measure) { return value_of(*row, measure, set.criteria.size()); });
    projector.add(row->area, row->as_of, sum.node());
    if (sum.node().reported == 0) projector.add_absent(row->area, row->as_of);
    for (const AreaId place : book.image(row->area, query.day)) covered.insert(place);
  }
  const Frame& frame = boundaries.frame(query.day);
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(frame.size()); ++at) {
    const AreaId area = frame.nodes[static_cast<std::size_t>(at)].area;
    if (!frame.leaf(at) || covered.contains(area) || !set.applies(book.get(area).kind)) continue;
    projector.add_absent(area, query.day);
  }
}

}  // namespace

std::shared_ptr<const DatedTally> DatedBook::tally(const Boundaries& boundaries,
                                                   const ProgrammeBook& programmes,
                                                   const Indicator& indicator,
                                                   const DatedQuery& query) const {
  constexpr std::size_t kMost = 256;
  const Frame& frame = boundaries.frame(query.as_of);
  const std::string key = indicator.code.text() + "|" + query.day.iso() + "|" +
                          std::to_string(query.plan_year) + "|" + frame.epoch.iso();
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = kept_.find(key); found != kept_.end()) return found->second;
  }
  auto made = std::make_shared<DatedTally>(frame);
  Projector projector(boundaries, query.as_of, *made);
  if (indicator.source == Source::disbursement) {
    project_money(programmes, rows_.words, indicator, money(boundaries, query), projector);
    made->finish(DatedTally::Provinces::each);
  } else if (const CriteriaSet* set = programmes.criteria_on(query.day)) {
    project_criteria(boundaries, *set, indicator, query, criteria(boundaries, programmes, query), projector);
    made->finish(DatedTally::Provinces::any);
  }
  const std::scoped_lock lock(mutex_);
  if (kept_.size() >= kMost) kept_.clear();
  return kept_.emplace(key, std::move(made)).first->second;
}

const Target* DatedBook::target(const AreaBook& book, const Indicator& indicator, const Area& area,
                                const std::vector<std::string>& periods, Date as_of) const {
  const auto member = [&](const std::string& code) {
    const AreaGroup* group = book.group(code);
    return group != nullptr &&
           std::any_of(group->members.begin(), group->members.end(), [&](const auto& one) {
             return one.area == area.id && one.valid_from <= as_of &&
                    (!one.valid_to || as_of <= *one.valid_to);
           });
  };
  const Target* of_group = nullptr;
  for (const Target& target : rows_.targets) {
    if (target.indicator != indicator.code) continue;
    if (std::find(periods.begin(), periods.end(), target.period) == periods.end()) continue;
    if (target.area == area.code.text()) return &target;
    if (of_group == nullptr && member(target.area)) of_group = &target;
  }
  return of_group;
}

}  // namespace rasoat::domain
