#include "http/incoming_body.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

#include <Poco/CountingStream.h>
#include <Poco/Net/HTMLForm.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/MultipartReader.h>
#include <Poco/Net/PartHandler.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>
#include <fcntl.h>
#include <unistd.h>

namespace rasoat::http {
namespace {

constexpr std::size_t kPiece = 65'536;

domain::Problem at_fault(const char* code) { return {code, {}, ""}; }

class TooLarge : public std::exception {};

/// Takes the field `file`; every other part is skipped. Nothing is known to be whole before the form ends.
class FilePart final : public Poco::Net::PartHandler {
 public:
  FilePart(const std::filesystem::path& directory, std::int64_t most) : directory_(directory), most_(most) {}

  void handlePart(const Poco::Net::MessageHeader& header, std::istream& stream) override {
    std::string word;
    Poco::Net::NameValueCollection parameters;
    Poco::Net::MessageHeader::splitParameters(header.get("Content-Disposition", ""), word, parameters);
    if (parameters.get("name", "") != "file") return;
    file_ = std::make_unique<SpooledFile>(directory_);
    file_->sender_name = parameters.get("filename", "");
    std::array<char, kPiece> piece;
    while (stream.good()) {
      stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      file_->write(piece.data(), static_cast<std::size_t>(stream.gcount()));
      if (file_->size() > most_) throw TooLarge();  // returning early would still read the whole part
    }
  }
  std::unique_ptr<SpooledFile> take() { return std::move(file_); }

 private:
  const std::filesystem::path& directory_;
  std::int64_t most_;
  std::unique_ptr<SpooledFile> file_;
};

/// A person on a slow line is sending: silence is allowed for longer than between requests.
void be_patient(Poco::Net::HTTPServerRequest& request) {
  if (auto* wire = dynamic_cast<Poco::Net::HTTPServerRequestImpl*>(&request)) {
    wire->socket().setReceiveTimeout(Poco::Timespan(60, 0));
  }
}

}  // namespace

SpooledFile::SpooledFile(const std::filesystem::path& directory) {
  std::filesystem::create_directories(directory);
  file_ = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file_ < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT)) {
    // A file system without nameless files: made with a name that is taken away at once.
    std::string name = (directory / "part-XXXXXX").string();
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ >= 0) ::unlink(name.c_str());
  }
  if (file_ < 0) throw std::system_error(errno, std::generic_category(), "cannot open a spool file");
}

SpooledFile::~SpooledFile() {
  if (file_ >= 0) ::close(file_);
}

void SpooledFile::write(const char* bytes, std::size_t count) {
  size_ += static_cast<std::int64_t>(count);
  while (count > 0) {
    const ssize_t done = ::write(file_, bytes, count);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) throw std::system_error(errno, std::generic_category(), "cannot write the spool file");
    bytes += done;
    count -= static_cast<std::size_t>(done);
  }
}

std::filesystem::path SpooledFile::path() const { return "/proc/self/fd/" + std::to_string(file_); }

IncomingBody::IncomingBody(Poco::Net::HTTPServerRequest& request) : request_(request) {
  int lengths = 0;
  for (const auto& [name, value] : request) {
    if (Poco::icompare(name, "Content-Length") == 0) ++lengths;
    if (Poco::icompare(name, "Transfer-Encoding") == 0 && fault_.empty()) fault_ = "length-required";
  }
  if (lengths > 1) fault_ = "bad-request";
  if (lengths != 1 || !fault_.empty()) return;
  const std::string text = request.get("Content-Length");
  const bool digits = !text.empty() && text.size() < 19 &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) {
    fault_ = "bad-request";
    return;
  }
  length_ = std::stoll(text);
}

domain::Result<std::string> IncomingBody::text(std::int64_t most) {
  if (!has_length()) return at_fault("length-required");
  if (length_ > most) return at_fault("too-large");
  std::string text(static_cast<std::size_t>(length_), '\0');
  request_.stream().read(text.data(), static_cast<std::streamsize>(length_));
  read_ = request_.stream().gcount();
  if (!finished()) return at_fault("cut");
  return text;
}

domain::Result<std::unique_ptr<SpooledFile>> IncomingBody::file(const std::filesystem::path& directory,
                                                                std::int64_t most) {
  constexpr std::int64_t kFormAround = 65'536;  // boundaries and part headers
  if (!has_length()) return at_fault("length-required");
  const bool multipart = request_.getContentType().rfind("multipart/form-data", 0) == 0;
  if (length_ > most + (multipart ? kFormAround : 0)) return at_fault("too-large");
  be_patient(request_);
  return multipart ? form(directory, most) : raw(directory);
}

domain::Result<std::unique_ptr<SpooledFile>> IncomingBody::raw(const std::filesystem::path& directory) {
  auto file = std::make_unique<SpooledFile>(directory);
  std::array<char, kPiece> piece;
  while (read_ < length_) {
    const auto wanted = std::min<std::int64_t>(length_ - read_, static_cast<std::int64_t>(piece.size()));
    request_.stream().read(piece.data(), wanted);
    const auto count = request_.stream().gcount();
    if (count <= 0) return at_fault("cut");
    read_ += count;
    file->write(piece.data(), static_cast<std::size_t>(count));
  }
  return file;
}

domain::Result<std::unique_ptr<SpooledFile>> IncomingBody::form(const std::filesystem::path& directory,
                                                                std::int64_t most) {
  Poco::CountingInputStream counted(request_.stream());
  FilePart part(directory, most);
  try {
    Poco::Net::HTMLForm form;
    form.load(request_, counted, part);
  } catch (const TooLarge&) {
    read_ = counted.chars();
    return at_fault("too-large");
  } catch (const Poco::Exception&) {
    read_ = counted.chars();
    return at_fault("cut");  // a part without its end: the boundary never came
  }
  // What follows the closing boundary belongs to the body too.
  std::array<char, 4096> rest;
  while (counted.good()) counted.read(rest.data(), static_cast<std::streamsize>(rest.size()));
  read_ = counted.chars();
  if (!finished()) return at_fault("cut");
  auto file = part.take();
  if (!file) return at_fault("no-file");
  return file;
}

void IncomingBody::drain() {
  constexpr std::int64_t kMost = 32LL * 1024 * 1024;
  constexpr auto kPatience = std::chrono::seconds(2);
  if (!fault_.empty() || !has_length() || finished()) return;
  if (auto* wire = dynamic_cast<Poco::Net::HTTPServerRequestImpl*>(&request_)) {
    wire->socket().setReceiveTimeout(Poco::Timespan(1, 0));
  }
  const auto until = std::chrono::steady_clock::now() + kPatience;
  std::array<char, kPiece> piece;
  std::int64_t drained = 0;
  while (read_ < length_ && drained < kMost && std::chrono::steady_clock::now() < until) {
    const auto wanted = std::min<std::int64_t>(length_ - read_, static_cast<std::int64_t>(piece.size()));
    request_.stream().read(piece.data(), wanted);
    const auto count = request_.stream().gcount();
    if (count <= 0) return;
    read_ += count;
    drained += count;
  }
}

}  // namespace rasoat::http
