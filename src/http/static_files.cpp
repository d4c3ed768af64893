#include "http/static_files.h"

#include <fstream>
#include <sstream>

#include <Poco/DeflatingStream.h>

#include "access/digest.h"

namespace rasoat::http {
namespace {

std::string media_type(const std::filesystem::path& file) {
  static const std::map<std::string, std::string> kTypes{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".json", "application/json; charset=utf-8"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
  };
  const auto found = kTypes.find(file.extension().string());
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

Response make(const std::filesystem::path& file, const std::string& address) {
  Response response;
  response.media_type = media_type(file);
  response.body = read(file);
  access::Sha256 hash;
  hash.take(response.body);
  response.etag = '"' + hash.hex().substr(0, 32) + '"';
  const bool text = response.media_type.find("text/") == 0 ||
                    response.media_type.find("json") != std::string::npos ||
                    response.media_type.find("svg") != std::string::npos;
  if (text) response.packed = packed(response.body);
  // The names of built assets carry a hash of their content; the page itself is asked for anew each time.
  const bool forever = address.rfind("/assets/", 0) == 0;
  response.headers.emplace_back("Cache-Control",
                                forever ? "public, max-age=31536000, immutable" : "no-cache");
  return response;
}

}  // namespace

std::string packed(const std::string& text) {
  std::ostringstream out;
  Poco::DeflatingOutputStream gzip(out, Poco::DeflatingStreamBuf::STREAM_GZIP, 6);
  gzip.write(text.data(), static_cast<std::streamsize>(text.size()));
  gzip.close();
  return out.str();
}

StaticFiles::StaticFiles(const std::filesystem::path& directory) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(directory / "index.html", none)) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const std::string address = "/" + entry.path().lexically_relative(directory).generic_string();
    files_.emplace(address, make(entry.path(), address));
  }
}

const Response* StaticFiles::find(const std::string& path) const {
  const auto file = files_.find(path);
  if (file != files_.end()) return &file->second;
  const std::string last = path.substr(path.rfind('/') + 1);
  if (last.find('.') != std::string::npos || path.rfind("/assets/", 0) == 0) return nullptr;
  const auto page = files_.find("/index.html");
  return page == files_.end() ? nullptr : &page->second;
}

}  // namespace rasoat::http
