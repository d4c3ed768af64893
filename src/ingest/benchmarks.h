#pragma once

#include <map>

#include "ingest/read.h"
#include "ingest/row_reader.h"

namespace rasoat::ingest {

/// Reads rows of kind `benchmarks`: published averages, each with the document it stands in.
class BenchmarkRows {
 public:
  BenchmarkRows(const ReadRequest& request, RowReader& reader, Notation notation);
  void read(RowSink& sink);

 private:
  const domain::Area* scope(const BenchmarkRow& row, domain::Date day);

  const ReadRequest& request_;
  RowReader& reader_;
  Notation notation_;
  RowReader::Slot indicator_, scope_, period_, value_, source_, provisional_;
  std::map<std::string, std::int64_t> seen_;
};

}  // namespace rasoat::ingest
