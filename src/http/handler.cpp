#include "http/handler.h"

#include <chrono>
#include <system_error>

#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <fmt/format.h>

#include "access/digest.h"
#include "http/answers.h"
#include "http/head.h"
#include "http/problem.h"
#include "store/pool.h"

namespace rasoat::http {
namespace {

using domain::Result;

constexpr std::int64_t kMostJson = 65'536;

/// What stands in the log was not written by a stranger.
std::string_view known_method(std::string_view method) {
  for (const std::string_view each : {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
    if (each == method) return each;
  }
  return "other";
}

/// What the framing of a body can be at fault for.
int status_of_fault(const std::string& code) {
  if (code == "length-required") return 411;
  if (code == "too-large") return 413;
  if (code == "media-type") return 415;
  return 400;
}

}  // namespace

void Handler::handleRequest(Poco::Net::HTTPServerRequest& wire, Poco::Net::HTTPServerResponse& out) {
  const auto began = std::chrono::steady_clock::now();
  IncomingBody body(wire);
  Request request;
  request.header = [&wire](std::string_view name) { return wire.get(std::string(name), ""); };
  const domain::Texts& texts = service_.tools.rules.texts;
  Response response;
  try {
    request = read_head(wire);
    response = answer(request, wire, body);
  } catch (const Poco::SyntaxException&) {
    response = problem(request, texts, 400, "bad-request");
  } catch (const store::Unavailable& error) {
    service_.tools.log(domain::LogLevel::error, "database.away",
                       "request=" + request.id + " what=\"" + error.what() + '"');
    response = problem(request, texts, 503, "unavailable");
    response.headers.emplace_back("Retry-After", "5");
  } catch (const store::Failure& error) {
    // A conflict that ten tries did not get past: the same may succeed when fewer write.
    service_.tools.log(domain::LogLevel::error, "request.failed",
                       "request=" + request.id + " what=\"" + error.what() + '"');
    response = error.passing() ? problem(request, texts, 503, "unavailable")
                               : problem(request, texts, 500, "failure", {{"id", request.id}});
    if (error.passing()) response.headers.emplace_back("Retry-After", "5");
  } catch (const std::system_error& error) {
    service_.tools.log(domain::LogLevel::error, "system.failed",
                       "request=" + request.id + " what=\"" + error.what() + '"');
    const bool full = error.code() == std::errc::no_space_on_device;
    response = full ? problem(request, texts, 503, "no-room")
                    : problem(request, texts, 500, "failure", {{"id", request.id}});
    if (full) response.headers.emplace_back("Retry-After", "60");
  } catch (const std::exception& error) {
    service_.tools.log(domain::LogLevel::error, "request.failed",
                       "request=" + request.id + " what=\"" + error.what() + '"');
    response = problem(request, texts, 500, "failure", {{"id", request.id}});
  } catch (...) {
    service_.tools.log(domain::LogLevel::error, "request.failed", "request=" + request.id);
    response = problem(request, texts, 500, "failure", {{"id", request.id}});
  }
  const int status = response.status;
  send(request, response.shared ? *response.shared : response, body, out);
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
  Counters& counters = service_.counters;
  ++counters.requests;
  counters.microseconds += static_cast<std::uint64_t>(took.count());
  if (status >= 500) ++counters.server_errors;
  if (status >= 400 && status < 500) ++counters.client_errors;
  if (status >= 400 || changes(request)) {
    service_.tools.log(domain::LogLevel::info, "request",
                       fmt::format("request={} method={} route={} status={} ms={} account={}", request.id,
                                   known_method(request.method), request.pattern, status, took.count() / 1000,
                                   request.person ? std::to_string(number(request.person->account)) : "-"));
  }
}

Response Handler::answer(Request& request, Poco::Net::HTTPServerRequest& wire, IncomingBody& body) {
  const domain::Texts& texts = service_.tools.rules.texts;
  Peer peer = service_.peers.of(wire);
  request.address = std::move(peer.address);
  request.secure = peer.secure;
  if (!service_.peers.known_host(peer.host)) return problem(request, texts, 421, "host");
  if (!body.fault().empty()) return problem(request, texts, status_of_fault(body.fault()), body.fault());
  Match found = match(request.method, request.path);
  if (found.route == nullptr && found.allowed.empty()) return file_or_page(request);
  if (found.route == nullptr) {
    Response response = problem(request, texts, 405, "method");
    std::string allowed;
    for (const std::string_view method : found.allowed) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(method);
      if (method == "GET") allowed += ", HEAD";
    }
    response.headers.emplace_back("Allow", allowed);
    return response;
  }
  request.place = std::move(found.place);
  const Route& route = *found.route;
  request.pattern = route.pattern;
  if (changes(request) && foreign_origin(request, peer.host)) return problem(request, texts, 403, "origin");
  if (route.right != access::Right::open) {
    sign_in(request);
    if (!request.person) {
      Response response = problem(request, texts, 401, "sign-in-required");
      response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"rasoat\"");
      return response;
    }
    if (!access::may(request.person->role, route.right)) return problem(request, texts, 403, "forbidden");
    const bool own_session = request.path.rfind("/api/v1/session", 0) == 0;
    if (request.must_change_password && !own_session)
      return problem(request, texts, 403, "password-change-required");
    if (request.must_enrol && !own_session) return problem(request, texts, 403, "factor-required");
    if (request.pattern == "/api/v1/reports/{name}" && !token_reads(request, request.part("name")))
      return problem(request, texts, 403, "forbidden");
  }
  auto response = dispatch(request, route, body);
  if (!response) return problem(request, response.problem());
  return std::move(*response);
}

