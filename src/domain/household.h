#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/area.h"
#include "domain/codes.h"
#include "domain/date.h"

namespace rasoat::domain {

/// Class of a household in one round (poverty.md section 1).
enum class HouseholdClass : std::uint8_t { poor, near_poor, average, not_poor };

std::string_view name(HouseholdClass value);  ///< `near_poor`
std::optional<HouseholdClass> household_class_named(std::string_view name);

enum class Gender : std::uint8_t { male, female };

constexpr int kMostDeprivations = 16;  ///< the widest list a standard may have
constexpr int kCauses = 8;             ///< causes of poverty, official table 10

/// Deprived in indicator n = bit n-1.
using DeprivationSet = std::bitset<kMostDeprivations>;
using CauseSet = std::bitset<kCauses>;

/// One row of an upload of kind `households`, as read: text in NFC, absent where the cell was empty.
/// Personal fields (head_name, head_id_number) are in clear only between reading and sealing.
struct Household {
  std::int64_t row = 0;  ///< spreadsheet row, header = 1
  AreaId area{};         ///< unit valid at the round's reference date
  std::string former_commune;
  std::string village;
  std::string household_code;
  std::string head_name;
  std::string head_id_number;
  std::optional<int> birth_year;
  std::optional<Gender> gender;
  std::optional<bool> woman_head;
  std::string ethnicity;
  bool minority = false;  ///< every ethnicity but Kinh
  int members = 0;
  std::optional<Setting> setting;
  std::optional<int> b1_score;
  std::optional<int> b2_score;
  std::optional<DeprivationSet> deprivations;  ///< absent = not given
  HouseholdClass declared = HouseholdClass::not_poor;
  std::optional<HouseholdClass> previous;
  std::optional<CauseSet> causes;
  std::optional<bool> no_labour_capacity;
  std::optional<bool> merit;
  std::string enumerator;
  std::optional<Date> survey_date;
  std::string decision_no;
  std::optional<Date> decision_date;
  std::string change_reason;

  std::optional<HouseholdClass> computed;  ///< by `classify`; absent where the standard defines no cut
};

}  // namespace rasoat::domain
