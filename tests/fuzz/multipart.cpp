// The body of an upload: the first line is its Content-Type, the rest the body. The first byte chooses
// whether the length told is right, too long, or absent.

#include <algorithm>

#include "fuzz/fuzz.h"
#include "fuzz/wire.h"
#include "http/incoming_body.h"

using namespace rasoat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::int64_t kMost = 4'096;
  std::string_view bytes = fuzz::text_of(data, size);
  const std::size_t lie = fuzz::choose(bytes, 4);
  const std::size_t line = std::min(bytes.find('\n'), bytes.size());
  std::string media(bytes.substr(0, line));
  std::erase_if(media, [](unsigned char c) { return c < ' '; });
  const std::string_view body = bytes.substr(std::min(line + 1, bytes.size()));
  std::string head = "POST /api/v1/uploads HTTP/1.1\r\nHost: x\r\nContent-Type: " + media + "\r\n";
  if (lie != 3) head += "Content-Length: " + std::to_string(body.size() + (lie == 1 ? 7 : 0)) + "\r\n";
  try {
    fuzz::WireRequest wire(head + "\r\n" + std::string(body));
    http::IncomingBody incoming(wire);
    const auto file = incoming.file(std::filesystem::temp_directory_path(), kMost);
    if (file) {
      fuzz::must(incoming.finished(), "a file is given only when its body came whole");
      fuzz::must(lie != 1 && lie != 3, "a body that was cut or has no length is no file");
      fuzz::must((*file)->size() <= kMost, "the limit holds");
    } else {
      fuzz::must(!file.problem().code.empty(), "a refusal has a code");
      incoming.drain();
    }
  } catch (const Poco::Exception&) {
    return 0;  // the library's own refusal of a head; nothing of ours has run
  }
  return 0;
}
