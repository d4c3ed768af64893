#pragma once

#include <string>

#include "domain/result.h"
#include "http/message.h"

namespace rasoat::http {

/// The status that a Problem's code answers with; 422 for what is well-formed but cannot be.
int status_of(const std::string& code);

/// RFC 9457 `application/problem+json` in the request's language, never with anything of the inside.
Response problem(const Request& request, int status, const std::string& code, const domain::Text& message,
                 const std::string& place = {});
Response problem(const Request& request, const domain::Problem& problem);
/// With a sentence of etc/texts, key `http.<code>`.
Response problem(const Request& request, const domain::Texts& texts, int status, const std::string& code,
                 const domain::TextArguments& arguments = {});

}  // namespace rasoat::http
