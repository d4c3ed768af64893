#include "http/door.h"

#include <stdexcept>

#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <openssl/ssl.h>

namespace rasoat::http {
namespace {

using Poco::Net::Context;

constexpr int kBacklog = 256;

// Of TLS 1.2 only what keeps a recorded connection closed when the key is lost; TLS 1.3 has nothing else.
constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

Context::Ptr make_context(const std::string& certificate, const std::string& key) {
  Context::Ptr context =
      new Context(Context::TLS_SERVER_USE, key, certificate, "", Context::VERIFY_NONE, 9, false, kCiphers);
  context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
  context->preferServerCiphers();
  context->disableStatelessSessionResumption();
  // OpenSSL drops a key that does not fit without a word.
  if (SSL_CTX_check_private_key(context->sslContext()) != 1)
    throw Poco::Net::SSLException("the key does not belong to the certificate", certificate);
  return context;
}

}  // namespace

struct Door::Parts {
  Context::Ptr context;  // empty without TLS; counted by Poco, which keeps one too
  Poco::Net::ServerSocket socket;
};

Door::Door(const Place& place) : parts_(std::make_unique<Parts>()) {
  const Poco::Net::SocketAddress address(place.address, place.port);
  try {
    if (!place.certificate.empty()) {
      parts_->context = make_context(place.certificate, place.key);
      parts_->socket = Poco::Net::SecureServerSocket(parts_->context);
    }
    // A port that somebody listens on is taken: left to itself Poco would share it, and two services would
    // answer in turns.
    parts_->socket.bind(address, true, false);
    parts_->socket.listen(kBacklog);
    // During a reload two servers wait here; who comes second must not hang in accept.
    parts_->socket.setBlocking(false);
  } catch (const Poco::Exception& error) {
    throw std::runtime_error("cannot listen on " + address.toString() + ": " + error.displayText());
  }
}

Door::~Door() = default;

bool Door::tls() const { return !parts_->context.isNull(); }
std::uint16_t Door::port() const { return parts_->socket.address().port(); }
const Poco::Net::ServerSocket& Door::socket() const { return parts_->socket; }

void Door::renew(const std::string& certificate, const std::string& key) {
  if (!tls()) return;
  try {
    make_context(certificate, key);  // refuses what does not fit before anything is touched
  } catch (const Poco::Exception& error) {
    throw std::runtime_error("the certificate cannot be used: " + error.displayText());
  }
  SSL_CTX* live = parts_->context->sslContext();
  if (SSL_CTX_use_certificate_chain_file(live, certificate.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(live, key.c_str(), SSL_FILETYPE_PEM) != 1) {
    throw std::runtime_error("the certificate cannot be used: " + certificate);
  }
}

}  // namespace rasoat::http
