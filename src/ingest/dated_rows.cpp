#include "ingest/dated_rows.h"

#include "domain/period.h"
#include "ingest/text.h"

namespace rasoat::ingest {

std::optional<domain::Date> DatedCells::day(RowReader::Slot& slot) {
  if (!reader_.require(slot)) return std::nullopt;
  return reader_.date(slot);
}

const domain::Area* DatedCells::area(RowReader::Slot& slot, std::optional<domain::Date> day,
                                     AreaCodes::Allowed allowed) {
  // Without its date a code names nothing; the date has its own finding.
  if (!reader_.require(slot) || !day) return nullptr;
  const auto codes =
      areas_.try_emplace(*day, request_.rules->areas, *day, request_.provinces, request_.own_areas).first;
  const domain::Area* found =
      codes->second.resolve(reader_.cell(slot), allowed, reader_.place(slot), reporter_);
  if (found == nullptr) reader_.mark_faulty();
  return found;
}

const domain::Programme* DatedCells::programme(RowReader::Slot& slot) {
  if (!reader_.require(slot)) return nullptr;
  const std::string text = reader_.text(slot);
  const std::string key = word_key(text);
  std::string codes;
  for (const domain::Programme& programme : request_.rules->programmes.programmes) {
    if (word_key(programme.code) == key || word_key(programme.name.vi) == key) return &programme;
    codes += (codes.empty() ? "" : " | ") + programme.code;
  }
  reader_.report("E-PROGRAMME", slot, text, codes);
  return nullptr;
}

std::string DatedCells::project(RowReader::Slot& slot, const domain::Programme* programme) {
  std::string text = reader_.text(slot);
  if (text.empty() || programme == nullptr || programme->projects.empty()) return text;
  if (programme->project(text) != nullptr) return text;
  const domain::Project* named = nullptr;
  for (const domain::Project& project : programme->projects) {
    if (!project.name.vi.empty() && word_key(project.name.vi) == word_key(text)) named = &project;
  }
  if (named != nullptr) return named->code;
  const auto [place, fresh] = told_.emplace(programme->code + "|" + text, true);
  if (fresh)
    reader_.report("W-PROJECT", slot, text,
                   programme->projects.front().code + "…" + programme->projects.back().code,
                   {{"programme", programme->code}});
  return text;
}

ResultRows::ResultRows(const ReadRequest& request, RowReader& reader, Reporter& reporter, Notation notation)
    : reader_(reader),
      cells_(request, reader, reporter),
      notation_(notation),
      as_of_(reader.slot("as_of")),
      area_(reader.slot("area_code")),
      programme_(reader.slot("programme")),
      project_(reader.slot("project")),
      indicator_(reader.slot("indicator")),
      unit_(reader.slot("unit")),
      planned_(reader.slot("planned")),
      achieved_(reader.slot("achieved")) {}

void ResultRows::check_keys(const ResultFileRow& row) {
  const std::string rest = row.as_of.iso() + "|" + std::to_string(number(row.area)) + "|" + row.programme +
                           "|" + row.indicator + "|" + row.unit;
  const auto [first, fresh] = seen_.emplace(rest + "|" + row.project, row.row);
  if (!fresh) {
    reader_.report("E-ROW-TWICE", area_, row.indicator, "", {{"first", std::to_string(first->second)}});
    return;
  }
  auto& [without, with] = mixed_[rest];
  const std::int64_t other = row.project.empty() ? with : without;
  if (other != 0)
    reader_.report("E-PROJECT-MIX", project_, row.project, "", {{"first", std::to_string(other)}});
  (row.project.empty() ? without : with) = row.row;
}

void ResultRows::read(RowSink& sink) {
  ResultFileRow row;
  row.row = reader_.number();
  const auto day = cells_.day(as_of_);
  const domain::Area* area = cells_.area(area_, day, AreaCodes::Allowed::any);
  const domain::Programme* programme = cells_.programme(programme_);
  if (programme != nullptr) row.programme = programme->code;
  row.project = cells_.project(project_, programme);
  row.indicator = reader_.text(indicator_);
  reader_.require(indicator_);
  row.unit = reader_.text(unit_);
  reader_.require(unit_);
  for (const auto& [slot, value] :
       {std::pair{&planned_, &row.planned}, std::pair{&achieved_, &row.achieved}}) {
    *value = reader_.decimal(*slot, notation_);
    if (*value && !domain::Exact::parse(**value)) {
      reader_.report("E-DECIMAL", *slot, **value, "1234.5 | 1.234,5");
    } else if (*value && (*value)->front() == '-') {
      reader_.report("E-NEGATIVE", *slot, **value, "≥ 0");
    }
  }
  if (day) row.as_of = *day;
  if (area != nullptr) row.area = area->id;
  if (area != nullptr && programme != nullptr) check_keys(row);
  if (!reader_.faulty()) sink.result(std::move(row));
}

TargetRows::TargetRows(const ReadRequest& request, RowReader& reader, Notation notation)
    : request_(request),
      reader_(reader),
      notation_(notation),
      indicator_(reader.slot("indicator")),
      area_(reader.slot("area_code")),
      period_(reader.slot("period")),
      value_(reader.slot("value")),
      source_(reader.slot("source")) {}

void TargetRows::read_area(TargetFileRow& row, domain::Date day) {
  const domain::AreaBook& book = request_.rules->areas;
  const domain::Area* area = book.find(row.area_code, day);
  for (std::string code = row.area_code; area == nullptr && code.size() < 5;) {
    code.insert(0, "0");
    area = book.find(code, day);  // a code that lost its zeros in a spreadsheet
  }
  if (area == nullptr && book.group(row.area_code) != nullptr) {
    // A group has no unit of its own: its line hangs on the country.
    row.area = book.find("VN", day)->id;
    row.group = true;
    return;
  }
  if (area == nullptr) {
    reader_.report("E-TARGET-AREA", area_, row.area_code, "51 | 525 | mountain",
                   {{"date", day.vietnamese()}});
    return;
  }
  row.area = area->id;
  row.area_code = area->code.text();
}

void TargetRows::read(RowSink& sink) {
  TargetFileRow row;
  row.row = reader_.number();
  row.indicator = reader_.text(indicator_);
  if (reader_.require(indicator_) && request_.rules->indicator(row.indicator) == nullptr)
    reader_.report("E-INDICATOR", indicator_, row.indicator, "poverty.rate, …");
  row.area_code = reader_.text(area_);
  row.period = reader_.text(period_);
  row.source = reader_.text(source_);
  reader_.require(source_);
  if (reader_.require(period_)) {
    const auto day = domain::period_day(*request_.rounds, row.period);
    if (!day) {
      reader_.report("E-PERIOD", period_, row.period, "2023 | 2023-12-31");
    } else if (reader_.require(area_)) {
      read_area(row, *day);
    }
  }
  if (reader_.require(value_)) row.value = reader_.decimal(value_, notation_).value_or("");
  if (!row.value.empty() && !domain::Exact::parse(row.value))
    reader_.report("E-DECIMAL", value_, row.value, "1234.5 | 1.234,5");
  const auto [first, fresh] = seen_.emplace(row.indicator + "|" + row.area_code + "|" + row.period, row.row);
  if (!fresh)
    reader_.report("E-ROW-TWICE", indicator_, row.indicator, "", {{"first", std::to_string(first->second)}});
  if (!reader_.faulty()) sink.target(std::move(row));
}

}  // namespace rasoat::ingest
