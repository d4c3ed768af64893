#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/area_book.h"
#include "domain/audit_rules.h"
#include "domain/indicator.h"
#include "domain/map_layer.h"
#include "domain/programme.h"
#include "domain/report_definition.h"
#include "domain/result.h"
#include "domain/standard.h"
#include "domain/upload.h"
#include "domain/work_calendar.h"

namespace rasoat::domain {

/// How one column of an upload kind is read.
enum class ColumnType {
  text,       ///< NFC, trimmed
  area_code,  ///< 2, 3 or 5 digits, `VN`, a region, or a name
  integer,    ///< whole number, not below 0
  decimal,    ///< number with a decimal mark
  money,      ///< million VND, up to 6 decimals
  flag,       ///< 0 or 1 (and the words of `words`)
  date,
  choice,     ///< one of `words`
  number_set  ///< numbers separated by `;`, 0 for none
};

/// One column as data (`etc/columns.json`): its contract name, the headings officers use, how it is read.
struct Column {
  std::string name;  ///< as in the contract: `head_name`
  ColumnType type = ColumnType::text;
  bool required = false;
  bool personal = false;                     ///< sealed at rest; leaves only to a scoped officer or reviewer
  std::vector<std::string> headings;         ///< Vietnamese headings of the official forms
  std::map<std::string, std::string> words;  ///< officer's word → contract value (`Nữ` → `female`)
  std::optional<std::int64_t> at_most;       ///< upper bound, where one exists
};

/// The columns of one upload kind.
struct KindColumns {
  Kind kind = Kind::households;
  std::vector<Column> columns;
  const Column* find(std::string_view name) const;
};

/// Everything that a decree, the statistics office or the province may change, read from `etc/` at start.
/// Immutable; any thread may read it. `hashes` names each file read with the sha256 of its bytes.
struct Rules {
  AreaBook areas;
  std::vector<Standard> standards;
  std::vector<Round> rounds;  ///< as shipped; the database holds those in force
  std::vector<Indicator> indicators;
  std::vector<FlagRule> flag_rules;
  SeverityRule severity;
  std::vector<KindColumns> kinds;
  ProgrammeBook programmes;
  AuditRules audit;
  KindColumns revisit_form, staff_form;  ///< columns of `etc/audit/forms.json`; their kind means nothing
  std::vector<ReportDefinition> reports;
  std::vector<MapLayer> maps;
  WorkCalendar calendar;
  Texts texts;
  std::map<std::string, std::string> hashes;

  const Standard* standard(const StandardCode& code) const;
  const Indicator* indicator(std::string_view code) const;
  const KindColumns& columns(Kind kind) const;
  const ReportDefinition* report(std::string_view name) const;
};

}  // namespace rasoat::domain
