#pragma once

#include <functional>
#include <span>
#include <vector>

#include "domain/audit.h"
#include "domain/audit_shape.h"

namespace rasoat::domain {

/// What the checks share while one province is looked at: units, matches, and everything they looked at.
/// Internal to `audit_*.cpp`.

/// A commune, or one enumerator's households in it.
struct AuditUnit {
  AreaId area{};
  std::uint32_t enumerator = 0;
  int enumerator_number = 0;
  std::vector<std::uint32_t> rows;  ///< positions in the list
};

struct AuditWork {
  AuditWork(const AuditInput& input, const AuditRules& rules);

  const AuditInput& input;
  const AuditRules& rules;
  std::vector<AuditUnit> units;     ///< communes, each followed by its enumerators
  std::vector<AuditUnit> communes;  ///< communes only
  AuditMatch from_before;           ///< list before → now
  AuditMatch from_earlier;          ///< list before that → before
  std::vector<AuditFinding> looked;

  const AuditRow& row(std::uint32_t position) const { return input.now.rows[position]; }
  /// Files a figure that was looked at. `which` names the households, asked only where it may be said.
  void look(AuditFinding figure, const std::function<bool(const AuditRow&)>& which,
            const std::vector<std::uint32_t>& among);
};

/// A figure to be judged against others: a share of a unit, and what is expected of it.
struct AuditShare {
  const AuditUnit* unit = nullptr;
  AreaId area{};
  std::int64_t seen = 0;
  std::int64_t of = 0;
  ExpectedShare expected;
};

/// Expected shares from all units: pooled without the tenth with the highest and the lowest shares.
void expect_of_peers(std::vector<AuditShare>& shares);
/// Adds what honest units differ by among themselves: the check's spread, or where enough can be measured the
/// robust measure, never below half of it.
void widen(const AuditCheck& check, std::vector<AuditShare>& shares);

/// A finding of a share, before it is judged.
AuditFinding begin_finding(const AuditCheck& check, const AuditShare& share, std::string detail = "");

/// How surprising a share is both beside its peers and beside what honest work may reach: the larger p
/// counts.
double surprise(const AuditCheck& check, const AuditShare& share);

/// Share checks over rows, from counting to filing.
struct RowShare {
  std::function<bool(const AuditRow&)> asked;
  std::function<bool(const AuditRow&)> hit;
};
void look_at_shares(AuditWork& work, const char* code, const std::vector<AuditUnit>& units,
                    const RowShare& share,
                    const std::function<void(AuditFinding&, const AuditUnit&)>& dress = {});

// The checks, by file.
void check_recount(AuditWork& work);  // audit_scores.cpp
void check_b1_bunching(AuditWork& work);
void check_b2_bunching(AuditWork& work);
void check_same_answers(AuditWork& work);  // audit_survey.cpp
void check_interviews(AuditWork& work);
void check_no_survey(AuditWork& work);
void check_enumerators(AuditWork& work);
void check_setting(AuditWork& work);  // audit_household.cpp
void check_contradictions(AuditWork& work);
void check_duplicates(AuditWork& work);
void check_staff(AuditWork& work);
void check_flows(AuditWork& work);  // audit_counts.cpp
void check_other_exits(AuditWork& work);
void check_no_entries(AuditWork& work);
void check_exact_target(AuditWork& work);
void check_previous_class(AuditWork& work);  // audit_movement.cpp
void check_merging(AuditWork& work);
void check_splitting(AuditWork& work);
void check_just_above(AuditWork& work);
void check_relapse(AuditWork& work);

}  // namespace rasoat::domain
