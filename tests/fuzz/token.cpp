// What an identity provider sends back, and codes that people type.

#include "access/recovery.h"
#include "access/totp.h"
#include "access/web_token.h"
#include "fuzz/fuzz.h"

using namespace rasoat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto bytes = access::from_base64url(text))
    fuzz::must(access::from_base64url(access::base64url(*bytes)) == bytes, "base64url goes forth and back");
  if (const auto token = access::web_token(text)) {
    fuzz::must(text.substr(0, token->signed_part.size()) == token->signed_part, "what is signed was sent");
    fuzz::must(!access::rs256_fits(token->signed_part, token->signature, token->header, token->payload),
               "no signature fits a key made of the token itself");
  }
  const std::string tidy = access::tidy_code(text);
  fuzz::must(access::tidy_code(tidy) == tidy, "a tidy code is tidy");
  const std::size_t half = text.size() / 2;
  fuzz::must(!access::open_with_shares(text.substr(0, half), text.substr(half), text),
             "nobody guesses a share");
  return 0;
}
