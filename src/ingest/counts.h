#pragma once

#include <map>

#include "ingest/read.h"
#include "ingest/row_reader.h"

namespace rasoat::ingest {

/// Reads rows of kind `counts`: one area's totals. A part above its whole is an error; flows that do not
/// balance are warnings with both figures, since official tables do not always add up.
class CountsRows {
 public:
  CountsRows(RowReader& reader, AreaCodes& areas, Reporter& reporter, const domain::KindColumns& columns);
  void read(RowSink& sink);

 private:
  void check_parts(const domain::CountsRow& row);
  void check_flows(const domain::CountsRow& row);
  RowReader::Slot& slot_of(domain::Measure measure);

  RowReader& reader_;
  AreaCodes& areas_;
  Reporter& reporter_;
  RowReader::Slot area_;
  std::vector<std::pair<domain::Measure, RowReader::Slot>> measures_;
  std::map<domain::AreaId, std::int64_t> seen_;
};

}  // namespace rasoat::ingest
