#include "flow/revisit.h"

#include <algorithm>
#include <map>
#include <random>

#include "domain/audit_book.h"
#include "flow/concerned_household.h"
#include "flow/freeze_release.h"
#include "flow/keys.h"
#include "ingest/audit_forms.h"
#include "ingest/reporter.h"
#include "store/upload.h"

namespace rasoat::flow {
namespace {

using domain::Problem;

constexpr int kMostPerCommune = 500;

Problem problem(const Tools& tools, const std::string& code, const domain::TextArguments& arguments,
                const std::string& place) {
  return {code, tools.rules.texts.say("audit." + code, arguments), place};
}

/// A list of the area that waits for a decision would change what is drawn from.
bool waiting(Tools& tools, const std::string& round, domain::AreaId within) {
  const auto parts = store::reported_parts(tools.pool, round);
  return std::any_of(parts.begin(), parts.end(), [&](const store::ReportedPart& part) {
    return part.kind == domain::Kind::households && part.state != domain::UploadState::approved &&
           tools.rules.areas.is_within(part.area, within);
  });
}

std::uint64_t fresh_seed() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

}  // namespace

domain::Result<store::Sample> draw_sample(Tools& tools, const SampleRequest& request,
                                          const access::Person& by) {
  if (request.per_commune < 2 || request.per_commune > kMostPerCommune)
    return problem(tools, "sample-size", {{"most", std::to_string(kMostPerCommune)}}, "per_commune");
  auto view = domain::view_audit(*tools.live.fresh(), {request.round, request.within});
  if (!view) return view.problem();
  if (!may_see_households(tools, by, view->within->id) && number(by.account) != 0)
    return Problem{"no-right", tools.rules.texts.say("http.forbidden"), "within"};
  if (waiting(tools, request.round, view->within->id))
    return problem(tools, "list-open", {{"area", view->within->full_name}}, "within");
  store::Sample sample;
  sample.round = request.round;
  sample.within = view->within->id;
  sample.release = freeze_automatic(tools, by);
  sample.seed = request.seed.value_or(fresh_seed());
  sample.per_commune = request.per_commune;
  sample.made_by = by.account;
  sample.made_at = tools.now();
  // From here on only the frozen list is looked at.
  const auto frozen = tools.live.release(sample.release);
  if (!frozen) return frozen.problem();
  view = domain::view_audit(**frozen, {request.round, request.within});
  if (!view) return view.problem();
  std::vector<store::SampleRow> rows;
  for (const auto& audit : view->audits) {
    for (const domain::RevisitDraw& draw : domain::draw_revisits(
             *audit->list, tools.rules.areas, sample.within, sample.seed, sample.per_commune)) {
      store::SampleRow row;
      row.number = static_cast<std::int64_t>(rows.size()) + 1;
      row.area = draw.area;
      row.upload = audit->list->uploads[audit->list->rows[draw.position].upload];
      row.row = audit->list->rows[draw.position].row;
      row.declared = draw.declared;
      row.stratum_size = draw.stratum_size;
      rows.push_back(std::move(row));
    }
  }
  if (rows.empty())
    return problem(tools, "sample-empty", {{"area", view->within->full_name}, {"round", request.round}},
                   "within");
  const std::string details = "round " + sample.round + ", within " + view->within->code.text() +
                              ", release " + sample.release + ", seed " + std::to_string(sample.seed) +
                              ", households " + std::to_string(rows.size());
  sample.id = store::add_sample(tools.pool, sample, rows,
                                {sample.made_at, by.account, "audit.sample", "sample", details});
  tools.live.fresh();  // whoever acted sees their own write at once
  return sample;
}

domain::Result<store::Sample> find_sample(Tools& tools, std::uint64_t id, const access::Person& person) {
  for (store::Sample& sample : store::samples(tools.pool, tools.live.fresh()->version)) {
    if (sample.id != id) continue;
    if (!may_see_households(tools, person, sample.within)) break;
    return std::move(sample);
  }
  return Problem{"area-not-found",
                 tools.rules.texts.say("audit.sample-unknown", {{"id", std::to_string(id)}}), "id"};
}

std::vector<FormLine> form_of(Tools& tools, const store::Sample& sample, const access::Person& person) {
  std::map<domain::UploadId, access::Key> keys;
  std::vector<FormLine> lines;
  for (const store::SampleRow& row : store::sample_rows(tools.pool, sample.id)) {
    FormLine line{row.number,         row.area, row.former_commune, row.village,
                  row.household_code, "",       row.birth_year};
    auto key = keys.find(row.upload);
    if (key == keys.end()) {
      // Destroyed when its time was over: the form goes without names.
      if (const auto upload = store::find_upload(tools.pool, row.upload); upload && !upload->data_key.empty())
        key = keys.emplace(row.upload, access::unseal_key(tools.service_key, upload->data_key)).first;
    }
    if (key != keys.end()) line.head_name = access::unseal(key->second, row.head_name_sealed);
    lines.push_back(std::move(line));
  }
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), person.account, "audit.form",
                                "sample " + std::to_string(sample.id), std::to_string(lines.size())});
  });
  return lines;
}

HandIn hand_in(Tools& tools, const store::Sample& sample, const std::filesystem::path& file,
               const access::Person& by) {
  domain::Findings findings;
  const auto read = ingest::read_revisits(file, tools.rules, findings);
  const auto drawn = static_cast<std::int64_t>(store::sample_rows(tools.pool, sample.id).size());
  ingest::Reporter reporter(tools.rules.texts, findings, "");
  std::vector<store::RevisitResult> results;
  for (const ingest::RevisitFileRow& row : read) {
    if (row.number < 1 || row.number > drawn)
      reporter.add("E-REVISIT-NUMBER", {row.row, "number"}, std::to_string(row.number),
                   "1…" + std::to_string(drawn));
    results.push_back(
        {row.number, row.met, row.found ? static_cast<int>(*row.found) : -1, row.b1, row.b2, row.day});
  }
  HandIn done{static_cast<std::int64_t>(read.size()), findings.kept(),
              findings.errors() == 0 && !results.empty()};
  if (done.taken) {
    store::add_results(tools.pool, sample.id, results,
                       {tools.now(), by.account, "audit.results", "sample " + std::to_string(sample.id),
                        std::to_string(results.size())});
    tools.live.fresh();
  }
  return done;
}

HandIn receive_staff(Tools& tools, const std::string& label, const std::filesystem::path& file,
                     const access::Person& by) {
  domain::Findings findings;
  const auto numbers = ingest::read_staff(file, tools.rules, findings);
  const access::Key identities = identity_key(tools);
  std::vector<std::string> hashes;
  for (const std::string& each : numbers) {
    std::string hash = access::identity_hash(identities, each);
    if (!hash.empty()) hashes.push_back(std::move(hash));
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  // A finding may quote a number: it goes back without it.
  std::vector<domain::Finding> kept = findings.kept();
  for (domain::Finding& finding : kept) {
    if (finding.personal) finding.value.clear();
  }
  HandIn done{static_cast<std::int64_t>(hashes.size()), std::move(kept),
              findings.errors() == 0 && !hashes.empty()};
  if (done.taken) {
    store::add_staff(tools.pool, label, hashes,
                     {tools.now(), by.account, "audit.staff", label, std::to_string(hashes.size())});
    tools.live.fresh();
  }
  return done;
}

}  // namespace rasoat::flow
