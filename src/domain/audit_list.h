#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/codes.h"
#include "domain/household.h"

namespace rasoat::domain {

/// One household as the audit sees it: small, without name or ID number (only the keyed hash of it). Whatever
/// was not given is kAbsent or empty.
struct AuditRow {
  static constexpr std::int16_t kAbsent = std::numeric_limits<std::int16_t>::min();
  static constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();
  using Identity = std::array<std::uint64_t, 2>;

  AreaId area{};
  std::uint32_t upload = 0;  ///< position in AuditList::uploads
  std::uint32_t row = 0;     ///< of that file
  std::uint32_t village = 0, former = 0, enumerator = 0, reason = 0, code = 0;  ///< words of the list
  Identity identity{};                                                          ///< zero = none
  std::int32_t surveyed = kNoDay, decided = kNoDay;                             ///< days since 1970
  std::int32_t deprivations = -1;                                               ///< bits, -1 = not given
  std::int16_t causes = -1;
  std::int16_t birth_year = kAbsent, members = kAbsent, b1 = kAbsent, b2 = kAbsent;
  std::int8_t gender = -1, woman_head = -1, no_labour = -1, setting = -1;
  std::int8_t declared = -1, computed = -1, previous = -1;

  bool identified() const { return identity[0] != 0 || identity[1] != 0; }
  bool poor() const { return declared == static_cast<int>(HouseholdClass::poor); }
  bool near_poor() const { return declared == static_cast<int>(HouseholdClass::near_poor); }
  /// On the list of poor and near-poor; rows of other classes only show who left.
  bool listed() const { return poor() || near_poor(); }
  bool was_listed() const { return previous == 0 || previous == 1; }
};

/// One round's list, a few dozen bytes a household. Words (villages, enumerators, reasons, household codes)
/// are kept once. Rows are in the order of their area after `arrange`. One thread fills it, any may read it.
class AuditList {
 public:
  std::vector<AuditRow> rows;
  std::vector<UploadId> uploads;

  AuditList();
  std::uint32_t word(std::string_view text);
  const std::string& text(std::uint32_t word) const { return words_[word]; }

  void arrange();
  std::span<const AuditRow> of(AreaId area) const;
  std::vector<AreaId> areas() const;
  std::size_t position(const AuditRow& row) const { return static_cast<std::size_t>(&row - rows.data()); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::vector<std::string> words_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> index_;
  std::vector<std::pair<AreaId, std::size_t>> begins_;
};

/// Reads the 32 hexadecimal digits of a keyed hash; zero for anything else.
AuditRow::Identity identity_of(std::string_view hexadecimal);

/// Which household of one list is which of the other: by ID number where both have one, else by its key
/// (commune, former commune, village, household code) where that is the only one of its kind. -1 = none.
struct AuditMatch {
  std::vector<std::int32_t> later_of;    ///< by row of the earlier list
  std::vector<std::int32_t> earlier_of;  ///< by row of the later list
};
AuditMatch match(const AuditList& earlier, const AuditList& later);

}  // namespace rasoat::domain
