#include "domain/audit.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "domain/audit_work.h"

namespace rasoat::domain {
namespace {

constexpr std::array<std::string_view, 3> kSeverities{"none", "notice", "serious"};

bool reaches(const AuditLevel& level, const AuditFinding& finding) {
  if (finding.q && *finding.q > level.q) return false;
  const double more = static_cast<double>(finding.seen) - finding.expected;
  return more >= static_cast<double>(level.more) &&
         more >= level.more_share * static_cast<double>(finding.of);
}

AuditSeverity severity_of(const AuditFinding& finding) {
  if (reaches(finding.check->serious, finding)) return AuditSeverity::serious;
  return reaches(finding.check->notice, finding) ? AuditSeverity::notice : AuditSeverity::none;
}

/// Corrected over everything that was looked at in the province and has a p: communes by themselves, and
/// enumerators, who are looked at more finely, by themselves.
void judge(std::vector<AuditFinding>& looked) {
  for (const bool enumerators : {false, true}) {
    std::vector<double> p;
    for (const AuditFinding& finding : looked) {
      if (finding.p && (finding.enumerator != 0) == enumerators) p.push_back(*finding.p);
    }
    const auto q = benjamini_hochberg(p);
    std::size_t next = 0;
    for (AuditFinding& finding : looked) {
      if (finding.p && (finding.enumerator != 0) == enumerators) finding.q = q[next++];
    }
  }
  for (AuditFinding& finding : looked) finding.severity = severity_of(finding);
}

AuditMark mark_of(const AuditRules& rules, AreaId area, const std::vector<const AuditFinding*>& looked) {
  AuditMark mark{area, {}, AuditSeverity::none, false, 0};
  for (const AuditCheck& check : rules.checks) {
    const auto known = std::find_if(mark.parts.begin(), mark.parts.end(),
                                    [&](const AuditPart& part) { return part.family == check.family; });
    if (known == mark.parts.end()) mark.parts.push_back({check.family, AuditSeverity::none, 0, 0});
  }
  for (const AuditFinding* finding : looked) {
    const auto part = std::find_if(mark.parts.begin(), mark.parts.end(), [&](const AuditPart& each) {
      return each.family == finding->check->family;
    });
    ++part->looked;
    if (finding->severity != AuditSeverity::none) ++part->found;
    part->severity = std::max(part->severity, finding->severity);
    mark.severity = std::max(mark.severity, finding->severity);
    mark.known = true;
  }
  return mark;
}

std::vector<AuditMark> marks_of(const AuditWork& work) {
  std::map<AreaId, std::vector<const AuditFinding*>> by_area;
  for (const AuditPlace& place : work.input.places) by_area[place.area];
  for (const AuditUnit& commune : work.communes) by_area[commune.area];
  for (const AuditFinding& finding : work.looked) by_area[finding.area].push_back(&finding);
  std::vector<AuditMark> marks;
  for (const auto& [area, looked] : by_area) {
    marks.push_back(mark_of(work.rules, area, looked));
    const auto rows = work.input.now.of(area);
    marks.back().households =
        std::count_if(rows.begin(), rows.end(), [](const AuditRow& row) { return row.listed(); });
  }
  return marks;
}

std::string percent(std::int64_t seen, std::int64_t of, Language language) {
  if (of == 0) return "0";
  const std::int64_t tenths = (2000 * seen + of) / (2 * of);
  return fmt::format("{}{}{}", tenths / 10, language == Language::vi ? ',' : '.', tenths % 10);
}

std::string amount(double expected, Language language) {
  const double kept = std::max(0.0, expected);
  if (kept >= 10) return fmt::format("{:.0f}", kept);
  std::string text = fmt::format("{:.1f}", kept);
  if (language == Language::vi) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

}  // namespace

std::string_view name(AuditSeverity severity) { return kSeverities.at(static_cast<std::size_t>(severity)); }

ProvinceAudit audit_province(const AuditInput& input, const AuditRules& rules) {
  AuditWork work(input, rules);
  for (const auto& check :
       {check_recount,        check_b1_bunching, check_b2_bunching, check_same_answers,   check_interviews,
        check_no_survey,      check_enumerators, check_setting,     check_contradictions, check_duplicates,
        check_staff,          check_flows,       check_other_exits, check_no_entries,     check_exact_target,
        check_previous_class, check_merging,     check_splitting,   check_just_above,     check_relapse}) {
    check(work);
  }
  judge(work.looked);
  ProvinceAudit audit;
  audit.tests = static_cast<std::int64_t>(work.looked.size());
  audit.marks = marks_of(work);
  std::erase_if(work.looked, [](const AuditFinding& f) { return f.severity == AuditSeverity::none; });
  std::stable_sort(work.looked.begin(), work.looked.end(), [](const AuditFinding& a, const AuditFinding& b) {
    if (a.severity != b.severity) return a.severity > b.severity;
    return a.q.value_or(0) < b.q.value_or(0);
  });
  audit.findings = std::move(work.looked);
  return audit;
}

Text rarity(const Texts& texts, const AuditFinding& finding) {
  if (!finding.q) return {};
  if (*finding.q > 0.05) return texts.say("audit.rarity-common");
  // Rounded down to one figure: 1 in 40, 1 in 300, at most 1 in a million.
  const double odds = std::min(1e6, 1 / std::max(*finding.q, 1e-12));
  const double unit = std::pow(10, std::floor(std::log10(odds)));
  const auto rounded = static_cast<std::int64_t>(std::floor(odds / unit) * unit);
  return texts.say(odds >= 1e6 ? "audit.rarity-extreme" : "audit.rarity",
                   {{"odds", std::to_string(rounded)}});
}

Text sentence(const Texts& texts, const AuditFinding& finding) {
  const std::string key =
      "audit." + finding.check->code + (finding.detail.empty() ? "" : "." + finding.detail);
  Text words;
  for (const Language language : {Language::vi, Language::en}) {
    TextArguments arguments = finding.arguments;
    arguments.emplace_back("seen", std::to_string(finding.seen));
    arguments.emplace_back("of", std::to_string(finding.of));
    arguments.emplace_back("share", percent(finding.seen, finding.of, language));
    arguments.emplace_back("expected", amount(finding.expected, language));
    arguments.emplace_back("example", finding.example == nullptr ? "" : in(language, finding.example->name));
    const Text said = texts.say(key, arguments);
    const std::string rare = in(language, rarity(texts, finding));
    (language == Language::vi ? words.vi : words.en) = in(language, said) + (rare.empty() ? "" : " " + rare);
  }
  return words;
}

}  // namespace rasoat::domain
