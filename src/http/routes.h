#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/scope.h"
#include "domain/result.h"
#include "http/message.h"
#include "http/service.h"

namespace rasoat::http {

/// What a route takes as its body.
enum class Body {
  none,  ///< anything sent is not read and ends the connection
  json,  ///< `application/json`, small
  file   ///< an upload: raw or as the multipart field `file`
};

/// One line of the table of contents of the service. A Problem is answered by its code's status.
struct Route {
  std::string_view method;
  std::string_view pattern;  ///< `/api/v1/uploads/{id}/approve`
  access::Right right = access::Right::signed_in;
  Body body = Body::none;
  domain::Result<Response> (*answer)(Service&, const Request&) = nullptr;
  std::string_view summary;          ///< for the OpenAPI document
  std::string_view parameters = {};  ///< names of its query parameters, separated by spaces
};

const std::vector<Route>& routes();

/// The route of a request and what its `{…}` stand for. `allowed` lists the methods of the path when only the
/// method does not fit.
struct Match {
  const Route* route = nullptr;
  std::map<std::string, std::string, std::less<>> place;
  std::vector<std::string_view> allowed;
};
Match match(std::string_view method, std::string_view path);

}  // namespace rasoat::http
