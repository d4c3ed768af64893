// Files sent, seen and decided. The flow's verbs judge scope and state; here only words are turned into
// calls.

#include <algorithm>
#include <chrono>
#include <set>
#include <stdexcept>
#include <thread>

#include "domain/flag_flips.h"
#include "export/answers.h"
#include "export/changes_answer.h"
#include "export/json_out.h"
#include "export/upload_answers.h"
#include "flow/decide_upload.h"
#include "flow/make_template.h"
#include "flow/mark_upload.h"
#include "flow/receive_upload.h"
#include "flow/upload_changes.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "http/problem.h"
#include "http/upload_summary.h"
#include "store/pool.h"
#include "store/upload.h"

namespace rasoat::http {
namespace {

using domain::Problem;
using domain::Result;

Problem unknown(const Service& service) {
  return {"upload-unknown", service.tools.rules.texts.say("upload.upload-unknown"), "id"};
}

std::optional<domain::UploadId> id_of(const std::string& text) {
  const bool digits = !text.empty() && text.size() < 19 &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return std::nullopt;
  return domain::UploadId{std::stoull(text)};
}

/// The upload of the address, when the person may see it.
Result<store::Upload> upload_of(Service& service, const Request& request) {
  const auto id = id_of(request.part("id"));
  if (!id) return unknown(service);
  auto upload = store::find_upload(service.tools.pool, *id);
  if (!upload || !flow::may_see(service.tools, *request.person, *upload)) return unknown(service);
  return std::move(*upload);
}

Response one(Service& service, const Request& request, const store::Upload& upload, int status = 200,
             const std::vector<domain::Finding>* findings = nullptr) {
  Response response =
      json(export_::upload_json(UploadSummaries(service).of(request, upload, UploadSummaries::Detail::whole),
                                findings),
           status);
  response.headers.emplace_back("Location", "/api/v1/uploads/" + std::to_string(number(upload.id)));
  return response;
}

/// Runs a verb on the upload of the address and answers with its next state.
template <typename Verb>
Answer decide(Service& service, const Request& request, Verb verb) {
  const auto upload = upload_of(service, request);
  if (!upload) return upload.problem();
  const domain::Outcome outcome = verb(upload->id);
  if (!outcome) return outcome.problem();
  return one(service, request, store::find_upload(service.tools.pool, upload->id).value());
}

Problem kind_unknown(const Service& service, const std::string& code, const std::string& word) {
  constexpr const char* kKinds =
      "households, counts, disbursement, results, ntm-criteria, targets, benchmarks";
  return {code, service.tools.rules.texts.say("http.kind-unknown", {{"value", word}, {"expected", kKinds}}),
          "kind"};
}

/// The upload once it was checked, or as far as it is when that takes long: 202, to be asked for again.
Answer checked_or_on_its_way(Service& service, const Request& request, const flow::OpenedUpload& opened) {
  constexpr std::chrono::seconds kPatience(20);  // a line may be given up after 30
  const auto until = std::chrono::steady_clock::now() + kPatience;
  std::optional<store::Upload> upload;
  for (;;) {
    const auto left = until - std::chrono::steady_clock::now();
    service.checking.wait(opened.id, std::chrono::duration_cast<std::chrono::milliseconds>(left));
    upload = store::find_upload(service.tools.pool, opened.id);
    // What stopped the check has been logged; the file can be sent again as it is.
    if (!upload) throw store::Unavailable("upload " + std::to_string(number(opened.id)) + " was not checked");
    if (upload->state != domain::UploadState::received) break;
    if (std::chrono::steady_clock::now() >= until) return one(service, request, *upload, 202);
    // Somebody else has it in hand, here or on another instance, and will have it in work in a moment.
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
  }
  const auto findings = flow::findings_for(service.tools, *upload, *request.person);
  return one(service, request, *upload, opened.ours ? 201 : 200, &findings);
}

}  // namespace

Answer send_upload(Service& service, const Request& request) {
  const std::string word = request.parameter("kind");
  const auto kind = domain::kind_named(word);
  const auto& texts = service.tools.rules.texts;
  if (!kind) return kind_unknown(service, "kind-unknown", word);
  // Benchmarks and targets are the administrators' registers, everything else is the officers'.
  const bool register_kind = *kind == domain::Kind::benchmarks || *kind == domain::Kind::targets;
  const bool administrator = request.person->role == access::Role::admin;
  if (register_kind != administrator || !access::in_scope(*request.person, *kind)) {
    return Problem{"no-right", texts.say("http.forbidden"), "kind"};
  }
  flow::SentFile sent;
  sent.kind = *kind;
  sent.round = request.parameter("round");
  sent.file = request.file;
  sent.file_name = request.file_name;
  sent.person = *request.person;
  sent.shrink = request.parameter("accept_shrink") == "1" ? flow::Shrink::accept : flow::Shrink::refuse;
  const auto opened = flow::open_sent(service.tools, sent);
  if (!opened) return opened.problem();
  if (opened->ours && !service.checking.add(sent, *opened, request.file_kept)) {
    store::drop_upload(service.tools.pool, opened->id);
    Response busy = problem(request, texts, 503, "busy");
    busy.headers.emplace_back("Retry-After", "30");
    return busy;
  }
  ++service.counters.uploads;
  return checked_or_on_its_way(service, request, *opened);
}

Answer uploads(Service& service, const Request& request) {
  const auto page = page_of(service, request);
  if (!page) return page.problem();
  const std::string kind = request.parameter("kind");
  const std::string round = request.parameter("round");
  const std::string state = request.parameter("state");
  UploadSummaries summaries(service);
  export_::JsonOut out;
  out.begin_object().key("items").begin_array();
  std::uint64_t before = page->cursor;
  std::size_t shown = 0;
  bool more = true;
  // Asked for in pieces, since what the person may see is known only here.
  while (more && shown < page->limit) {
    constexpr std::uint64_t kPiece = 200;
    const auto piece = store::list_uploads(service.tools.pool, before, kPiece);
    more = piece.size() == kPiece;
    for (const store::Upload& upload : piece) {
      before = number(upload.id);
      if (!kind.empty() && kind != domain::name(upload.kind)) continue;
      if (!round.empty() && round != upload.period) continue;
      if (!state.empty() && state != domain::name(upload.state)) continue;
      if (!flow::may_see(service.tools, *request.person, upload)) continue;
      out.begin_object();
      export_::write_upload(out, summaries.of(request, upload, UploadSummaries::Detail::list));
      out.end_object();
      if (++shown == page->limit) {
        more = true;
        break;
      }
    }
  }
  out.end_array().key("next");
  more&& shown == page->limit ? out.value(std::to_string(before)) : out.null();
  out.end_object();
  return json(out.take());
}

Answer upload(Service& service, const Request& request) {
  const auto upload = upload_of(service, request);
  if (!upload) return upload.problem();
  return one(service, request, *upload);
}

Answer findings(Service& service, const Request& request) {
  const auto upload = upload_of(service, request);
  if (!upload) return upload.problem();
  const auto all = flow::findings_for(service.tools, *upload, *request.person);
  const std::string format = request.parameter("format");
  if (format == "csv") {
    return attachment(export_::findings_csv(all), "text/csv; charset=utf-8",
                      "findings-" + request.part("id") + ".csv");
  }
  if (format == "xlsx") {
    return attachment(export_::findings_xlsx(all, service.tools.rules.texts),
                      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                      "findings-" + request.part("id") + ".xlsx");
  }
  if (!format.empty() && format != "json") return bad_value(service, "format", format, "json | csv | xlsx");
  return json(export_::findings_json(all));
}

Answer marked(Service& service, const Request& request) {
  const auto upload = upload_of(service, request);
  if (!upload) return upload.problem();
  const auto file = flow::mark_upload(service.tools, *upload, *request.person);
  if (!file) return file.problem();
  return attachment(file->bytes, file->media_type, file->name);
}

Answer upload_difference(Service& service, const Request& request) {
  const auto upload = upload_of(service, request);
  if (!upload) return upload.problem();
  const auto changes = flow::upload_changes(service.tools, *upload, *request.person);
  if (!changes) return changes.problem();
  return json(export_::changes_json(
      {number(upload->id), upload->kind, upload->period, &*changes, &service.tools.rules.areas}));
}

Answer submit(Service& service, const Request& request) {
  return decide(service, request,
                [&](domain::UploadId id) { return flow::submit_upload(service.tools, id, *request.person); });
}

namespace {

/// Which flags of the province a published average or a target raises, clears or makes more severe.
std::string flips_json(Service& service, const store::Upload& upload, const domain::Snapshot& before,
                       const domain::Snapshot& after) {
  export_::JsonOut out;
  out.begin_array();
  std::set<std::pair<std::string, std::string>> judged;
  for (const store::UploadPart& part : store::parts_of(service.tools.pool, upload.id)) {
    domain::RankQuery query;
    query.indicator = part.part.substr(0, part.part.find('@'));
    query.round = part.period;
    if (!judged.insert({query.indicator, query.round}).second) continue;
    const auto flips = domain::flag_flips(before, after, query);
    if (!flips) continue;  // a period or place without areas to flag
    for (const domain::FlagFlip& flip : *flips) export_::write_flip(out, after, flip, query.round);
  }
  out.end_array();
  return out.take();
}

}  // namespace

Answer approve(Service& service, const Request& request) {
  const auto upload = upload_of(service, request);
  const bool register_kind =
      upload && (upload->kind == domain::Kind::benchmarks || upload->kind == domain::Kind::targets);
  const auto before = service.tools.live.now();
  auto answer = decide(service, request, [&](domain::UploadId id) {
    return flow::approve_upload(service.tools, id, *request.person);
  });
  if (!answer || answer->status != 200 || !register_kind) return answer;
  answer->body.pop_back();
  answer->body += ",\"flips\":" + flips_json(service, *upload, *before, *service.tools.live.now()) + "}";
  return answer;
}

Answer reject(Service& service, const Request& request) {
  const std::string reason = field_or(request, "reason", "");
  return decide(service, request, [&](domain::UploadId id) {
    return flow::reject_upload(service.tools, id, *request.person, reason);
  });
}

Answer undo(Service& service, const Request& request) {
  return decide(service, request,
                [&](domain::UploadId id) { return flow::undo_upload(service.tools, id, *request.person); });
}

Answer upload_template(Service& service, const Request& request) {
  const auto kind = domain::kind_named(request.part("kind"));
  if (!kind) return kind_unknown(service, "template-unknown", request.part("kind"));
  const auto file = flow::make_template(service.tools, *kind, request.parameter("round"), *request.person);
  if (!file) return file.problem();
  return attachment(file->bytes, file->media_type, file->name);
}

}  // namespace rasoat::http
