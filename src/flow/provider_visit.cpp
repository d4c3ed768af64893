#include "flow/provider_visit.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>

#include <Poco/URI.h>

#include "access/passwords.h"
#include "access/web_token.h"
#include "config/json_file.h"
#include "flow/fetch.h"
#include "flow/make_account.h"
#include "store/session.h"

namespace rasoat::flow {
namespace {

/// What makes a visit fail; its words are for the operator only.
class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

domain::Problem refusal(const Tools& tools) {
  return {"provider-refused", tools.rules.texts.say("http.provider-refused"), ""};
}

/// One JSON object of the provider. What is missing or of another type makes the visit fail when `must` asks.
class Answer {
 public:
  explicit Answer(const std::string& text)
      : problems_(std::make_unique<config::Problems>()),
        object_(config::JsonObject::parse(text, "the provider's answer", *problems_)) {
    must();
  }
  std::string text(std::string_view name) {
    std::string value = object_.text(name);
    must();
    return value;
  }
  std::string text_or_none(std::string_view name) { return object_.text_or(name, ""); }
  std::int64_t integer(std::string_view name) {
    const std::int64_t value = object_.integer(name);
    must();
    return value;
  }
  std::vector<config::JsonObject> objects(std::string_view name) {
    auto all = object_.objects(name);
    must();
    return all;
  }
  /// A text, or several.
  std::vector<std::string> texts(std::string_view name) {
    const std::string one = object_.text(name);
    if (problems_->none()) return {one};
    *problems_ = {};
    auto all = object_.texts(name);
    must();
    return all;
  }

 private:
  void must() const {
    if (!problems_->none()) throw Refused(problems_->all().front().message.en);
  }
  std::unique_ptr<config::Problems> problems_;  // at one place for as long as the object lives
  config::JsonObject object_;
};

std::string fetched(const Tools& tools, FetchRequest request) {
  request.authorities = tools.security.provider.authorities;
  const auto answer = fetch(request);
  if (answer.status != 200) throw Refused("the provider answers " + std::to_string(answer.status));
  return answer.body;
}

/// OpenID Connect Discovery 1.0 section 4; the issuer must call itself what the settings call it.
Answer discovered(const Tools& tools) {
  const std::string& issuer = tools.security.provider.issuer;
  const std::string slash = issuer.back() == '/' ? "" : "/";
  Answer found(fetched(tools, {issuer + slash + ".well-known/openid-configuration"}));
  if (found.text("issuer") != issuer) throw Refused("the provider calls itself another issuer");
  return found;
}

std::string form(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    std::string encoded;
    Poco::URI::encode(value, "!#$&'()*+,/:;=?@[]~", encoded);
    text += (text.empty() ? "" : "&") + name + "=" + encoded;
  }
  return text;
}

/// The key of a token's header among those the provider publishes (RFC 7517).
bool signature_fits(const Tools& tools, Answer& provider, const access::WebToken& token) {
  Answer header(token.header);
  if (header.text("alg") != "RS256") throw Refused("the token is not signed by RS256");
  const std::string wanted = header.text_or_none("kid");
  Answer published(fetched(tools, {provider.text("jwks_uri")}));
  for (config::JsonObject& key : published.objects("keys")) {
    if (key.text_or("kty", "") != "RSA") continue;
    if (!wanted.empty() && key.text_or("kid", "") != wanted) continue;
    const auto modulus = access::from_base64url(key.text_or("n", ""));
    const auto exponent = access::from_base64url(key.text_or("e", ""));
    if (modulus && exponent && access::rs256_fits(token.signed_part, token.signature, *modulus, *exponent))
      return true;
  }
  return false;
}

bool for_us(Answer& claims, const std::string& client) {
  const auto audience = claims.texts("aud");
  if (std::find(audience.begin(), audience.end(), client) == audience.end()) return false;
  return audience.size() == 1 || claims.text_or_none("azp") == client;
}

/// OpenID Connect Core 1.0 section 3.1.3.7, by its numbers; gives the claim that names the account.
std::string verified_subject(const Tools& tools, Answer& provider, const std::string& id_token,
                             const std::string& nonce) {
  const auto token = access::web_token(id_token);
  if (!token) throw Refused("the token has not three parts");
  Answer claims(token->payload);
  // 2. The issuer is the one of the settings.
  if (claims.text("iss") != tools.security.provider.issuer) throw Refused("the token is of another issuer");
  // 3. to 5. It was made for this client.
  if (!for_us(claims, tools.security.provider.client_id)) throw Refused("the token is for another client");
  // 6. to 8. The signature is the provider's.
  if (!signature_fits(tools, provider, *token)) throw Refused("the signature does not fit");
  // 9. and 10. It has not expired; a minute is left for clocks that differ.
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(tools.clock().time_since_epoch()).count();
  if (claims.integer("exp") + 60 < now) throw Refused("the token has expired");
  if (claims.integer("iat") > now + 60) throw Refused("the token is of the future");
  // 11. It answers this very visit.
  if (claims.text("nonce") != nonce) throw Refused("the token answers another visit");
  return claims.text(tools.security.provider.claim);
}

std::string exchanged(const Tools& tools, Answer& provider, const std::string& code,
                      const std::string& verifier) {
  const config::Provider& settings = tools.security.provider;
  FetchRequest request{provider.text("token_endpoint")};
  request.form = form({{"grant_type", "authorization_code"},
                       {"code", code},
                       {"redirect_uri", settings.redirect},
                       {"client_id", settings.client_id},
                       {"code_verifier", verifier}});
  if (!settings.client_secret.empty()) {
    request.user = settings.client_id;
    request.password = settings.client_secret;
  }
  return Answer(fetched(tools, request)).text("id_token");
}

template <typename Work>
auto answered(const Tools& tools, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Refused& refused) {
    tools.log(domain::LogLevel::warning, "provider.refused", std::string("what=\"") + refused.what() + '"');
  } catch (const FetchFailed& failed) {
    tools.log(domain::LogLevel::warning, "provider.away", std::string("what=\"") + failed.what() + '"');
  } catch (const Poco::Exception&) {
    tools.log(domain::LogLevel::warning, "provider.refused", "what=\"an answer of another form\"");
  }
  return refusal(tools);
}

