// Is the classification substantive? Evidence for those who decide; households only for those in whose areas
// they are. Shapes of the answers stand in export/audit_answers.h.

#include <charconv>

#include "export/audit_answers.h"
#include "export/revisit_form.h"
#include "export/upload_answers.h"
#include "flow/open_finding.h"
#include "flow/revisit.h"
#include "http/answers.h"
#include "http/endpoints.h"

namespace rasoat::http {
namespace {

domain::AuditQuery audit_query(const Request& request) {
  domain::AuditQuery query;
  query.round = request.parameter("round");
  if (const std::string within = request.parameter("within"); !within.empty()) query.within = within;
  return query;
}

bool limited(const access::Person& person) {
  return person.role == access::Role::officer || person.role == access::Role::reviewer;
}

/// Reviewers see the figures of their own areas; managers and reporters of all.
void keep_scope(domain::AuditView& view, const access::Person& person, const domain::AreaBook& book) {
  const auto outside = [&](domain::AreaId area) { return !access::in_scope(person, area, book); };
  std::erase_if(view.findings, [&](const auto& line) { return outside(line.finding->area); });
  std::erase_if(view.marks, [&](const domain::AuditMark* mark) { return outside(mark->area); });
}

export_::AuditHousehold shown(const flow::ConcernedHousehold& each) {
  return {each.area,           number(each.upload), each.row,        each.former_commune, each.village,
          each.household_code, each.head_name,      each.enumerator, each.facts};
}

}  // namespace

Answer audit(Service& service, const Request& request) {
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  const auto make = [&]() -> Answer {
    auto view = domain::view_audit(**snapshot, audit_query(request));
    if (!view) return view.problem();
    if (limited(*request.person)) keep_scope(*view, *request.person, service.tools.rules.areas);
    return json(export_::audit_json(**snapshot, *view));
  };
  // What is kept is kept for everybody, so only the unlimited answer is.
  return limited(*request.person) ? make() : remembered(service, request, **snapshot, make);
}

Answer audit_finding(Service& service, const Request& request) {
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  const auto opened = flow::open_finding(service.tools, **snapshot, request.parameter("round"),
                                         request.part("id"), *request.person);
  if (!opened) return opened.problem();
  std::vector<export_::AuditHousehold> households;
  for (const flow::ConcernedHousehold& each : opened->households) households.push_back(shown(each));
  return json(export_::audit_finding_json(**snapshot, *opened->finding, households));
}

Answer audit_names(Service& service, const Request& request) {
  const auto snapshot = snapshot_for(service, request);
  if (!snapshot) return snapshot.problem();
  const auto proposals =
      flow::propose_names(service.tools, **snapshot, audit_query(request), *request.person);
  if (!proposals) return proposals.problem();
  std::vector<export_::AuditPair> pairs;
  for (const flow::NameProposal& each : proposals->pairs)
    pairs.push_back({each.likeness, shown(each.one), shown(each.other)});
  return json(export_::audit_names_json(**snapshot, pairs));
}

namespace {

std::optional<std::uint64_t> whole(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void write_sample(export_::JsonOut& out, const Service& service, const store::Sample& sample) {
  out.member("id", sample.id).member("round", sample.round);
  out.member("within", service.tools.rules.areas.get(sample.within).code.text());
  // The seed as text: it may be larger than what every reader of JSON keeps exactly.
  out.member("release", sample.release).member("seed", std::to_string(sample.seed));
  out.member("per_commune", sample.per_commune).member("made_at", sample.made_at);
}

domain::Result<store::Sample> sample_of(Service& service, const Request& request) {
  return flow::find_sample(service.tools, whole(request.part("id")).value_or(0), *request.person);
}

Response handed_in(const flow::HandIn& done) {
  export_::JsonOut out;
  out.begin_object().member("rows", done.rows).member("taken", done.taken);
  out.key("findings").raw(export_::findings_json(done.findings)).end_object();
  return json(out.take(), done.taken ? 201 : 422);
}

}  // namespace

Answer draw_sample(Service& service, const Request& request) {
  const auto given = fields(service, request, {"round", "within"});
  if (!given) return given.problem();
  flow::SampleRequest asked{given->at(0), given->at(1), 12, {}};
  if (const std::string size = field_or(request, "per_commune", ""); !size.empty()) {
    const auto number = whole(size);
    if (!number || *number > 10'000) return bad_value(service, "per_commune", size, "2…500");
    asked.per_commune = static_cast<int>(*number);
  }
  if (const std::string seed = field_or(request, "seed", ""); !seed.empty()) {
    asked.seed = whole(seed);
    if (!asked.seed) return bad_value(service, "seed", seed, "0…18446744073709551615");
  }
  const auto drawn = flow::draw_sample(service.tools, asked, *request.person);
  if (!drawn) return drawn.problem();
  export_::JsonOut out;
  out.begin_object();
  write_sample(out, service, *drawn);
  out.end_object();
  Response response = json(out.take(), 201);
  response.headers.emplace_back("Location", "/api/v1/audit/samples/" + std::to_string(drawn->id) + "/form");
  return response;
}

Answer samples(Service& service, const Request& request) {
  const auto snapshot = service.tools.live.now();
  const std::string round = request.parameter("round");
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  for (const store::Sample& sample : store::samples(service.tools.pool, snapshot->version)) {
    if (!round.empty() && round != sample.round) continue;
    if (limited(*request.person) &&
        !access::in_scope(*request.person, sample.within, service.tools.rules.areas))
      continue;
    out.begin_object();
    write_sample(out, service, sample);
    out.end_object();
  }
  out.end_array().key("next").null().end_object();
  return json(out.take());
}

Answer sample_form(Service& service, const Request& request) {
  const auto sample = sample_of(service, request);
  if (!sample) return sample.problem();
  const domain::AreaBook& book = service.tools.rules.areas;
  export_::RevisitForm form;
  form.sample = sample->id;
  form.round = sample->round;
  form.within = book.get(sample->within).full_name;
  form.release = sample->release;
  form.seed = sample->seed;
  for (const flow::FormLine& line : flow::form_of(service.tools, *sample, *request.person)) {
    form.lines.push_back({line.number, book.get(line.area).full_name, line.former_commune, line.village,
                          line.household_code, line.head_name, line.birth_year});
  }
  const std::string name = "phuc-tra-" + std::to_string(sample->id);
  const std::string format = request.parameter("format");
  if (format == "pdf") {
    return attachment(export_::revisit_form_pdf(service.tools.rules.texts, form), "application/pdf",
                      name + ".pdf");
  }
  if (!format.empty() && format != "xlsx") return bad_value(service, "format", format, "xlsx | pdf");
  return attachment(export_::revisit_form_xlsx(service.tools.rules.texts, form),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
}

Answer sample_results(Service& service, const Request& request) {
  const auto sample = sample_of(service, request);
  if (!sample) return sample.problem();
  return handed_in(flow::hand_in(service.tools, *sample, request.file, *request.person));
}

Answer send_staff(Service& service, const Request& request) {
  const std::string label = request.parameter("label");
  return handed_in(flow::receive_staff(service.tools, label.substr(0, 190), request.file, *request.person));
}

}  // namespace rasoat::http
