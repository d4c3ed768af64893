#include "domain/audit_book.h"

#include <algorithm>
#include <set>

#include "domain/snapshot.h"

namespace rasoat::domain {
namespace {

constexpr std::string_view kUnknown = "unknown";

std::vector<const Area*> provinces_of(const AreaBook& book, const Area& within, Date day) {
  if (within.level < Level::province) return book.areas_at(Level::province, day, within.id);
  const Area* province = book.ancestor(within.id, Level::province);
  if (province == nullptr) return {};
  return {province};
}

std::shared_ptr<const RoundAudit> audit_of(const Snapshot& snapshot, const Round& round,
                                           const Area& province) {
  return snapshot.audits ? snapshot.audits->of(snapshot, round, province) : nullptr;
}

/// A list that can be audited while somebody waits for a ranking.
bool beside_ranks(const Snapshot& snapshot, const Round& round, const Area& province) {
  const Layer* layer = snapshot.cube.layer(round.code.text());
  if (layer == nullptr) return false;
  const std::int32_t position = layer->frame().position(province.id);
  if (position < 0) return false;
  std::int64_t listed = 0;
  for (std::int32_t i = position; i < layer->frame().nodes[static_cast<std::size_t>(position)].end; ++i)
    listed += layer->own(measures::listed, i).value_or(0);
  return listed > 0 && listed <= snapshot.rules->audit.households_beside_ranks;
}

void order(AuditView& view, const AreaBook& book) {
  std::stable_sort(view.findings.begin(), view.findings.end(),
                   [](const AuditView::Line& a, const AuditView::Line& b) {
                     if (a.finding->severity != b.finding->severity)
                       return a.finding->severity > b.finding->severity;
                     return a.finding->q.value_or(0) < b.finding->q.value_or(0);
                   });
  std::stable_sort(view.marks.begin(), view.marks.end(), [&](const AuditMark* a, const AuditMark* b) {
    if (a->severity != b->severity) return a->severity > b->severity;
    if (a->known != b->known) return a->known;
    return book.get(a->area).code < book.get(b->area).code;
  });
}

void count(const AuditMark& mark, Credibility& credibility) {
  if (!mark.known) {
    ++credibility.unknown;
  } else if (mark.severity == AuditSeverity::serious) {
    ++credibility.serious;
  } else if (mark.severity == AuditSeverity::notice) {
    ++credibility.notice;
  } else {
    ++credibility.none;
  }
}

}  // namespace

const AuditMark* RoundAudit::mark(AreaId area) const {
  const auto found = std::find_if(result.marks.begin(), result.marks.end(),
                                  [&](const AuditMark& each) { return each.area == area; });
  return found == result.marks.end() ? nullptr : &*found;
}

std::shared_ptr<const RoundAudit> AuditBook::of(const Snapshot& snapshot, const Round& round,
                                                const Area& province) const {
  if (!make_) return nullptr;
  const std::scoped_lock lock(mutex_);
  const std::pair key(round.code.text(), province.id);
  const auto found = made_.find(key);
  if (found != made_.end()) return found->second;
  return made_.emplace(key, make_(snapshot, round, province)).first->second;
}

std::vector<Text> revisit_notes(const Snapshot& snapshot, const Round& round, AreaId area) {
  std::vector<Text> notes;
  const AreaBook& book = snapshot.rules->areas;
  const Area& asked = book.get(area);
  if (round.standard.empty() || asked.level < Level::province || !asked.valid_on(round.reference_date))
    return notes;
  std::set<AreaId> told;
  for (const Area* province : provinces_of(book, asked, round.reference_date)) {
    if (!beside_ranks(snapshot, round, *province)) continue;
    const auto audit = audit_of(snapshot, round, *province);
    if (!audit) continue;
    for (const Revisit& revisit : audit->revisits) {
      const bool about = book.is_within(revisit.within, area) || book.is_within(area, revisit.within);
      if (!revisit.estimate || !about || !told.insert(revisit.within).second) continue;
      notes.push_back(revisit_note(snapshot.rules->texts, book, revisit));
    }
  }
  return notes;
}

Result<AuditView> view_audit(const Snapshot& snapshot, const AuditQuery& query) {
  const Texts& texts = snapshot.rules->texts;
  const AreaBook& book = snapshot.rules->areas;
  const Round* round = find_round(snapshot.rounds, query.round);
  if (round == nullptr)
    return Problem{"round-unknown", texts.say("query.round-unknown", {{"round", query.round}}), "round"};
  AuditView view;
  view.round = *round;
  view.within = book.find(query.within, round->reference_date);
  if (view.within == nullptr) {
    return Problem{
        "area-unknown",
        texts.say("query.area-unknown", {{"area", query.within}, {"as_of", round->reference_date.iso()}}),
        "within"};
  }
  for (const Area* province : provinces_of(book, *view.within, round->reference_date)) {
    const auto audit = audit_of(snapshot, *round, *province);
    if (!audit) continue;
    view.audits.push_back(audit);
    view.tests += audit->result.tests;
    view.synthetic = view.synthetic || audit->synthetic;
    for (const AuditFinding& finding : audit->result.findings) {
      if (book.is_within(finding.area, view.within->id)) view.findings.push_back({audit.get(), &finding});
    }
    for (const AuditMark& mark : audit->result.marks) {
      if (book.is_within(mark.area, view.within->id)) view.marks.push_back(&mark);
    }
  }
  order(view, book);
  return view;
}

Credibility credibility_of(const Snapshot& snapshot, const Round& round, AreaId area) {
  const AreaBook& book = snapshot.rules->areas;
  Credibility credibility;
  // A day of a dated kind is no round and has no list; a country or region is read through its provinces.
  if (round.standard.empty() || !book.get(area).valid_on(round.reference_date)) return credibility;
  const Area* province = book.ancestor(area, Level::province);
  if (province == nullptr || !beside_ranks(snapshot, round, *province)) return credibility;
  const auto audit = audit_of(snapshot, round, *province);
  if (!audit || audit->list->rows.empty()) return credibility;
  credibility.audit = audit;
  credibility.mark = audit->mark(area);
  for (const AuditMark& mark : audit->result.marks) {
    if (book.is_within(mark.area, area)) count(mark, credibility);
  }
  return credibility;
}

std::string finding_id(const AreaBook& book, const AuditFinding& finding) {
  std::string id = finding.check->code + ":" + book.get(finding.area).code.text() + ":" +
                   std::to_string(finding.enumerator_number);
  if (!finding.detail.empty()) id += ":" + finding.detail;
  for (const auto& [name, value] : finding.arguments) {
    if (name == "cut") id += ":" + value;
  }
  return id;
}

std::string_view mark_name(const AuditMark& mark) { return mark.known ? name(mark.severity) : kUnknown; }
std::string_view part_name(const AuditPart& part) { return part.looked > 0 ? name(part.severity) : kUnknown; }

}  // namespace rasoat::domain
