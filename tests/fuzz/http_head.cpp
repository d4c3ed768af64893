// A request as bytes on the wire, through the handler that every request passes: address, headers, cookies,
// what a proxy says, the framing of a body, and the routes that are open to all.

#include "fuzz/fuzz.h"
#include "fuzz/service.h"
#include "fuzz/wire.h"
#include "http/handler.h"
#include "http/head.h"

using namespace rasoat;

namespace {

/// No stranger's line end gets into the head of an answer.
void check(const fuzz::WireResponse& answer) {
  const int status = answer.getStatus();
  fuzz::must(answer.sent(), "every request is answered");
  fuzz::must(status >= 200 && status < 600 && status != 500, "nothing a stranger sends is a failure of ours");
  for (const auto& [name, value] : answer) {
    fuzz::must(name.find_first_of("\r\n:") == std::string::npos, "a header has a name");
    fuzz::must(value.find_first_of("\r\n") == std::string::npos, "a header is one line");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  http::Service& service = fuzz::service();
  try {
    fuzz::WireRequest wire(bytes);
    const http::Peers peers("127.0.0.1", "rasoat.example.vn,localhost", false);
    const http::Peer peer = peers.of(wire);
    fuzz::must(!peer.address.empty(), "everybody has an address");
    peers.known_host(peer.host);
    try {
      const http::Request request = http::read_head(wire);
      http::secret_of(request);
      http::foreign_origin(request, peer.host);
      http::accepts_gzip(request);
      http::has_content(request.header("If-None-Match"), "\"0123456789abcdef\"");
    } catch (const Poco::SyntaxException&) {
      // An address that is none: the handler says so.
    }
  } catch (const Poco::Exception&) {
    return 0;  // refused by the library before anything of ours runs
  }
  fuzz::WireRequest wire(bytes);
  fuzz::WireResponse answer;
  http::Handler(service).handleRequest(wire, answer);
  check(answer);
  return 0;
}
