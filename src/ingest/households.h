#pragma once

#include "ingest/duplicate_keys.h"
#include "ingest/read.h"
#include "ingest/row_reader.h"

namespace rasoat::ingest {

/// Reads rows of kind `households`: cells into a domain::Household, its class by the standard in force beside
/// the declared one, and the findings between its cells.
class HouseholdRows {
 public:
  HouseholdRows(const ReadRequest& request, RowReader& reader, AreaCodes& areas, Reporter& reporter,
                std::size_t expected_rows);

  void read(RowSink& sink);
  /// Notes on the whole file.
  void finish();

 private:
  void read_place(domain::Household& household);
  void read_head(domain::Household& household);
  void read_scores(domain::Household& household);
  void read_rest(domain::Household& household);
  std::optional<domain::DeprivationSet> deprivations(const domain::Household& household);
  std::optional<domain::DeprivationSet> deprivation_flags(bool required);
  void classify(domain::Household& household);
  void check_duplicate(const domain::Household& household);

  const ReadRequest& request_;
  const domain::Standard* standard_;
  RowReader& reader_;
  AreaCodes& areas_;
  Reporter& reporter_;
  DuplicateKeys keys_;
  bool no_cut_ = false;
  bool class_read_ = false;                         // of this row
  std::unordered_map<std::string, bool> minority_;  // by the word as written
  RowReader::Slot commune_, former_, village_, code_, name_, id_, birth_, gender_, woman_, ethnicity_,
      members_, setting_, b1_, b2_, deprivations_, class_, previous_, causes_, labour_, merit_, enumerator_,
      survey_, decision_, decided_, reason_;
  std::vector<RowReader::Slot> flags_;  // d1..d16
};

}  // namespace rasoat::ingest
