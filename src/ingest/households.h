#pragma once

#include "ingest/duplicate_keys.h"
#include "ingest/members.h"
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
  /// The last household of a list of members, and notes on the whole file.
  void finish(RowSink& sink);
  /// Households so far, whatever the rows they were folded from.
  std::int64_t households() const { return households_; }

 private:
  void read_place(domain::Household& household);
  void read_head(domain::Household& household);
  void read_scores(domain::Household& household);
  void read_rest(domain::Household& household);
  std::optional<domain::DeprivationSet> deprivations(const domain::Household& household);
  std::optional<domain::DeprivationSet> deprivation_flags(bool required);
  void classify(domain::Household& household);
  void check_duplicate(const domain::Household& household);
  void read_household(domain::Household& household);
  void read_member(RowSink& sink);
  void close_household(RowSink& sink);

  const ReadRequest& request_;
  const domain::Standard* standard_;
  RowReader& reader_;
  AreaCodes& areas_;
  Reporter& reporter_;
  DuplicateKeys keys_;
  /// A household whose rows are still coming.
  struct Folded {
    std::int64_t first_row = 0;
    int members = 0;
    bool faulty = false;
    std::optional<domain::Household> household;  ///< once its head was met
    std::optional<std::int64_t> declared;        ///< members as the head's row has them
  };

  MemberRows folding_;
  std::optional<Folded> open_;
  std::int64_t households_ = 0;
  std::optional<std::int64_t> declared_members_;  // of this row
  bool no_cut_ = false;
  bool class_read_ = false;                         // of this row
  std::unordered_map<std::string, bool> minority_;  // by the word as written
  RowReader::Slot commune_, district_, former_, village_, code_, name_, id_, birth_, gender_, woman_,
      ethnicity_, members_, setting_, b1_, b2_, deprivations_, class_, previous_, causes_, labour_, merit_,
      enumerator_, survey_, decision_, decided_, reason_;
  std::vector<RowReader::Slot> flags_;  // d1..d16
};

}  // namespace rasoat::ingest
