#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/audit_list.h"
#include "domain/audit_rules.h"
#include "domain/measure.h"
#include "domain/standard.h"

namespace rasoat::domain {

/// Is the classification substantive (*thực chất*)? Evidence that a list needs a second look, never a
/// verdict: each finding states the figure, what would be expected, how surprising that is after looking at
/// many places at once, and which households to look at (methods.md section 5, patterns of poverty.md section
/// 11).

/// What is known of one commune beside its list. Counts are its own rows of `counts`.
struct AuditPlace {
  AreaId area{};
  std::optional<Setting> setting;  ///< by the kind of commune; none for a special zone
  std::map<Measure, std::int64_t> counts;
  std::map<Measure, std::int64_t> counts_before;  ///< of the round before, same standard and boundaries only
  std::optional<std::int64_t> target;  ///< most poor households with which the year's target is met
};

/// Everything one province's audit looks at. Lists of earlier rounds carry the areas of this round's date and
/// are empty where they cannot be compared. References live as long as the call.
struct AuditInput {
  const Standard& standard;
  Date reference_date;
  const AuditList& now;
  const AuditList& before;   ///< the round before
  const AuditList& earlier;  ///< the one before that
  std::vector<AuditPlace> places;
  std::vector<AuditRow::Identity> staff;  ///< keyed hashes of public servants' ID numbers, ordered
};

enum class AuditSeverity : std::uint8_t { none, notice, serious };
std::string_view name(AuditSeverity severity);

struct AuditBar {
  std::string label;
  std::int64_t seen = 0;
  double expected = 0;
  bool window = false;
};

/// One piece of evidence. `seen` of `of` households (or of what `check` counts), `expected` of them by chance
/// and honest work.
struct AuditFinding {
  const AuditCheck* check = nullptr;
  std::string detail;  ///< variant of the sentence: `below`, `above`; empty = the only one
  AreaId area{};
  std::uint32_t enumerator = 0;  ///< word of the list; 0 = the whole commune
  int enumerator_number = 0;     ///< what readers without names see: the third of this commune
  std::int64_t seen = 0;
  std::int64_t of = 0;
  double expected = 0;
  std::optional<double> p;  ///< none where the check is arithmetic
  std::optional<double> q;  ///< corrected by Benjamini-Hochberg over everything looked at in the province
  AuditSeverity severity = AuditSeverity::none;
  std::vector<std::uint32_t> households;  ///< positions in the list, as many as are kept
  std::vector<AuditBar> histogram;
  TextArguments arguments;              ///< further values of the sentence
  const AnswerRule* example = nullptr;  ///< the commonest kind, where the check has kinds
};

/// How far one part of a commune's work was looked at and what was found.
struct AuditPart {
  std::string family;
  AuditSeverity severity = AuditSeverity::none;
  int looked = 0;  ///< checks that could say something; 0 = unknown
  int found = 0;
};

/// The credibility mark of a commune: its parts, and the strongest of them. Never a verdict.
struct AuditMark {
  AreaId area{};
  std::vector<AuditPart> parts;
  AuditSeverity severity = AuditSeverity::none;
  bool known = false;
  std::int64_t households = 0;  ///< poor and near-poor on the list
};

struct ProvinceAudit {
  std::vector<AuditFinding> findings;  ///< worth saying, serious first, then by q
  std::vector<AuditMark> marks;        ///< every commune with a list or counts
  std::int64_t tests = 0;              ///< figures looked at, over which q is corrected
};

ProvinceAudit audit_province(const AuditInput& input, const AuditRules& rules);

/// The sentence of a finding, in words an officer accepts: `audit.recount`, `audit.b1-bunching.below`.
Text sentence(const Texts& texts, const AuditFinding& finding);
/// "1 in 12 000" as words; empty without a q.
Text rarity(const Texts& texts, const AuditFinding& finding);

}  // namespace rasoat::domain
