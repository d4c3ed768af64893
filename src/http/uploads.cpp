// Files sent, seen and decided. The flow's verbs judge scope and state; here only words are turned into
// calls.

#include <algorithm>
#include <map>
#include <set>

#include "domain/flag_flips.h"
#include "export/answers.h"
#include "export/json_out.h"
#include "export/upload_answers.h"
#include "flow/decide_upload.h"
#include "flow/mark_upload.h"
#include "flow/receive_upload.h"
#include "http/answers.h"
#include "http/endpoints.h"
#include "store/account.h"
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

/// Names of accounts, asked for once each.
class Names {
 public:
  explicit Names(Service& service) : service_(service) {}
  const std::string& of(domain::AccountId id) {
    const auto known = names_.find(number(id));
    if (known != names_.end()) return known->second;
    std::string name = "system";
    if (number(id) != 0) {
      const auto account = store::find_account(service_.tools.pool, id);
      name = account ? account->user : "?";
    }
    return names_.emplace(number(id), std::move(name)).first->second;
  }

 private:
  Service& service_;
  std::map<std::uint64_t, std::string> names_;
};

/// Per cent of a file read so far, from the length of a usual row.
int progress_of(const store::Upload& upload) {
  if (upload.state != domain::UploadState::received) return 100;
  constexpr std::uint64_t kBytesPerRow = 104;
  if (upload.bytes == 0) return 0;
  return static_cast<int>(std::min<std::uint64_t>(99, upload.rows * kBytesPerRow * 100 / upload.bytes));
}

enum class Detail { list, whole };

export_::UploadSummary summary_of(Service& service, const Request& request, const store::Upload& upload,
                                  Names& names, Detail detail) {
  export_::UploadSummary summary;
  summary.id = number(upload.id);
  summary.kind = upload.kind;
  summary.round = upload.period;
  summary.state = upload.state;
  summary.rows = static_cast<std::int64_t>(upload.rows);
  summary.errors = static_cast<std::int64_t>(upload.errors);
  summary.warnings = static_cast<std::int64_t>(upload.warnings);
  summary.progress = progress_of(upload);
  summary.file_name = upload.file_name;
  summary.uploaded_by = names.of(upload.uploaded_by);
  summary.received_at = upload.received_at;
  if (upload.decided_by) summary.decided_by = names.of(domain::AccountId{*upload.decided_by});
  summary.decided_at = upload.decided_at.value_or("");
  summary.reason = upload.reason;
  summary.synthetic = upload.synthetic;
  summary.mine = upload.uploaded_by == request.person->account;
  if (detail == Detail::whole) {
    for (const store::UploadPart& part : store::parts_of(service.tools.pool, upload.id)) {
      const std::string& code = service.tools.rules.areas.get(part.area).code.text();
      if (summary.areas.empty() || summary.areas.back() != code) summary.areas.push_back(code);
    }
  }
  return summary;
}

Response one(Service& service, const Request& request, const store::Upload& upload, int status = 200,
             const std::vector<domain::Finding>* findings = nullptr) {
  Names names(service);
  Response response = json(
      export_::upload_json(summary_of(service, request, upload, names, Detail::whole), findings), status);
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

}  // namespace

Answer send_upload(Service& service, const Request& request) {
  const std::string word = request.parameter("kind");
  const auto kind = domain::kind_named(word);
  const auto& texts = service.tools.rules.texts;
  if (!kind) {
    return Problem{
        "kind-unknown",
        texts.say("http.kind-unknown", {{"value", word},
                                        {"expected",
                                         "households, counts, disbursement, results, ntm-criteria, targets, "
                                         "benchmarks"}}),
        "kind"};
  }
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
  const auto received = flow::receive_upload(service.tools, sent);
  if (!received) return received.problem();
  ++service.counters.uploads;
  const bool checking = received->upload.state == domain::UploadState::received;
  return one(service, request, received->upload,
             checking                  ? 202
             : received->already_there ? 200
                                       : 201,
             &received->findings);
}

Answer uploads(Service& service, const Request& request) {
  const auto page = page_of(service, request);
  if (!page) return page.problem();
  const std::string kind = request.parameter("kind");
  const std::string round = request.parameter("round");
  const std::string state = request.parameter("state");
  Names names(service);
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
      export_::write_upload(out, summary_of(service, request, upload, names, Detail::list));
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

}  // namespace rasoat::http
