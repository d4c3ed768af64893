#include "ingest/counts.h"

#include <array>
#include <stdexcept>

namespace rasoat::ingest {
namespace {

using namespace domain::measures;
using domain::Measure;

struct Part {
  Measure part, whole;
};
constexpr std::array kParts{Part{households_minority, households},
                            Part{persons_minority, persons},
                            Part{poor, households},
                            Part{poor_minority, poor},
                            Part{poor_minority, households_minority},
                            Part{poor_persons, persons},
                            Part{near_poor, households},
                            Part{near_poor_minority, near_poor},
                            Part{near_poor_minority, households_minority},
                            Part{near_poor_persons, persons},
                            Part{average, households},
                            Part{average_persons, persons},
                            Part{poor_to_near_poor, poor_start},
                            Part{poor_escaped, poor_start}};

/// Official tables 2 and 3: closing = opening - 2 - 3 - 4 + 5 + 6 + 7 + 8.
struct Flow {
  Measure closing, opening;
  std::array<Measure, 3> out;
  std::array<Measure, 4> in;
};
constexpr std::array kFlows{Flow{poor,
                                 poor_start,
                                 {poor_to_near_poor, poor_escaped, poor_other_out},
                                 {poor_from_near_poor, poor_again, poor_new, poor_other_in}},
                            Flow{near_poor,
                                 near_poor_start,
                                 {near_poor_escaped, near_poor_to_poor, near_poor_other_out},
                                 {near_poor_from_poor, near_poor_again, near_poor_new, near_poor_other_in}}};

std::optional<std::int64_t> value_of(const domain::CountsRow& row, Measure measure) {
  const auto found = row.values.find(measure);
  if (found == row.values.end()) return std::nullopt;
  return found->second;
}

}  // namespace

CountsRows::CountsRows(RowReader& reader, AreaCodes& areas, Reporter& reporter,
                       const domain::KindColumns& columns)
    : reader_(reader), areas_(areas), reporter_(reporter), area_(reader.slot("area_code")) {
  for (const domain::Column& column : columns.columns) {
    if (const auto measure = domain::measure_named(column.name)) {
      measures_.emplace_back(*measure, reader.slot(column.name));
    }
  }
}

RowReader::Slot& CountsRows::slot_of(Measure measure) {
  for (auto& [each, slot] : measures_) {
    if (each == measure) return slot;
  }
  throw std::logic_error("no column for measure " + domain::name(measure));
}

void CountsRows::check_parts(const domain::CountsRow& row) {
  for (const auto& [part, whole] : kParts) {
    const auto small = value_of(row, part);
    const auto large = value_of(row, whole);
    if (!small || !large || *small <= *large) continue;
    reader_.report("E-PART-ABOVE-WHOLE", slot_of(part), std::to_string(*small), "≤ " + std::to_string(*large),
                   {{"whole", slot_of(whole).heading}});
  }
  const auto all = value_of(row, households);
  const std::int64_t sum = value_of(row, poor).value_or(0) + value_of(row, near_poor).value_or(0) +
                           value_of(row, average).value_or(0);
  if (all && sum > *all) {
    reader_.report("E-PART-ABOVE-WHOLE", slot_of(households), std::to_string(*all),
                   "≥ " + std::to_string(sum), {{"whole", slot_of(households).heading}});
  }
}

void CountsRows::check_flows(const domain::CountsRow& row) {
  for (const Flow& flow : kFlows) {
    const auto closing = value_of(row, flow.closing);
    auto sum = value_of(row, flow.opening);
    if (!closing || !sum) continue;
    for (const Measure out : flow.out) *sum -= value_of(row, out).value_or(0);
    for (const Measure in : flow.in) *sum += value_of(row, in).value_or(0);
    if (*sum == *closing) continue;
    reader_.report("W-FLOW", slot_of(flow.closing), std::to_string(*closing), std::to_string(*sum));
  }
  // Table 2 column 2 is table 3 column 5, table 2 column 5 is table 3 column 3.
  for (const auto& [one, other] : {std::pair{poor_to_near_poor, near_poor_from_poor},
                                   std::pair{poor_from_near_poor, near_poor_to_poor}}) {
    const auto left = value_of(row, one);
    const auto right = value_of(row, other);
    if (left && right && *left != *right) {
      reader_.report("W-FLOW-PAIR", slot_of(one), std::to_string(*left), std::to_string(*right),
                     {{"other", slot_of(other).heading}});
    }
  }
}

void CountsRows::read(RowSink& sink) {
  domain::CountsRow row;
  row.row = reader_.number();
  const domain::Area* area = nullptr;
  if (reader_.require(area_)) {
    area = areas_.resolve(reader_.cell(area_), AreaCodes::Allowed::any, reader_.place(area_), reporter_);
    if (area == nullptr) reader_.mark_faulty();
  }
  if (area != nullptr) {
    row.area = area->id;
    const auto [first, fresh] = seen_.emplace(area->id, row.row);
    if (!fresh)
      reader_.report("E-AREA-TWICE", area_, area->code.text(), "",
                     {{"first", std::to_string(first->second)}});
  }
  for (auto& [measure, slot] : measures_) {
    if (slot.column->required) reader_.require(slot);
    if (const auto value = reader_.integer(slot)) row.values.emplace(measure, *value);
  }
  check_parts(row);
  check_flows(row);
  if (!reader_.faulty()) sink.counts(std::move(row));
}

}  // namespace rasoat::ingest
