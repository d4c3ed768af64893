#include "http/answers.h"

#include <algorithm>
#include <cctype>

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <fmt/format.h>

#include "access/digest.h"
#include "http/static_files.h"

namespace rasoat::http {

using domain::Problem;
using domain::Result;

Response json(std::string body, int status) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

Response attachment(std::string body, const std::string& media_type, const std::string& name) {
  Response response = json(std::move(body));
  response.media_type = media_type;
  // RFC 6266: plain letters for old programs, all letters for the others.
  std::string plain;
  std::string encoded;
  for (const char c : name) {
    const auto u = static_cast<unsigned char>(c);
    const bool safe = std::isalnum(u) != 0 || c == '.' || c == '-' || c == '_';
    if (u < 0x80) plain += safe ? c : '_';
    encoded += safe ? std::string(1, c) : fmt::format("%{:02X}", u);
  }
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded);
  return response;
}

Problem bad_value(const Service& service, std::string_view name, const std::string& value,
                  std::string_view expected) {
  return {"bad-value",
          service.tools.rules.texts.say(
              "query.bad-value",
              {{"name", std::string(name)}, {"value", value}, {"expected", std::string(expected)}}),
          std::string(name)};
}

Result<std::shared_ptr<const domain::Snapshot>> snapshot_for(Service& service, const Request& request) {
  const std::string release = request.parameter("release");
  if (!release.empty()) return service.tools.live.release(release);
  return service.tools.live.now();
}

Result<std::optional<domain::Date>> date_of(const Service& service, const Request& request,
                                            std::string_view name) {
  const std::string text = request.parameter(name);
  if (text.empty()) return std::optional<domain::Date>{};
  const auto date = domain::Date::parse(text);
  if (!date) return bad_value(service, name, text, "YYYY-MM-DD");
  return std::optional<domain::Date>{date};
}

Result<domain::RankQuery> rank_query(const Service& service, const Request& request) {
  domain::RankQuery query;
  query.indicator = request.parameter("indicator");
  query.round = request.parameter("round");
  if (query.round.empty()) {
    return Problem{"bad-value", service.tools.rules.texts.say("query.round-required"), "round"};
  }
  const std::string level = request.parameter("level");
  if (!level.empty()) {
    query.level = domain::level_named(level);
    if (!query.level)
      return bad_value(service, "level", level, "country | region | province | district | commune");
  }
  if (const std::string within = request.parameter("within"); !within.empty()) query.within = within;
  const auto as_of = date_of(service, request, "as_of");
  if (!as_of) return as_of.problem();
  query.as_of = *as_of;
  query.group = request.parameter("group");
  const std::string order = request.parameter("order");
  if (!order.empty() && order != "best" && order != "worst")
    return bad_value(service, "order", order, "best | worst");
  query.order = order == "worst" ? domain::Order::worst : domain::Order::best;
  const std::string partial = request.parameter("partial");
  if (!partial.empty() && partial != "0" && partial != "1")
    return bad_value(service, "partial", partial, "0 | 1");
  query.partial = partial == "1" ? domain::Partial::accept : domain::Partial::refuse;
  if (const std::string year = request.parameter("plan_year"); !year.empty()) {
    if (!domain::Date::parse(year + "-12-31")) return bad_value(service, "plan_year", year, "2023");
    query.plan_year = std::stoi(year);
  }
  return query;
}

Result<Page> page_of(const Service& service, const Request& request) {
  const auto whole = [](const std::string& text) -> std::optional<std::uint64_t> {
    if (text.empty() || text.size() > 18) return std::nullopt;
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
      return std::nullopt;
    return std::stoull(text);
  };
  Page page;
  if (const std::string limit = request.parameter("limit"); !limit.empty()) {
    const auto number = whole(limit);
    if (!number || *number < 1 || *number > 20'000) return bad_value(service, "limit", limit, "1–20000");
    page.limit = static_cast<std::size_t>(*number);
  }
  if (const std::string cursor = request.parameter("cursor"); !cursor.empty()) {
    const auto number = whole(cursor);
    if (!number) return bad_value(service, "cursor", cursor, "next");
    page.cursor = *number;
  }
  return page;
}

std::string next_member(std::optional<std::uint64_t> next) {
  return next ? "\"next\":\"" + std::to_string(*next) + '"' : "\"next\":null";
}

Result<Response> remembered(Service& service, const Request& request, const domain::Snapshot& snapshot,
                            const std::function<Result<Response>()>& make) {
  if (!snapshot.release.empty()) return make();
  const std::string key = request.path + '?' + request.query_text;
  Response response;
  response.shared = service.answers.find(snapshot.version, key);
  if (response.shared) return response;
  auto made = make();
  if (!made || made->status != 200) return made;
  access::Sha256 hash;
  hash.take(made->body);
  made->etag = '"' + hash.hex().substr(0, 32) + '"';
  made->packed = packed(made->body);
  response.shared = std::make_shared<const Response>(std::move(*made));
  service.answers.keep(snapshot.version, key, response.shared);
  return response;
}

namespace {

Poco::JSON::Object::Ptr object_of(const Request& request) {
  try {
    Poco::JSON::Parser parser;
    return parser.parse(request.body.empty() ? "{}" : request.body).extract<Poco::JSON::Object::Ptr>();
  } catch (const Poco::Exception&) {
    return nullptr;
  }
}

}  // namespace

Result<std::vector<std::string>> fields(const Service& service, const Request& request,
                                        const std::vector<std::string>& required) {
  const auto object = object_of(request);
  std::vector<std::string> values;
  for (const std::string& name : required) {
    if (!object || !object->has(name) || !object->get(name).isString()) {
      return Problem{"bad-value", service.tools.rules.texts.say("http.bad-json", {{"field", name}}), name};
    }
    values.push_back(object->getValue<std::string>(name));
  }
  return values;
}

bool token_reads(const Request& request, std::string_view report) {
  if (request.token_reports.empty()) return true;
  std::string_view all = request.token_reports;
  while (!all.empty()) {
    const auto comma = all.find(',');
    if (all.substr(0, comma) == report) return true;
    all.remove_prefix(comma == std::string_view::npos ? all.size() : comma + 1);
  }
  return false;
}

std::string field_or(const Request& request, const std::string& name, const std::string& otherwise) {
  const auto object = object_of(request);
  if (!object || !object->has(name) || !object->get(name).isString()) return otherwise;
  return object->getValue<std::string>(name);
}

}  // namespace rasoat::http
