#include "http/interface.h"

#include <map>
#include <set>
#include <vector>

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/ParseHandler.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Net/HTTPResponse.h>

#include "http/interface.gen.h"
#include "http/routes.h"

namespace rasoat::http {
namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

Object::Ptr object() { return new Object(Poco::JSON_PRESERVE_KEY_ORDER); }

Object::Ptr parse(std::string_view text) {
  Poco::JSON::Parser parser(new Poco::JSON::ParseHandler(true));
  return parser.parse(std::string(text)).extract<Object::Ptr>();
}

/// A member that is an object; an empty one where it is absent.
Object::Ptr part(const Object::Ptr& of, const std::string& name) {
  const auto found = of->getObject(name);
  return found ? found : object();
}

/// Calls `take` with name and value of each member of a member that may be absent.
template <typename Take>
void each_of(const Object::Ptr& of, const std::string& name, Take take) {
  const auto found = of->getObject(name);
  if (!found) return;
  for (const auto& [key, value] : *found) take(key, value);
}

Object::Ptr reference(const std::string& to) {
  auto made = object();
  made->set("$ref", "#/components/" + to);
  return made;
}

/// All chapters, member by member.
struct Chapters {
  Object::Ptr tags = object();
  Object::Ptr schemas = object();
  Object::Ptr parameters = object();
  Object::Ptr operations = object();
  std::map<std::string, std::string> tag_of;  ///< by operation

