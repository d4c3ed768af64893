#pragma once

#include <map>
#include <string>

#include "ingest/dated_rows.h"

namespace rasoat::ingest {

/// Reads rows of kind `disbursement`: money of one area × programme × project × kind at a date, one date a
/// file. An empty plan is no plan and stays unknown; a total beside its own parts is an error.
class DisbursementRows {
 public:
  DisbursementRows(const ReadRequest& request, RowReader& reader, Reporter& reporter, Notation notation);
  void read(RowSink& sink);

 private:
  void read_keys(MoneyFileRow& row);
  void read_day(MoneyFileRow& row);
  std::optional<std::int64_t> money(RowReader::Slot& slot);
  void check_amounts(const MoneyFileRow& row);
  void check_keys(const MoneyFileRow& row);

  RowReader& reader_;
  DatedCells cells_;
  Notation notation_;
  RowReader::Slot as_of_, area_, programme_, project_, investor_, budget_, expenditure_, plan_year_,
      carried_over_, planned_, allocated_, disbursed_;
  const domain::Programme* of_ = nullptr;  // the programme of the row
  std::optional<domain::Date> day_;        // of the file
  std::map<std::string, std::int64_t> seen_;
  struct Beside {
    std::int64_t without = 0;                      // row without a project
    std::map<std::string, std::int64_t> projects;  // row by project
  };
  std::map<std::string, Beside> beside_;  // by all other keys
};

}  // namespace rasoat::ingest
