#pragma once

#include <string>
#include <vector>

#include "domain/measure.h"
#include "domain/text.h"

namespace rasoat::domain {

/// One column of an official table: a count, or a percentage of two counts, over the areas of the table.
struct ReportColumn {
  std::string name;  ///< machine name: the contract's column or indicator code
  Text heading;
  std::string number;         ///< as printed under the heading: `3`, `4 = 3/1`
  Text group;                 ///< heading over several columns; empty for none
  std::vector<Measure> sum;   ///< counts added up
  std::vector<Measure> less;  ///< counts taken away
  std::vector<Measure> of;    ///< percentage base; empty for a plain count
  /// Repeated for each deprivation of the round's standard, or each of the eight causes; `{n}` in the texts
  /// is its number, `{name}` its name.
  enum class Each { once, deprivation, cause } each = Each::once;
  bool near_poor = false;  ///< the class a repeated column counts
};

/// A report as data (`etc/reports/NAME.json`): what it is called, what it rests on, what its table holds.
struct ReportDefinition {
  enum class Layout {
    area_table,  ///< official table: province, districts, then communes
    ranking,     ///< districts by one indicator, with flags
    brief,       ///< two pages for the province's leaders
    programmes,  ///< money of the target programmes on one day
    criteria,    ///< NTM criteria of communes on one day
    audit        ///< marks and evidence of communes
  };
  /// True for reports whose round may be a day.
  bool dated() const { return layout == Layout::programmes || layout == Layout::criteria; }
  std::string name;
  Layout layout = Layout::area_table;
  Text title;
  std::string citation;
  bool landscape = true;
  std::vector<std::string> formats;
  std::vector<ReportColumn> columns;
  /// Columns that add up: the sum of `left` is the sum of `right`. Small counts are protected by them.
  struct Identity {
    std::vector<std::string> left;
    std::vector<std::string> right;
  };
  std::vector<Identity> identities;
  std::vector<Text> notes;
  /// The office's own workbook for an official table (`etc/reports/NAME.xlsx`), figures go into its named
  /// cells; empty = the service's own form.
  std::string form;
  /// Checks between this table and others: codes of `export/reconcile.h`.
  std::vector<std::string> checks;
};

}  // namespace rasoat::domain
