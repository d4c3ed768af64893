#pragma once

#include <sstream>
#include <string>
#include <string_view>

#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SocketAddress.h>

namespace rasoat::fuzz {

/// An answer that goes nowhere but into a text.
class WireResponse final : public Poco::Net::HTTPServerResponse {
 public:
  void sendContinue() override {}
  std::ostream& send() override { return begun(); }
  void sendFile(const std::string&, const std::string&) override { begun(); }
  void sendBuffer(const void* bytes, std::size_t length) override {
    begun().write(static_cast<const char*>(bytes), static_cast<std::streamsize>(length));
  }
  void redirect(const std::string&, HTTPStatus) override { begun(); }
  void requireAuthentication(const std::string&) override { begun(); }
  bool sent() const override { return sent_; }

  std::string head() const {
    std::ostringstream text;
    write(text);
    return text.str();
  }
  std::string body() const { return body_.str(); }

 private:
  std::ostream& begun() {
    sent_ = true;
    return body_;
  }

  std::ostringstream body_;
  bool sent_ = false;
};

/// A request as it comes over the wire: the head is read by the library's own reader, which throws on what
/// is none; the rest is the body.
class WireRequest final : public Poco::Net::HTTPServerRequest {
 public:
  explicit WireRequest(std::string_view bytes, const std::string& client = "127.0.0.1")
      : bytes_(std::string(bytes)), client_(client, 4711), parameters_(new Poco::Net::HTTPServerParams) {
    read(bytes_);
  }

  std::istream& stream() override { return bytes_; }
  const Poco::Net::SocketAddress& clientAddress() const override { return client_; }
  const Poco::Net::SocketAddress& serverAddress() const override { return client_; }
  const Poco::Net::HTTPServerParams& serverParams() const override { return *parameters_; }
  Poco::Net::HTTPServerResponse& response() const override { return response_; }
  bool secure() const override { return false; }

 private:
  std::istringstream bytes_;
  Poco::Net::SocketAddress client_;
  Poco::Net::HTTPServerParams::Ptr parameters_;
  mutable WireResponse response_;
};

}  // namespace rasoat::fuzz
