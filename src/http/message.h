#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/scope.h"
#include "domain/text.h"

namespace rasoat::http {

/// One request as the handlers see it: nothing of the wire is left in it. Belongs to one thread.
struct Request {
  std::string method;
  std::string path;                                       ///< decoded, without the query
  std::map<std::string, std::string, std::less<>> place;  ///< `{id}` of the route
  std::string query_text;                                 ///< as sent
  std::function<std::string(std::string_view)> header;    ///< empty when absent
  std::string id;                                         ///< of this request, for the log
  std::string pattern = "-";                              ///< of its route: what the log names it by
  domain::Language language = domain::Language::vi;
  std::optional<access::Person> person;  ///< present unless the route is open
  bool must_change_password = false;
  bool must_enrol = false;    ///< a second factor is required and not there yet
  bool token = false;         ///< a machine's token, no session
  std::string token_reports;  ///< which reports a token may have, comma-separated; empty = all
  std::string secret;         ///< the session's or token's, for ending it
  std::string address;        ///< of the client
  bool secure = false;        ///< over TLS, here or at a trusted proxy
  std::string body;           ///< JSON bodies
  /// Uploads: where the complete body lies, and the name the sender gave it.
  std::filesystem::path file;
  std::shared_ptr<const void> file_kept;  ///< the file is gone with the last of these
  std::string file_name;

  /// Of the query, decoded; of a repeated one the last; empty when absent. Throws Poco::SyntaxException for a
  /// query that cannot be decoded.
  std::string parameter(std::string_view name) const;
  const std::string& part(std::string_view name) const { return place.find(name)->second; }

 private:
  mutable std::optional<std::map<std::string, std::string, std::less<>>> query_;  // once it was asked for
};

/// What goes back.
struct Response {
  int status = 200;
  std::string media_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::vector<std::string> cookies = {};  ///< values of Set-Cookie headers, one each
  std::string etag = {};                  ///< with its quotes; made from the body of a GET where empty
  std::string packed = {};                ///< the body in gzip where it is at hand already
  /// Goes back instead of all the above, where many requests share an answer.
  std::shared_ptr<const Response> shared = {};
};

}  // namespace rasoat::http
