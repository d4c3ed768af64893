#pragma once

#include <string>
#include <string_view>
#include <type_traits>
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

/// A right that somebody wrote down. It cannot be left out: a route without one does not compile.
struct StatedRight {
  consteval StatedRight(access::Right stated) : right(stated) {}  // NOLINT: implicit on purpose
  constexpr operator access::Right() const { return right; }      // NOLINT
  access::Right right;
};

/// One line of the table of contents of the service. A Problem is answered by its code's status.
struct Route {
  std::string_view method;
  std::string_view pattern;  ///< `/api/v1/uploads/{id}/approve`
  StatedRight right;
  Body body = Body::none;
  domain::Result<Response> (*answer)(Service&, const Request&) = nullptr;
  std::string_view summary;          ///< for the OpenAPI document
  std::string_view parameters = {};  ///< names of its query parameters, separated by spaces
};

static_assert(!std::is_default_constructible_v<Route>, "a route states its right");

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
