#pragma once

#include <string>

namespace rasoat::http {

/// The OpenAPI 3.1 document of this service. Addresses, query parameters, roles and what the base of all
/// handlers answers by itself come from the table of routes, so that they cannot differ from it;
/// descriptions, schemas and examples from the chapters in src/http/interface/.
std::string interface_document(const std::string& version);

}  // namespace rasoat::http
