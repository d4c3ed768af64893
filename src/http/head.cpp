#include "http/head.h"

#include <atomic>
#include <chrono>
#include <cstdint>

#include <Poco/URI.h>
#include <fmt/format.h>

#include "http/preference.h"
#include "http/session_cookie.h"

namespace rasoat::http {
namespace {

std::string next_id() {
  static std::atomic<std::uint64_t> count{0};
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return fmt::format("{:x}-{:x}", std::chrono::duration_cast<std::chrono::milliseconds>(now).count(),
                     ++count);
}

/// The language wanted most of those the service speaks; Vietnamese where it is as welcome.
domain::Language language_of(const std::string& accept) {
  return preference(accept, "en") > preference(accept, "vi") ? domain::Language::en : domain::Language::vi;
}

}  // namespace

Request read_head(Poco::Net::HTTPServerRequest& wire) {
  Request request;
  request.id = next_id();
  request.method = wire.getMethod();
  request.header = [&wire](std::string_view name) { return wire.get(std::string(name), ""); };
  request.language = language_of(request.header("Accept-Language"));
  const Poco::URI address(wire.getURI());
  request.path = address.getPath();
  request.query_text = address.getRawQuery();
  return request;
}

std::string Request::parameter(std::string_view name) const {
  // Most requests name few of those that are asked for: a name that stands nowhere need not be decoded.
  const bool nowhere =
      query_text.find(name) == std::string::npos && query_text.find('%') == std::string::npos;
  if (nowhere) return {};
  if (!query_) {
    Poco::URI sent;
    sent.setRawQuery(query_text);
    auto decoded = sent.getQueryParameters();  // throws: nothing is kept of a query that cannot be decoded
    query_.emplace();
    for (auto& [each, value] : decoded) (*query_)[each] = std::move(value);
  }
  const auto found = query_->find(name);
  return found == query_->end() ? std::string() : found->second;
}

std::string secret_of(const Request& request) {
  const std::string authorization = request.header("Authorization");
  constexpr std::string_view kBearer = "Bearer ";
  if (authorization.rfind(kBearer, 0) == 0) return authorization.substr(kBearer.size());
  return cookie_of(request, "rasoat");
}

bool changes(const Request& request) { return request.method != "GET" && request.method != "HEAD"; }

bool foreign_origin(const Request& request, const std::string& host) {
  // Fetch Metadata: what a browser says of where a request comes from; other clients do not send it.
  const std::string site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string origin = request.header("Origin");
  if (origin.empty()) return false;
  const auto scheme = origin.find("://");
  return scheme == std::string::npos || origin.substr(scheme + 3) != host;
}

bool accepts_gzip(const Request& request) {
  return preference(request.header("Accept-Encoding"), "gzip") > 0;
}

bool has_content(const std::string& if_none_match, const std::string& etag) {
  if (if_none_match.empty() || etag.empty()) return false;
  if (if_none_match == "*") return true;
  const std::string content = etag.substr(0, etag.size() - 1);  // without the closing quote
  return if_none_match.find(content + '"') != std::string::npos ||
         if_none_match.find(content + "-gz\"") != std::string::npos;
}

}  // namespace rasoat::http
