#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "domain/area.h"
#include "domain/household.h"
#include "domain/measure.h"

namespace rasoat::domain {

/// One count of one upload. Absent is unknown; a stored 0 is a counted 0.
struct Fact {
  AreaId area{};
  Measure measure;
  std::int64_t value = 0;
  auto operator<=>(const Fact&) const = default;
};

/// One row of an upload of kind `counts`.
struct CountsRow {
  std::int64_t row = 0;
  AreaId area{};
  std::map<Measure, std::int64_t> values;  ///< only the cells that were filled
};

/// Counts a list of households while it is being read, by the declared class (contract section 3, "What is
/// counted from what"). One object per upload, used by one thread; memory grows with areas, not with rows.
class HouseholdCounter {
 public:
  explicit HouseholdCounter(int deprivations) : deprivations_(deprivations) {}

  void add(const Household& household);

  /// All facts by area and measure. Every area with a row has a value, possibly 0, for each measure lists
  /// define, except `average` and its persons, which exist only where the list has such a row.
  std::vector<Fact> facts() const;

 private:
  /// Indexed by Measure::number; nothing is looked up while rows stream by.
  using Counts = std::array<std::int64_t, 256>;
  int deprivations_;
  std::map<AreaId, Counts> areas_;
  Counts* last_ = nullptr;  // rows of one commune come together
  AreaId last_area_{};
};

}  // namespace rasoat::domain
