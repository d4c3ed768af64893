#include "http/door.h"

#include <mutex>
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
  std::mutex mutex;
  Context::Ptr shown;  // the one whose certificate and key new connections get

  /// Asked by OpenSSL when a handshake needs a certificate. Certificate and key are taken in one step:
  /// changed in the listening context itself, one would be there without the other for a moment.
  static int show(SSL* connection, void* parts) {
    auto& self = *static_cast<Parts*>(parts);
    const std::lock_guard lock(self.mutex);
    SSL_CTX* from = self.shown->sslContext();
    STACK_OF(X509)* chain = nullptr;
    SSL_CTX_get0_chain_certs(from, &chain);
    return SSL_use_cert_and_key(connection, SSL_CTX_get0_certificate(from), SSL_CTX_get0_privatekey(from),
                                chain, 1);
  }
};

Door::Door(const Place& place) : parts_(std::make_unique<Parts>()) {
  const Poco::Net::SocketAddress address(place.address, place.port);
  try {
    if (!place.certificate.empty()) {
      parts_->context = make_context(place.certificate, place.key);
      parts_->shown = parts_->context;
      SSL_CTX_set_cert_cb(parts_->context->sslContext(), &Parts::show, parts_.get());
      // Sockets of Poco share what they hold: nothing is cut off.
      parts_->socket = Poco::Net::SecureServerSocket(parts_->context);  // NOLINT(cppcoreguidelines-slicing)
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
    Context::Ptr next = make_context(certificate, key);
    const std::lock_guard lock(parts_->mutex);
    parts_->shown = std::move(next);
  } catch (const Poco::Exception& error) {
    throw std::runtime_error("the certificate cannot be used: " + error.displayText());
  }
}

}  // namespace rasoat::http
