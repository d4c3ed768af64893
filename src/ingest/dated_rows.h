#pragma once

#include <map>
#include <string>

#include "ingest/area_codes.h"
#include "ingest/read.h"
#include "ingest/row_reader.h"

namespace rasoat::ingest {

/// What the kinds with a date of their own share: the date of a row, its unit in force on that day, and its
/// programme. Each date has its own table of codes.
class DatedCells {
 public:
  DatedCells(const ReadRequest& request, RowReader& reader, Reporter& reporter)
      : request_(request), reader_(reader), reporter_(reporter) {}

  std::optional<domain::Date> day(RowReader::Slot& slot);
  const domain::Area* area(RowReader::Slot& slot, std::optional<domain::Date> day,
                           AreaCodes::Allowed allowed);
  /// A programme by its code or name, or null after a finding.
  const domain::Programme* programme(RowReader::Slot& slot);
  /// A project's code; unknown ones are a warning, since the lists are not all confirmed.
  std::string project(RowReader::Slot& slot, const domain::Programme* programme);

 private:
  const ReadRequest& request_;
  RowReader& reader_;
  Reporter& reporter_;
  std::map<domain::Date, AreaCodes> areas_;
  std::map<std::string, bool> told_;  // unknown projects already said
};

/// Reads rows of kind `results`: outputs and outcomes of a programme.
class ResultRows {
 public:
  ResultRows(const ReadRequest& request, RowReader& reader, Reporter& reporter, Notation notation);
  void read(RowSink& sink);

 private:
  void check_keys(const ResultFileRow& row);

  RowReader& reader_;
  DatedCells cells_;
  Notation notation_;
  RowReader::Slot as_of_, area_, programme_, project_, indicator_, unit_, planned_, achieved_;
  std::map<std::string, std::int64_t> seen_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> mixed_;  // rows without and with a project
};

/// Reads rows of kind `targets`: what an area, or each area of a group, is to reach.
class TargetRows {
 public:
  TargetRows(const ReadRequest& request, RowReader& reader, Notation notation);
  void read(RowSink& sink);

 private:
  void read_area(TargetFileRow& row, domain::Date day);

  const ReadRequest& request_;
  RowReader& reader_;
  Notation notation_;
  RowReader::Slot indicator_, area_, period_, value_, source_;
  std::map<std::string, std::int64_t> seen_;
};

}  // namespace rasoat::ingest
