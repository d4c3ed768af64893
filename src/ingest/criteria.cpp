#include "ingest/criteria.h"

namespace rasoat::ingest {
namespace {

std::string column(int n) { return (n < 10 ? "c0" : "c") + std::to_string(n); }

}  // namespace

CriteriaRows::CriteriaRows(const ReadRequest& request, RowReader& reader, const Header& header,
                           Reporter& reporter)
    : request_(request),
      reader_(reader),
      header_(header),
      reporter_(reporter),
      cells_(request, reader, reporter),
      as_of_(reader.slot("as_of")),
      commune_(reader.slot("commune_code")),
      group_(reader.slot("commune_group")),
      recognition_(reader.slot("recognition")) {
  for (int n = 1; n <= domain::kMostCriteria; ++n) criteria_.push_back(reader.slot(column(n)));
}

/// The set in force; the first row of a date also says which of its columns the file lacks.
const domain::CriteriaSet* CriteriaRows::set_on(domain::Date day) {
  const auto [place, fresh] = sets_.emplace(day, request_.rules->programmes.criteria_on(day));
  const domain::CriteriaSet* set = place->second;
  if (set == nullptr) {
    reader_.report("E-CRITERIA-SET", as_of_, day.iso());
  } else if (fresh) {
    for (const domain::Criterion& criterion : set->criteria) {
      const std::string name = column(criterion.number);
      if (header_.position(name) < 0) reporter_.add("E-MISSING-COLUMN", {1, name}, "", name);
    }
  }
  return set;
}

void CriteriaRows::read_criteria(const domain::CriteriaSet& set, domain::CriteriaRow& row) {
  for (int n = 1; n <= domain::kMostCriteria; ++n) {
    RowReader::Slot& slot = criteria_[static_cast<std::size_t>(n - 1)];
    const auto met = reader_.flag(slot);
    if (!met) continue;
    if (static_cast<std::size_t>(n) > set.criteria.size()) {
      reader_.report("W-CRITERION-OUTSIDE", slot, *met ? "1" : "0", std::to_string(set.criteria.size()),
                     {{"set", set.name.vi}, {"set_en", set.name.en}});
      continue;
    }
    row.known |= std::uint32_t{1} << (n - 1);
    if (*met) row.met |= std::uint32_t{1} << (n - 1);
  }
}

void CriteriaRows::check_recognition(const domain::CriteriaSet& set, const domain::CriteriaRow& row) {
  if (!row.recognition) return;
  const int all = static_cast<int>(set.criteria.size());
  const int met = __builtin_popcount(row.met);
  const bool complete = __builtin_popcount(row.known) == all;
  const std::string counts = std::to_string(met) + "/" + std::to_string(all);
  const bool recognised = *row.recognition != domain::Recognition::none;
  if (recognised && row.met != row.known)
    reader_.report("W-RECOGNISED-UNMET", recognition_, domain::name(*row.recognition), counts);
  if (!recognised && complete && met == all)
    reader_.report("W-MET-UNRECOGNISED", recognition_, domain::name(*row.recognition), counts);
}

void CriteriaRows::read(RowSink& sink) {
  CriteriaFileRow row;
  row.row = reader_.number();
  const auto day = cells_.day(as_of_);
  const domain::Area* area = cells_.area(commune_, day, AreaCodes::Allowed::lowest);
  row.group = reader_.text(group_);
  if (const auto recognition = reader_.choice(recognition_))
    row.content.recognition = domain::recognition_named(*recognition);
  const domain::CriteriaSet* set = day ? set_on(*day) : nullptr;
  if (set != nullptr) {
    read_criteria(*set, row.content);
    check_recognition(*set, row.content);
  }
  if (day) row.content.as_of = *day;
  if (area != nullptr) {
    row.content.area = area->id;
    const auto [first, fresh] = seen_.emplace(std::pair{row.content.as_of, area->id}, row.row);
    if (!fresh)
      reader_.report("E-AREA-TWICE", commune_, area->code.text(), "",
                     {{"first", std::to_string(first->second)}});
    if (set != nullptr && !set->applies(area->kind))
      reader_.report("W-NOT-RURAL", commune_, area->code.text(), "", {{"area", area->full_name}});
  }
  if (!reader_.faulty()) sink.criteria(std::move(row));
}

}  // namespace rasoat::ingest
