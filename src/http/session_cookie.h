#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "http/message.h"

namespace rasoat::http {

/// The Set-Cookie of a session: out of reach of scripts, never sent from another site, and only over TLS
/// where the request came over TLS. An age of 0 removes it.
std::string session_cookie(const Request& request, const std::string& secret, std::chrono::seconds age);

/// The value of a cookie of the request, or nothing.
std::string cookie_of(const Request& request, std::string_view name);

}  // namespace rasoat::http
