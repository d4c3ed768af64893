#include "flow/compare_upload.h"

#include <algorithm>
#include <map>

#include "domain/cube.h"
#include "flow/compare_benchmarks.h"
#include "flow/compare_money.h"
#include "ingest/reporter.h"
#include "store/cube.h"

namespace rasoat::flow {
namespace {

using domain::Measure;

void check_scope(const Tools& tools, const SentFile& sent, const std::vector<store::UploadPart>& parts,
                 ingest::Reporter& reporter) {
  for (const store::UploadPart& part : parts) {
    if (access::in_scope(sent.person, part.area, tools.rules.areas)) continue;
    const domain::Area& area = tools.rules.areas.get(part.area);
    reporter.add("E-SCOPE-OUTSIDE", {0, ""}, area.code.text() + " " + area.full_name, "",
                 {{"rows", std::to_string(part.rows)}});
  }
}

/// An approved list may not lose a village, nor more than 2 % of its households, unless that is confirmed.
void check_shrink(Tools& tools, const std::string& period, domain::UploadId upload, UploadRows& rows,
                  ingest::Reporter& reporter) {
  std::map<domain::AreaId, std::map<std::string, std::uint64_t>> sent;
  for (const store::VillageRows& village : rows.villages())
    sent[village.area][village.village] = village.rows;
  for (const auto& [area, villages] : sent) {
    const auto before = store::current_villages(tools.pool, period, area, upload);
    if (before.empty()) continue;
    const std::string name = tools.rules.areas.get(area).full_name;
    std::uint64_t old_rows = 0;
    std::uint64_t new_rows = 0;
    for (const auto& [village, count] : villages) new_rows += count;
    for (const store::VillageRows& village : before) {
      old_rows += village.rows;
      if (villages.contains(village.village)) continue;
      reporter.add("E-SHRINK-VILLAGE", {0, ""}, village.village, std::to_string(village.rows),
                   {{"area", name}});
    }
    if (new_rows * 100 < old_rows * 98) {
      reporter.add("E-SHRINK", {0, ""}, std::to_string(new_rows), std::to_string(old_rows), {{"area", name}});
    }
  }
}

/// List and counts disagreeing is a finding; both are kept and shown.
void check_other_kind(Tools& tools, const SentFile& sent, const std::vector<store::UploadPart>& parts,
                      const std::vector<domain::Fact>& facts, ingest::Reporter& reporter) {
  const bool list = sent.kind == domain::Kind::households;
  std::map<std::pair<domain::AreaId, Measure>, std::int64_t> own;
  for (const domain::Fact& fact : facts) own[{fact.area, fact.measure}] = fact.value;
  for (const store::UploadPart& part : parts) {
    for (const domain::CurrentFact& other : store::facts_of_area(tools.pool, sent.round, part.area)) {
      if ((other.kind == domain::Kind::households) == list) continue;
      if (other.measure != domain::measures::poor && other.measure != domain::measures::near_poor) continue;
      const auto here = own.find({part.area, other.measure});
      if (here == own.end() || here->second == other.value) continue;
      const auto& [listed, counted] =
          list ? std::pair{here->second, other.value} : std::pair{other.value, here->second};
      reporter.add(
          "W-COUNTS-DIFFER", {0, ""}, std::to_string(listed), std::to_string(counted),
          {{"area", tools.rules.areas.get(part.area).full_name}, {"measure", domain::name(other.measure)}});
    }
  }
}

}  // namespace

void compare_parts(const domain::Boundaries& boundaries, const domain::Rules& rules,
                   const domain::Round& round, const std::vector<domain::Fact>& facts,
                   domain::Findings& findings) {
  ingest::Reporter reporter(rules.texts, findings, "");
  domain::Layer layer(boundaries.frame(round.reference_date), round.reference_date);
  for (const domain::Fact& fact : facts) {
    layer.add({domain::Kind::counts, round.code.text(), fact.area, fact.measure, fact.value, false});
  }
  layer.roll();
  for (const domain::Fact& fact : facts) {
    const std::int32_t position = layer.frame().position(fact.area);
    if (position < 0 || layer.frame().leaf(position)) continue;
    const auto rolled = layer.rolled(fact.measure, position);
    // Where a part is missing the rolled figure is the own row itself, so only a full sum can differ.
    if (!rolled || *rolled == fact.value) continue;
    reporter.add("W-PARTS-DIFFER", {0, ""}, std::to_string(fact.value), std::to_string(*rolled),
                 {{"area", rules.areas.get(fact.area).full_name}, {"measure", domain::name(fact.measure)}});
  }
}

void compare_upload(Tools& tools, const SentFile& sent, const domain::Round* round, domain::UploadId upload,
                    UploadRows& rows, domain::Findings& findings) {
  ingest::Reporter reporter(tools.rules.texts, findings, "");
  const auto parts = rows.parts();
  check_scope(tools, sent, parts, reporter);
  if (sent.kind == domain::Kind::disbursement)
    compare_money(tools.rules, *tools.live.fresh()->dated, rows.dated().money, findings);
  if (sent.kind == domain::Kind::benchmarks)
    compare_benchmarks(*tools.live.fresh(), rows.benchmarks(), findings);
  if (round == nullptr) return;
  if (sent.kind == domain::Kind::households && sent.shrink == Shrink::refuse) {
    check_shrink(tools, sent.round, upload, rows, reporter);
  }
  const auto facts = rows.facts();
  check_other_kind(tools, sent, parts, facts, reporter);
  if (sent.kind == domain::Kind::counts)
    compare_parts(tools.boundaries, tools.rules, *round, facts, findings);
}

}  // namespace rasoat::flow
