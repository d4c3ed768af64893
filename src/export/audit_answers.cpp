#include "export/audit_answers.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "export/answer_parts.h"
#include "export/csv_out.h"
#include "export/text_table.h"

namespace rasoat::export_ {
namespace {

using domain::Area;
using domain::AuditFinding;
using domain::AuditMark;
using domain::AuditView;
using domain::Snapshot;

domain::Text label(const Snapshot& snapshot, std::string_view severity) {
  return snapshot.rules->texts.say("audit.severity." + std::string(severity));
}

domain::Text family_name(const Snapshot& snapshot, const std::string& family) {
  return snapshot.rules->texts.say("audit.family." + family);
}

void write_area(JsonOut& out, std::string_view name, const Area* area) {
  out.key(name);
  if (area == nullptr) {
    out.null();
    return;
  }
  out.begin_object().member("code", area->code.text()).member("name", area->full_name).end_object();
}

/// Enough digits to be compared, not more than the method is good for.
std::string significant(double value) { return fmt::format("{:.3g}", value); }

void write_probability(JsonOut& out, std::string_view name, const std::optional<double>& value) {
  out.key(name);
  value ? out.raw(significant(*value)) : out.null();
}

void write_parts(JsonOut& out, const Snapshot& snapshot, const AuditMark& mark, bool counts) {
  out.key("parts").begin_array();
  for (const domain::AuditPart& part : mark.parts) {
    out.begin_object().member("family", part.family).member("name", family_name(snapshot, part.family));
    out.member("severity", domain::part_name(part));
    out.member("label", label(snapshot, domain::part_name(part)));
    if (counts) out.member("looked", part.looked).member("found", part.found);
    out.end_object();
  }
  out.end_array();
}

std::int64_t findings_of(const AuditView& view, domain::AreaId area) {
  return std::count_if(view.findings.begin(), view.findings.end(),
                       [&](const AuditView::Line& line) { return line.finding->area == area; });
}

void write_commune(JsonOut& out, const Snapshot& snapshot, const AuditView& view, const AuditMark& mark) {
  const domain::AreaBook& book = snapshot.rules->areas;
  out.begin_object();
  write_area(out, "area", &book.get(mark.area));
  const Area* district = book.ancestor(mark.area, domain::Level::district);
  write_area(out, "district", district == &book.get(mark.area) ? nullptr : district);
  out.member("severity", domain::mark_name(mark)).member("label", label(snapshot, domain::mark_name(mark)));
  out.member("households", mark.households).member("findings", findings_of(view, mark.area));
  write_parts(out, snapshot, mark, true);
  out.end_object();
}

/// The members of a finding, into an object that is open.
void write_finding(JsonOut& out, const Snapshot& snapshot, const AuditFinding& finding) {
  const domain::AreaBook& book = snapshot.rules->areas;
  out.member("id", domain::finding_id(book, finding)).member("check", finding.check->code);
  out.member("name", finding.check->name).member("family", finding.check->family);
  out.member("severity", domain::name(finding.severity));
  out.member("label", label(snapshot, domain::name(finding.severity)));
  write_area(out, "area", &book.get(finding.area));
  out.member("enumerator", finding.enumerator_number).member("seen", finding.seen).member("of", finding.of);
  out.key("expected").raw(fmt::format("{:.1f}", finding.expected));
  write_probability(out, "p", finding.p);
  write_probability(out, "q", finding.q);
  out.member("sentence", domain::sentence(snapshot.rules->texts, finding));
  out.member("households", static_cast<std::int64_t>(finding.households.size()));
  out.key("histogram").begin_array();
  for (const domain::AuditBar& bar : finding.histogram) {
    out.begin_object().member("label", bar.label).member("seen", bar.seen);
    out.key("expected").raw(fmt::format("{:.1f}", bar.expected)).member("window", bar.window).end_object();
  }
  out.end_array();
}

void write_given(JsonOut& out, std::string_view name, std::int16_t value) {
  out.key(name);
  value == domain::AuditRow::kAbsent ? out.null() : out.value(static_cast<std::int64_t>(value));
}

void write_class(JsonOut& out, std::string_view name, std::int8_t value) {
  out.key(name);
  value < 0 ? out.null() : out.value(domain::name(static_cast<domain::HouseholdClass>(value)));
}

void write_facts(JsonOut& out, const domain::AuditRow& row) {
  write_given(out, "birth_year", row.birth_year);
  write_given(out, "members", row.members);
  write_class(out, "class", row.declared);
  write_class(out, "computed_class", row.computed);
  write_class(out, "previous_class", row.previous);
  write_given(out, "b1_score", row.b1);
  write_given(out, "b2_score", row.b2);
  out.key("deprivations");
  if (row.deprivations < 0) {
    out.null();
  } else {
    out.begin_array();
    for (int n = 0; n < domain::kMostDeprivations; ++n) {
      if (((row.deprivations >> n) & 1) != 0) out.value(n + 1);
    }
    out.end_array();
  }
  out.key("survey_date");
  row.surveyed == domain::AuditRow::kNoDay ? out.null()
                                           : out.value(domain::Date::from_days(row.surveyed).iso());
}

struct Summary {
  std::int64_t serious = 0, notice = 0, none = 0, unknown = 0, households = 0;
};

Summary summary_of(const AuditView& view) {
  Summary summary;
  for (const AuditMark* mark : view.marks) {
    summary.households += mark->households;
    const auto severity = domain::mark_name(*mark);
    ++(severity == "serious"  ? summary.serious
       : severity == "notice" ? summary.notice
       : severity == "none"   ? summary.none
                              : summary.unknown);
  }
  return summary;
}

void write_head(JsonOut& out, const Snapshot& snapshot, const AuditView& view) {
  out.member("round", view.round.code.text()).member("within", view.within->code.text());
  out.member("as_of", view.round.reference_date.iso());
  snapshot.release.empty() ? out.key("release").null() : out.member("release", snapshot.release);
  out.member("standard", view.round.standard.text()).member("synthetic", view.synthetic);
  out.member("note", snapshot.rules->texts.say("audit.note")).member("tests", view.tests);
  const Summary summary = summary_of(view);
  out.key("summary").begin_object().member("communes", static_cast<std::int64_t>(view.marks.size()));
  out.member("serious", summary.serious).member("notice", summary.notice).member("none", summary.none);
  out.member("unknown", summary.unknown).member("households", summary.households).end_object();
  out.key("checks").begin_array();
  for (const domain::AuditCheck& check : snapshot.rules->audit.checks) {
    out.begin_object().member("code", check.code).member("family", check.family);
    out.member("family_name", family_name(snapshot, check.family));
    out.member("name", check.name).member("basis", check.basis).end_object();
  }
  out.end_array();
}

void write_household(JsonOut& out, const Snapshot& snapshot, const AuditHousehold& household) {
  out.begin_object();
  write_area(out, "area", &snapshot.rules->areas.get(household.area));
  out.member("upload", household.upload).member("row", household.row);
  out.member("former_commune", household.former_commune).member("village", household.village);
  out.member("household_code", household.household_code).member("head_name", household.head_name);
  out.member("enumerator", household.enumerator);
  write_facts(out, *household.facts);
  out.end_object();
}

void write_share(JsonOut& out, const domain::RevisitShare& share) {
  out.member("wrong", share.wrong).member("of", share.of).key("interval");
  if (!share.interval) {
    out.null();
    return;
  }
  out.begin_array().raw(domain::percent_hundredths(share.interval->low).plain());
  out.raw(domain::percent_hundredths(share.interval->high).plain()).end_array();
}

void write_corrected(JsonOut& out, std::string_view name, const domain::CorrectedCount& count) {
  out.key(name)
      .begin_object()
      .member("listed", count.listed)
      .key("corrected")
      .raw(fmt::format("{:.1f}", count.corrected));
  out.key("interval")
      .begin_array()
      .raw(fmt::format("{:.1f}", count.low))
      .raw(fmt::format("{:.1f}", count.high));
  out.end_array().end_object();
}

void write_estimate(JsonOut& out, const Snapshot& snapshot, const domain::Revisit& revisit) {
  const domain::RevisitEstimate& found = *revisit.estimate;
  out.begin_object().member("visited", found.visited).member("met", found.met);
  write_corrected(out, "poor", found.poor);
  write_corrected(out, "near_poor", found.near_poor);
  out.key("misclassified").begin_object();
  write_share(out, found.wrong);
  out.end_object().key("communes").begin_array();
  for (const auto& [area, share] : found.by_commune) {
    out.begin_object();
    write_area(out, "area", &snapshot.rules->areas.get(area));
    write_share(out, share);
    out.end_object();
  }
  out.end_array().key("enumerators").begin_array();
  std::map<domain::AreaId, int> number;
  for (const auto& [who, share] : found.by_enumerator) {
    out.begin_object();
    write_area(out, "area", &snapshot.rules->areas.get(who.first));
    out.member("enumerator", ++number[who.first]);
    write_share(out, share);
    out.end_object();
  }
  out.end_array().member("note", domain::revisit_note(snapshot.rules->texts, snapshot.rules->areas, revisit));
  out.end_object();
}

void write_revisits(JsonOut& out, const Snapshot& snapshot, const AuditView& view) {
  const domain::AreaBook& book = snapshot.rules->areas;
  out.key("revisits").begin_array();
  for (const auto& audit : view.audits) {
    for (const domain::Revisit& revisit : audit->revisits) {
      if (!book.is_within(revisit.within, view.within->id) &&
          !book.is_within(view.within->id, revisit.within))
        continue;
      out.begin_object().member("id", revisit.id);
      write_area(out, "within", &book.get(revisit.within));
      out.member("made_at", revisit.made_at).member("release", revisit.release);
      out.member("seed", std::to_string(revisit.seed)).member("per_commune", revisit.per_commune);
      out.member("drawn", revisit.drawn).key("estimate");
      revisit.estimate ? write_estimate(out, snapshot, revisit) : static_cast<void>(out.null());
      out.end_object();
    }
  }
  out.end_array();
}

}  // namespace

std::string audit_json(const Snapshot& snapshot, const AuditView& view) {
  JsonOut out;
  out.begin_object();
  write_head(out, snapshot, view);
  out.key("communes").begin_array();
  for (const AuditMark* mark : view.marks) write_commune(out, snapshot, view, *mark);
  out.end_array().key("findings").begin_array();
  for (const AuditView::Line& line : view.findings) {
    out.begin_object();
    write_finding(out, snapshot, *line.finding);
    out.end_object();
  }
  out.end_array();
  write_revisits(out, snapshot, view);
  out.end_object();
  return out.take();
}

std::string audit_finding_json(const Snapshot& snapshot, const AuditFinding& finding,
                               const std::vector<AuditHousehold>& households) {
  JsonOut out;
  out.begin_object();
  write_finding(out, snapshot, finding);
  out.key("enumerator_name");
  finding.enumerator == 0 || households.empty() ? out.null() : out.value(households.front().enumerator);
  out.key("items").begin_array();
  for (const AuditHousehold& household : households) write_household(out, snapshot, household);
  out.end_array().key("next").null().end_object();
  return out.take();
}

std::string audit_names_json(const Snapshot& snapshot, const std::vector<AuditPair>& pairs) {
  JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const AuditPair& pair : pairs) {
    out.begin_object().key("likeness").raw(fmt::format("{:.3f}", pair.likeness)).key("one");
    write_household(out, snapshot, pair.one);
    out.key("other");
    write_household(out, snapshot, pair.other);
    out.end_object();
  }
  out.end_array().key("next").null().end_object();
  return out.take();
}

