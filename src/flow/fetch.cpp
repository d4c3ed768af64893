#include "flow/fetch.h"

#include <memory>

#include <curl/curl.h>

namespace rasoat::flow {
namespace {

constexpr std::size_t kMost = 1'048'576;

struct Closed {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  if (text.size() + size * count > kMost) return 0;  // curl ends the transfer
  text.append(bytes, size * count);
  return size * count;
}

}  // namespace

FetchAnswer fetch(const FetchRequest& request) {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  const std::unique_ptr<CURL, Closed> handle(ready ? curl_easy_init() : nullptr);
  if (!handle) throw FetchFailed("curl does not start");
  CURL* curl = handle.get();
  const bool here = request.address.rfind("http://127.0.0.1:", 0) == 0;
  FetchAnswer answer;
  curl_easy_setopt(curl, CURLOPT_URL, request.address.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, here ? "http" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, here ? "" : nullptr);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  if (!request.authorities.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, request.authorities.c_str());
  if (!request.form.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.form.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.form.c_str());
  }
  if (!request.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(curl, CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, request.password.c_str());
  }
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) throw FetchFailed(std::string("no answer: ") + curl_easy_strerror(code));
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

}  // namespace rasoat::flow
