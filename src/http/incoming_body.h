#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include <Poco/Net/HTTPServerRequest.h>

#include "domain/result.h"

namespace rasoat::http {

/// A complete body on disk without a name: it vanishes with this object, or with the process, and nobody else
/// can open it.
class SpooledFile {
 public:
  explicit SpooledFile(const std::filesystem::path& directory);
  ~SpooledFile();
  SpooledFile(const SpooledFile&) = delete;
  SpooledFile& operator=(const SpooledFile&) = delete;

  void write(const char* bytes, std::size_t count);  ///< throws when the disk is full
  std::filesystem::path path() const;                ///< to read it by
  std::int64_t size() const { return size_; }

  std::string sender_name;

 private:
  int file_ = -1;
  std::int64_t size_ = 0;
};

/// The body of one request on the wire. A body that is not read to its end would be taken for the next
/// request on the same connection, so `finished` decides whether the connection may stay open. Problems:
/// `bad-request`, `length-required` (411), `too-large` (413), `media-type` (415), `cut` (400: fewer bytes
/// came than announced).
class IncomingBody {
 public:
  explicit IncomingBody(Poco::Net::HTTPServerRequest& request);

  /// What is wrong with the framing, if anything: chunked, two lengths, a length that is none.
  const std::string& fault() const { return fault_; }
  bool has_length() const { return length_ >= 0; }

  domain::Result<std::string> text(std::int64_t most);
  /// A raw body, or the field `file` of a multipart form.
  domain::Result<std::unique_ptr<SpooledFile>> file(const std::filesystem::path& directory,
                                                    std::int64_t most);

  /// Reads and forgets what is left, up to a limit, so that a client that is still sending gets to read its
  /// answer.
  void drain();
  bool finished() const { return fault_.empty() && read_ == (length_ < 0 ? 0 : length_); }

 private:
  domain::Result<std::unique_ptr<SpooledFile>> raw(const std::filesystem::path& directory);
  domain::Result<std::unique_ptr<SpooledFile>> form(const std::filesystem::path& directory,
                                                    std::int64_t most);

  Poco::Net::HTTPServerRequest& request_;
  std::string fault_;
  std::int64_t length_ = -1;
  std::int64_t read_ = 0;
};

}  // namespace rasoat::http