Result<Response> Handler::dispatch(Request& request, const Route& route, IncomingBody& body) {
  const domain::Texts& texts = service_.tools.rules.texts;
  const auto fault = [&](const std::string& code) {
    return problem(request, texts, status_of_fault(code), code);
  };
  if (route.body == Body::json) {
    if (request.header("Content-Type").rfind("application/json", 0) != 0) return fault("media-type");
    auto text = body.text(kMostJson);
    if (!text) return fault(text.problem().code);
    request.body = std::move(*text);
  }
  if (route.body == Body::file) {
    auto file = body.file(service_.tools.data_directory / "spool", service_.tools.upload_limit_bytes);
    if (!file && file.problem().code == "too-large") {
      return problem(request, texts, 413, "file-too-large",
                     {{"limit", std::to_string(service_.tools.upload_limit_bytes / 1'048'576)}});
    }
    if (!file) return fault(file.problem().code);
    const std::shared_ptr<SpooledFile> spooled = std::move(*file);
    request.file = spooled->path();
    request.file_kept = spooled;  // a check in the background may outlive the request
    request.file_name = spooled->sender_name.empty() ? request.parameter("name") : spooled->sender_name;
  }
  return route.answer(service_, request);
}

Response Handler::file_or_page(const Request& request) const {
  const domain::Texts& texts = service_.tools.rules.texts;
  if (request.path == "/api" || request.path.rfind("/api/", 0) == 0)
    return problem(request, texts, 404, "not-found");
  if (changes(request)) {
    Response response = problem(request, texts, 405, "method");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  if (const Response* file = service_.files.find(request.path)) return *file;
  return problem(request, texts, 404, service_.files.empty() ? "no-pages" : "not-found");
}

void Handler::sign_in(Request& request) const {
  request.secret = secret_of(request);
  if (request.secret.empty()) return;
  const auto known = service_.sign_ins.find(request.secret);
  if (!known) return;
  request.person = known->person;
  request.must_change_password = known->must_change;
  request.must_enrol = known->must_enrol;
  request.token = known->token;
  request.token_reports = known->reports;
}

void Handler::send(const Request& request, const Response& response, IncomingBody& body,
                   Poco::Net::HTTPServerResponse& out) const {
  const bool reading = !changes(request);
  std::string etag = response.etag;
  if (reading && response.status == 200 && etag.empty()) {
    access::Sha256 hash;
    hash.take(response.body);
    etag = '"' + hash.hex().substr(0, 32) + '"';
  }
  // Names that nobody has set before are added: setting looks through all there are, each time.
  try {
    out.setStatusAndReason(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(response.status));
    out.add("X-Content-Type-Options", "nosniff");
    out.add("X-Request-Id", request.id);
    out.add("Cross-Origin-Resource-Policy", "same-origin");
    if (request.secure) out.add("Strict-Transport-Security", "max-age=31536000");
    if (request.path.rfind("/api/", 0) == 0) {
      // Whoever opens data as a page gets one that may do nothing; what else only pages heed is left out.
      out.add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    } else {
      out.add("Referrer-Policy", "same-origin");
      out.add("X-Frame-Options", "DENY");
    }
    if (response.media_type.rfind("text/html", 0) == 0) {
      out.add("Cross-Origin-Opener-Policy", "same-origin");
      out.add("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
      out.add("Content-Security-Policy",
              "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
              "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    }
    out.add("Cache-Control", reading && response.status < 300 ? "private, no-cache" : "no-store");
    for (const auto& [name, value] : response.headers) out.set(name, value);
    for (const std::string& cookie : response.cookies) out.add("Set-Cookie", cookie);
    const bool stay = body.finished() && service_.queued() == 0;
    out.setKeepAlive(stay && out.getKeepAlive());
    if (reading && has_content(request.header("If-None-Match"), etag)) {
      out.setStatusAndReason(Poco::Net::HTTPResponse::HTTP_NOT_MODIFIED);
      out.set("ETag", etag);
      out.setContentLength(0);
      out.send();
      return;
    }
    const std::string* bytes = &response.body;
    std::string packed_now;
    constexpr std::size_t kWorthPacking = 1'400;  // about what one packet holds
    const bool text =
        response.media_type.find("json") != std::string::npos || response.media_type.rfind("text/", 0) == 0;
    const bool packable = text || !response.packed.empty();
    if (packable) out.add("Vary", "Accept-Encoding");
    if (packable && response.body.size() > kWorthPacking && accepts_gzip(request)) {
      if (response.packed.empty()) packed_now = packed(response.body);
      bytes = response.packed.empty() ? &packed_now : &response.packed;
      out.add("Content-Encoding", "gzip");
      if (!etag.empty()) etag.insert(etag.size() - 1, "-gz");
    }
    if (!etag.empty()) out.add("ETag", etag);
    if (response.status != 204) out.setContentType(response.media_type);
    if (body.finished()) {
      out.sendBuffer(bytes->data(), bytes->size());
    } else {
      // Sent before the rest is drained: a client that is still sending gets to read its answer.
      out.setContentLength64(static_cast<Poco::Int64>(bytes->size()));
      std::ostream& stream = out.send();
      if (request.method != "HEAD") stream.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
      stream.flush();
    }
  } catch (const std::exception&) {
    out.setKeepAlive(false);  // the client went away; there is nobody to tell
  }
  if (!body.finished()) body.drain();
}

}  // namespace rasoat::http