  Chapters() {
    for (const std::string_view text : interface_chapters) {
      const Object::Ptr chapter = parse(text);
      const auto tag = chapter->getValue<std::string>("tag");
      tags->set(tag, chapter->getValue<std::string>("description"));
      each_of(chapter, "schemas", [&](const auto& name, const auto& schema) { schemas->set(name, schema); });
      each_of(chapter, "parameters",
              [&](const auto& name, const auto& parameter) { parameters->set(name, parameter); });
      each_of(chapter, "operations", [&](const auto& name, const auto& operation) {
        operations->set(name, operation);
        tag_of[name] = tag;
      });
    }
  }
};

/// One parameter: what is said of its name everywhere, and over it what is said of it here.
Object::Ptr parameter(const Chapters& chapters, const Object::Ptr& said, const std::string& name,
                      bool in_path) {
  auto made = object();
  made->set("name", name);
  made->set("in", in_path ? "path" : "query");
  if (in_path) made->set("required", true);
  for (const auto& from : {part(chapters.parameters, name), part(part(said, "parameters"), name)}) {
    for (const auto& [key, value] : *from) made->set(key, value);
  }
  if (!made->has("schema")) {
    auto text = object();
    text->set("type", "string");
    made->set("schema", text);
  }
  return made;
}

Array::Ptr parameters(const Chapters& chapters, const Object::Ptr& said, const Route& route) {
  Array::Ptr made = new Array;
  const std::string pattern(route.pattern);
  for (auto open = pattern.find('{'); open != std::string::npos; open = pattern.find('{', open + 1)) {
    made->add(parameter(chapters, said, pattern.substr(open + 1, pattern.find('}', open) - open - 1), true));
  }
  std::string_view names = route.parameters;
  while (!names.empty()) {
    const auto end = names.find(' ');
    made->add(parameter(chapters, said, std::string(names.substr(0, end)), false));
    names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
  }
  return made;
}

Object::Ptr request_body(const Object::Ptr& said, const Route& route) {
  auto made = object();
  made->set("required", true);
  auto content = object();
  if (route.body == Body::json) {
    content->set("application/json", part(said, "body"));
  } else {
    for (const char* media :
         {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}) {
      content->set(
          media, said->has("body") && std::string_view(media) == "text/csv" ? part(said, "body") : object());
    }
    content->set("multipart/form-data", parse(R"({"schema": {"type": "object", "required": ["file"],
                           "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}}}})"));
  }
  made->set("content", content);
  return made;
}

/// What the base of all handlers answers before or around the route's own function.
std::set<int> statuses_of_the_base(const Route& route) {
  std::set<int> statuses{400, 500, 503};
  if (route.right != access::Right::open) statuses.insert({401, 403});
  if (route.method != "GET") statuses.insert(403);  // a page of another site
  if (route.body == Body::json) statuses.insert({411, 413, 415});
  if (route.body == Body::file) statuses.insert({411, 413, 415});
  return statuses;
}

Object::Ptr responses(const Object::Ptr& said, const Route& route, std::set<int>& problems) {
  std::set<int> here = statuses_of_the_base(route);
  if (const auto more = said->getArray("problems")) {
    for (std::size_t i = 0; i < more->size(); ++i)
      here.insert(more->getElement<int>(static_cast<unsigned>(i)));
  }
  auto made = object();
  each_of(said, "responses", [&](const auto& status, const auto& response) {
    auto answer = object();
    for (const auto& [key, value] : *response.template extract<Object::Ptr>()) answer->set(key, value);
    made->set(status, answer);
  });
  if (route.method == "GET" && made->has("200")) made->set("304", reference("responses/304"));
  for (const int status : here) {
    if (made->has(std::to_string(status))) continue;
    made->set(std::to_string(status), reference("responses/" + std::to_string(status)));
    problems.insert(status);
  }
  return made;
}

Array::Ptr roles(const Route& route) {
  Array::Ptr made = new Array;
  for (const access::Role role : {access::Role::officer, access::Role::reviewer, access::Role::manager,
                                  access::Role::reporter, access::Role::exporter, access::Role::admin}) {
    if (access::may(role, route.right)) made->add(std::string(access::name(role)));
  }
  return made;
}

Object::Ptr operation(const Chapters& chapters, const Route& route, std::set<int>& problems) {
  const std::string name = std::string(route.method) + " " + std::string(route.pattern);
  const Object::Ptr said = part(chapters.operations, name);
  auto made = object();
  made->set("summary", std::string(route.summary));
  if (said->has("description")) made->set("description", said->get("description"));
  if (const auto tag = chapters.tag_of.find(name); tag != chapters.tag_of.end()) {
    Array::Ptr tags = new Array;
    tags->add(tag->second);
    made->set("tags", tags);
  }
  if (route.right == access::Right::open) {
    made->set("security", Array::Ptr(new Array));
  } else {
    made->set("x-roles", roles(route));
  }
  made->set("parameters", parameters(chapters, said, route));
  if (route.body != Body::none) made->set("requestBody", request_body(said, route));
  made->set("responses", responses(said, route, problems));
  return made;
}

std::string lower(std::string_view method) {
  std::string text(method);
  for (char& c : text) c = static_cast<char>(c - 'A' + 'a');
  return text;
}

Object::Ptr components(const Chapters& chapters, const std::set<int>& problems) {
  auto made = object();
  made->set("securitySchemes", parse(R"({"session": {"type": "apiKey", "in": "cookie", "name": "rasoat"},
                                         "token": {"type": "http", "scheme": "bearer"}})"));
  auto answers = object();
  answers->set("304", parse(R"({"description": "Not changed since the ETag that If-None-Match names"})"));
  for (const int status : problems) {
    auto answer = parse(
        R"({"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}})");
    answer->set("description", Poco::Net::HTTPResponse::getReasonForStatus(
                                   static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status)));
    answers->set(std::to_string(status), answer);
  }
  made->set("responses", answers);
  made->set("schemas", chapters.schemas);
  return made;
}

}  // namespace

std::string interface_document(const std::string& version) {
  const Chapters chapters;
  auto document = object();
  document->set("openapi", "3.1.0");
  auto info = object();
  info->set("title", "rasoat");
  info->set("version", version);
  document->set("info", info);
  document->set("security", parse(R"({"all": [{"session": []}, {"token": []}]})")->get("all"));
  Array::Ptr tags = new Array;
  for (const auto& [name, description] : *chapters.tags) {
    auto tag = object();
    tag->set("name", name);
    tag->set("description", description);
    tags->add(tag);
  }
  document->set("tags", tags);
  auto paths = object();
  std::set<int> problems;
  for (const Route& route : routes()) {
    const std::string pattern(route.pattern);
    if (!paths->has(pattern)) paths->set(pattern, object());
    paths->getObject(pattern)->set(lower(route.method), operation(chapters, route, problems));
  }
  document->set("paths", paths);
  document->set("components", components(chapters, problems));
  std::ostringstream out;
  document->stringify(out);
  return out.str();
}

}  // namespace rasoat::http