std::string audit_csv(const Snapshot& snapshot, const AuditView& view) {
  CsvOut out;
  out.words({"area_code", "area", "check", "family", "severity", "enumerator", "seen", "of", "expected", "p",
             "q", "households", "sentence"});
  for (const AuditView::Line& line : view.findings) {
    const AuditFinding& finding = *line.finding;
    const Area& area = snapshot.rules->areas.get(finding.area);
    out.text(area.code.text()).text(area.full_name).text(finding.check->code).text(finding.check->family);
    out.text(domain::name(finding.severity)).number(std::to_string(finding.enumerator_number));
    out.number(std::to_string(finding.seen)).number(std::to_string(finding.of));
    out.number(fmt::format("{:.1f}", finding.expected));
    out.number(finding.p ? significant(*finding.p) : "").number(finding.q ? significant(*finding.q) : "");
    out.number(std::to_string(finding.households.size()));
    out.text(domain::sentence(snapshot.rules->texts, finding).vi).end_record();
  }
  return out.take();
}

std::string audit_table(const Snapshot& snapshot, const AuditView& view) {
  const domain::Texts& texts = snapshot.rules->texts;
  const auto heading = [&](std::string_view key) { return texts.say("heading." + std::string(key)).vi; };
  const Summary summary = summary_of(view);
  std::string out = texts
                        .say("table.audit", {{"area", view.within->full_name},
                                             {"round", view.round.name.vi},
                                             {"communes", std::to_string(view.marks.size())},
                                             {"serious", std::to_string(summary.serious)},
                                             {"notice", std::to_string(summary.notice)},
                                             {"unknown", std::to_string(summary.unknown)}})
                        .vi +
                    "\n" + texts.say("audit.note").vi + "\n";
  if (view.synthetic) out += texts.say("note.synthetic").vi + "\n";
  TextTable table({{heading("severity")}, {heading("code")}, {heading("area")}, {heading("evidence")}});
  for (const AuditView::Line& line : view.findings) {
    const Area& area = snapshot.rules->areas.get(line.finding->area);
    const std::string who =
        line.finding->enumerator_number == 0
            ? ""
            : texts.say("audit.enumerator", {{"number", std::to_string(line.finding->enumerator_number)}})
                      .vi +
                  ": ";
    table.row({label(snapshot, domain::name(line.finding->severity)).vi, area.code.text(), area.full_name,
               who + domain::sentence(texts, *line.finding).vi});
  }
  if (!view.findings.empty()) out += "\n" + table.text();
  return out;
}

void write_credibility(JsonOut& out, const Snapshot& snapshot, const domain::Credibility& credibility) {
  out.key("credibility");
  if (!credibility.audit) {
    out.null();
    return;
  }
  out.begin_object();
  if (credibility.mark != nullptr) {
    const std::string_view severity = domain::mark_name(*credibility.mark);
    out.member("severity", severity).member("label", label(snapshot, severity));
    write_parts(out, snapshot, *credibility.mark, false);
  } else {
    out.member("serious", credibility.serious).member("notice", credibility.notice);
    out.member("none", credibility.none).member("unknown", credibility.unknown);
  }
  out.end_object();
}

}  // namespace rasoat::export_
