#pragma once

#include <map>
#include <vector>

#include "ingest/dated_rows.h"

namespace rasoat::ingest {

/// Reads rows of kind `ntm-criteria`: one commune at a date, by the set of criteria in force that day. A
/// recognition that does not fit the criteria is a warning: it is decided apart from them.
class CriteriaRows {
 public:
  CriteriaRows(const ReadRequest& request, RowReader& reader, const Header& header, Reporter& reporter);
  void read(RowSink& sink);

 private:
  const domain::CriteriaSet* set_on(domain::Date day);
  void read_criteria(const domain::CriteriaSet& set, domain::CriteriaRow& row);
  void check_recognition(const domain::CriteriaSet& set, const domain::CriteriaRow& row);

  const ReadRequest& request_;
  RowReader& reader_;
  const Header& header_;
  Reporter& reporter_;
  DatedCells cells_;
  RowReader::Slot as_of_, commune_, group_, recognition_;
  std::vector<RowReader::Slot> criteria_;
  std::map<domain::Date, const domain::CriteriaSet*> sets_;
  std::map<std::pair<domain::Date, domain::AreaId>, std::int64_t> seen_;
};

}  // namespace rasoat::ingest
