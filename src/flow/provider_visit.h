#pragma once

#include <string>

#include "flow/log_in.h"

namespace rasoat::flow {

/// A log-in at the identity provider of the settings: OpenID Connect Core 1.0, authorization code with PKCE.
/// The browser is sent to `address` and keeps `browser` in a cookie, so that only it can come back.
struct ProviderVisit {
  std::string address;
  std::string browser;
};

/// Begins it. Problem `not-found` where no provider is set, `provider-refused` when it cannot be asked.
domain::Result<ProviderVisit> begin_provider_visit(Tools& tools);

/// What the browser came back with.
struct ProviderReturn {
  std::string code;
  std::string state;
  std::string browser;  ///< of its cookie
  std::string address;  ///< of the client
};
/// Exchanges the code, verifies the token (signature, issuer, audience, time, nonce) and opens a session for
/// the account bound to its subject. Whatever is wrong is the Problem `provider-refused`; the operator's log
/// says what.
domain::Result<LoggedIn> end_provider_visit(Tools& tools, const ProviderReturn& back);

}  // namespace rasoat::flow