std::string stamp_before(const Tools& tools, std::chrono::seconds ago) {
  const auto then = tools.clock().time_since_epoch() - ago;
  return store::stamp(std::chrono::duration_cast<std::chrono::milliseconds>(then).count());
}

constexpr auto kVisit = std::chrono::minutes(10);

}  // namespace

domain::Result<ProviderVisit> begin_provider_visit(Tools& tools) {
  const config::Provider& settings = tools.security.provider;
  if (settings.issuer.empty())
    return domain::Problem{"not-found", tools.rules.texts.say("http.not-found"), ""};
  return answered(tools, [&]() -> domain::Result<ProviderVisit> {
    Answer provider = discovered(tools);
    const std::string state = access::random_token();
    const std::string browser = access::random_token();
    const std::string nonce = access::random_token();
    const std::string verifier = access::random_token();
    store::begin_visit(tools.pool,
                       {access::token_hash(state), access::token_hash(browser), nonce, verifier, tools.now()},
                       stamp_before(tools, kVisit));
    const std::string query = form({{"response_type", "code"},
                                    {"scope", "openid profile"},
                                    {"client_id", settings.client_id},
                                    {"redirect_uri", settings.redirect},
                                    {"state", state},
                                    {"nonce", nonce},
                                    {"code_challenge", access::pkce_challenge(verifier)},
                                    {"code_challenge_method", "S256"}});
    const std::string to = provider.text("authorization_endpoint");
    return ProviderVisit{to + (to.find('?') == std::string::npos ? '?' : '&') + query, browser};
  });
}

domain::Result<LoggedIn> end_provider_visit(Tools& tools, const ProviderReturn& back) {
  if (tools.security.provider.issuer.empty())
    return domain::Problem{"not-found", tools.rules.texts.say("http.not-found"), ""};
  return answered(tools, [&]() -> domain::Result<LoggedIn> {
    // Taken away first: neither state nor code counts a second time.
    const auto visit = store::end_visit(tools.pool, access::token_hash(back.state));
    if (!visit || visit->made_at < stamp_before(tools, kVisit)) throw Refused("no such visit was begun");
    if (visit->browser_hash != access::token_hash(back.browser)) throw Refused("another browser came back");
    if (back.code.empty()) throw Refused("the provider sent no code");
    Answer provider = discovered(tools);
    const std::string id_token = exchanged(tools, provider, back.code, visit->verifier);
    const std::string subject = verified_subject(tools, provider, id_token, visit->nonce);
    const auto account = store::find_account_of_subject(tools.pool, subject);
    if (!account || !person_of(tools, *account)) throw Refused("no account is bound to the subject");
    return open_session(tools, *account, back.address, "provider");
  });
}

}  // namespace rasoat::flow
