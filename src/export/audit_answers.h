#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/audit_book.h"
#include "domain/snapshot.h"
#include "export/json_out.h"

namespace rasoat::export_ {

/// The audit as bytes, the same over HTTP and on the command line. Figures only: no name, no ID number, no
/// household; enumerators are numbered within their commune.
///
/// `{round, within, as_of, release, standard, synthetic, note, tests,
///   summary: {communes, serious, notice, none, unknown, households},
///   checks: [{code, family, family_name, name, basis}],
///   communes: [{area: {code, name}, district: {code, name} | null, severity, label, households, findings,
///     parts: [{family, name, severity, label, looked, found}]}],
///   findings: [{id, check, name, family, severity, label, area: {code, name}, enumerator: 0 | n, seen, of,
///   expected,
///     p | null, q | null, sentence, households, histogram: [{label, seen, expected, window}]}],
///   revisits: [{id, within: {code, name}, made_at, release, seed, per_commune, drawn, estimate: null |
///   {visited, met,
///     poor: {listed, corrected, interval}, near_poor: …, misclassified: {wrong, of, interval (%)},
///     communes: [{area, wrong, of, interval}], enumerators: [{area, enumerator, wrong, of, interval}],
///     note}}]}`.
/// `severity` is `none`, `notice`, `serious` or `unknown` (a commune or part that no check could say anything
/// of); `name`, `label`, `sentence`, `note` and `family_name` are `{vi, en}`; `households` of a finding is
/// how many the list of `GET /audit/findings/{id}?round=` names.
std::string audit_json(const domain::Snapshot& snapshot, const domain::AuditView& view);
std::string audit_csv(const domain::Snapshot& snapshot, const domain::AuditView& view);
std::string audit_table(const domain::Snapshot& snapshot, const domain::AuditView& view);

/// One household behind a finding, in clear.
struct AuditHousehold {
  domain::AreaId area{};
  std::uint64_t upload = 0;
  std::int64_t row = 0;
  std::string former_commune, village, household_code, head_name, enumerator;
  const domain::AuditRow* facts = nullptr;
};
/// For those who may see names: the finding as above, `enumerator_name`, and `items: [{area: {code, name},
/// upload, row, former_commune, village, household_code, head_name, enumerator, birth_year, members, class,
/// computed_class, previous_class, b1_score, b2_score, deprivations: [n], survey_date}]`, null where not
/// given; `next` is null.
std::string audit_finding_json(const domain::Snapshot& snapshot, const domain::AuditFinding& finding,
                               const std::vector<AuditHousehold>& households);

/// Households of nearly the same head: `{items: [{likeness, one: household, other: household}], next: null}`.
struct AuditPair {
  double likeness = 0;
  AuditHousehold one, other;
};
std::string audit_names_json(const domain::Snapshot& snapshot, const std::vector<AuditPair>& pairs);

/// `"credibility"` of a rank or an area: `null` where nothing was audited, for a commune `{severity, label,
/// parts: [{family, name, severity, label}]}`, else `{serious, notice, none, unknown}` communes inside.
void write_credibility(JsonOut& out, const domain::Snapshot& snapshot,
                       const domain::Credibility& credibility);

}  // namespace rasoat::export_
