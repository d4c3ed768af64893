#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "domain/household.h"
#include "domain/text.h"

namespace rasoat::domain {

/// From when on a finding is said, and from when on it is serious. No law states such levels: they are our
/// own choice, kept in `etc/audit/checks.json` with the reason for each.
struct AuditLevel {
  double q = 0.05;        ///< false discovery rate at most; not used where a check is pure arithmetic
  std::int64_t more = 3;  ///< at least so many above what is expected
  double more_share = 0;  ///< and at least this share of those looked at
};

/// One check: what it is called, on what it rests, its levels. The mechanism is in the program, by `code`.
struct AuditCheck {
  std::string code;    ///< `recount`
  std::string family;  ///< part of the credibility mark: `scores`, `survey`, `place`, `movement`, `identity`
  Text name;
  std::vector<std::string> sentences;  ///< its keys in etc/texts
  std::string basis;                   ///< instrument and article, or the public finding that suggests it
  std::int64_t fewest = 20;            ///< below so many looked at the check says nothing
  double tolerance = 0;                ///< share that honest work may reach
  double spread = 0.2;                 ///< between honest communes, in logits, where it cannot be measured
  AuditLevel notice;
  AuditLevel serious;
};

/// Answers that cannot stand together in one household. Every member that is set must hold.
struct AnswerRule {
  std::string code;
  Text name;
  std::string basis;
  DeprivationSet any_of;  ///< one of these deprivations; none set = not asked
  std::optional<int> members_at_most;
  std::optional<int> age_under, age_over;  ///< of the head, in the year of the round
  std::optional<bool> no_labour_capacity;
  std::optional<Gender> gender;
  std::optional<bool> woman_head;
};

/// Everything about the audit that is data (`etc/audit/`).
struct AuditRules {
  std::vector<AuditCheck> checks;
  std::vector<std::pair<StandardCode, std::vector<AnswerRule>>> contradictions;
  int bunching_points = 5;    ///< "just at" and "just above" the cut of B1: so many points, and twice as many
  int bunching_reach = 60;    ///< how far from the cut the shape is compared
  int interviews_a_day = 20;  ///< more by one enumerator on one day are not interviews of the full sheet
  int member_jump = 2;        ///< a household that grew by so many may be two
  int elderly_age = 60;       ///< for new small households of old people
  int small_household = 2;
  double name_likeness = 0.95;
  std::size_t households_kept = 300;  ///< named per finding
  std::int64_t households_beside_ranks =
      150'000;  ///< a province's longer list has its marks only in the audit

  const AuditCheck* check(std::string_view code) const {
    for (const AuditCheck& each : checks) {
      if (each.code == code) return &each;
    }
    return nullptr;
  }
  const std::vector<AnswerRule>* contradictions_of(const StandardCode& standard) const {
    for (const auto& [code, all] : contradictions) {
      if (code == standard) return &all;
    }
    return nullptr;
  }
};

}  // namespace rasoat::domain
