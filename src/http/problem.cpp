#include "http/problem.h"

#include <map>
#include <string_view>

#include <Poco/Net/HTTPResponse.h>

#include "export/json_out.h"

namespace rasoat::http {

int status_of(const std::string& code) {
  static const std::map<std::string_view, int> kStatus{
      {"upload-unknown", 404},
      {"area-not-found", 404},
      {"user-unknown", 404},
      {"upload-state", 409},
      {"round-closed", 409},
      {"user-taken", 409},
      {"schedule-unknown", 404},
      {"run-unknown", 404},
      {"schedule-taken", 409},
      {"run-state", 409},
      {"run-file", 410},
      {"release-taken", 409},
      {"own-upload", 403},
      {"no-right", 403},
      {"bad-value", 400},
      {"too-large", 413},
      {"empty", 415},
      {"not-utf8", 415},
      {"not-a-table", 415},
      {"legacy-encoding", 415},
      {"old-or-locked-excel", 415},
      {"original-gone", 410},
      {"flag-unknown", 404},
      {"release-not-found", 404},
      {"sign-in-wrong", 401},
      {"sign-in-wait", 429},
      {"code-required", 401},
      {"code-wrong", 401},
      {"factor-exists", 409},
      {"key-destroyed", 410},
      {"session-unknown", 404},
      {"not-found", 404},
      {"subject-taken", 409},
      {"provider-refused", 401},
      {"template-unknown", 404},
  };
  const auto found = kStatus.find(code);
  return found == kStatus.end() ? 422 : found->second;
}

Response problem(const Request& request, int status, const std::string& code, const domain::Text& message,
                 const std::string& place) {
  export_::JsonOut out;
  out.begin_object()
      .member("type", "urn:rasoat:problem:" + code)
      .member("title", Poco::Net::HTTPResponse::getReasonForStatus(
                           static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status)))
      .member("status", status)
      .member("detail", domain::in(request.language, message))
      .member("instance", "urn:rasoat:request:" + request.id)
      .member("code", code);
  if (!place.empty()) out.member("place", place);
  out.end_object();
  Response response;
  response.status = status;
  response.media_type = "application/problem+json; charset=utf-8";
  response.body = out.take();
  response.headers.emplace_back("Content-Language", request.language == domain::Language::vi ? "vi" : "en");
  return response;
}

Response problem(const Request& request, const domain::Problem& what) {
  return problem(request, status_of(what.code), what.code, what.message, what.place);
}

Response problem(const Request& request, const domain::Texts& texts, int status, const std::string& code,
                 const domain::TextArguments& arguments) {
  return problem(request, status, code, texts.say("http." + code, arguments));
}

}  // namespace rasoat::http
