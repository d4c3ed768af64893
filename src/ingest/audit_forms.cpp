#include "ingest/audit_forms.h"

#include <functional>
#include <set>

#include "ingest/read.h"
#include "ingest/reporter.h"
#include "ingest/row_reader.h"
#include "ingest/table.h"

namespace rasoat::ingest {
namespace {

/// Opens the file, finds the header and hands over every row.
void each_row(const std::filesystem::path& file, const domain::Rules& rules,
              const domain::KindColumns& columns, domain::Findings& findings,
              const std::function<std::function<void()>(RowReader&)>& begin) {
  auto source = open_source(file, columns.kind);
  Reporter reporter(rules.texts, findings, source->sheet());
  Table table(std::move(source), columns, reporter);
  if (table.header() == nullptr) {
    reporter.add("E-NO-ROWS", {0, ""});
    return;
  }
  RowReader reader(columns, *table.header(), reporter);
  const auto one = begin(reader);
  Row row;
  while (table.next(row)) {
    reader.turn(row);
    one();
  }
  if (table.source().problem()) reporter.add("E-NO-TABLE", {0, ""});
}

}  // namespace

std::vector<RevisitFileRow> read_revisits(const std::filesystem::path& file, const domain::Rules& rules,
                                          domain::Findings& findings) {
  std::vector<RevisitFileRow> all;
  std::set<std::int64_t> numbers;
  each_row(file, rules, rules.revisit_form, findings, [&](RowReader& reader) -> std::function<void()> {
    auto number = reader.slot("number");
    auto met = reader.slot("found");
    auto found = reader.slot("class");
    auto b1 = reader.slot("b1_score");
    auto b2 = reader.slot("b2_score");
    auto day = reader.slot("visit_date");
    return [=, &reader, &all, &numbers]() mutable {
      if (reader.empty(met)) return;
      RevisitFileRow row;
      row.row = reader.number();
      row.number = reader.integer(number).value_or(0);
      reader.require(number);
      row.met = reader.flag(met).value_or(false);
      if (const auto word = reader.choice(found)) row.found = domain::household_class_named(*word);
      row.b1 = reader.integer(b1);
      row.b2 = reader.integer(b2);
      row.day = reader.date(day);
      if (row.met && !row.found) reader.require(found);
      if (!numbers.insert(row.number).second)
        reader.report("E-REVISIT-TWICE", number, std::to_string(row.number));
      all.push_back(row);
    };
  });
  return all;
}

std::vector<std::string> read_staff(const std::filesystem::path& file, const domain::Rules& rules,
                                    domain::Findings& findings) {
  std::vector<std::string> all;
  each_row(file, rules, rules.staff_form, findings, [&](RowReader& reader) -> std::function<void()> {
    auto number = reader.slot("id_number");
    return [=, &reader, &all]() mutable {
      if (reader.require(number)) all.push_back(reader.text(number));
    };
  });
  return all;
}

}  // namespace rasoat::ingest
