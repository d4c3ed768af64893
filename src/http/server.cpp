#include "http/server.h"

#include <array>
#include <atomic>
#include <stdexcept>

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include "http/handler.h"
#include "http/problem.h"
#include "http/service.h"

namespace rasoat::http {
namespace {

// A connection holds a thread, so there are as many threads as connections, and idle ones are let go soon. A
// waiting thread costs a few pages; they come and go with the connections.
constexpr int kThreads = 512;
constexpr int kQueue = 64;
constexpr int kBacklog = 256;

class Factory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(Service& service) : service_(service) {}
  // Poco owns what it is given here.
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
    return new Handler(service_);
  }

 private:
  Service& service_;
};

/// Turns connections away with words when every thread is taken and the queue is full: Poco would drop them
/// without any. Runs in the one thread that accepts, so it must never wait. Under TLS nothing can be said.
class Doorkeeper final : public Poco::Net::TCPServerConnectionFilter {
 public:
  explicit Doorkeeper(Service& service) : service_(service) {}

  bool accept(const Poco::Net::StreamSocket& connection) override {
    if (!service_.full()) return true;
    ++refused_;
    if (!service_.tls) refuse(connection);
    return false;
  }
  std::int64_t refused() const { return refused_; }

 private:
  void refuse(Poco::Net::StreamSocket connection) const {
    const Response answer = problem(Request{}, service_.tools.rules.texts, 503, "busy");
    const std::string text =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\nContent-Type: " +
        answer.media_type + "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" +
        answer.body;
    try {
      connection.setBlocking(false);
      connection.sendBytes(text.data(), static_cast<int>(text.size()));
      connection.shutdownSend();
      // What has come already is taken, else closing would wipe out the answer on its way.
      std::array<char, 4096> unread;
      while (connection.receiveBytes(unread.data(), static_cast<int>(unread.size())) > 0) {
      }
    } catch (const Poco::Exception&) {
      return;  // it is gone already
    }
  }

  Service& service_;
  std::atomic<std::int64_t> refused_{0};
};

/// A port that somebody listens on is taken: left to itself Poco would share it, and two services would
/// answer in turns.
void bind(Poco::Net::ServerSocket& socket, const Poco::Net::SocketAddress& address) {
  socket.bind(address, true, false);
  socket.listen(kBacklog);
}

Poco::Net::ServerSocket listen(const Options& options) {
  const Poco::Net::SocketAddress address(options.address, options.port);
  try {
    if (options.certificate.empty()) {
      Poco::Net::ServerSocket plain;
      bind(plain, address);
      return plain;
    }
    using Poco::Net::Context;
    Context::Ptr context =
        new Context(Context::TLS_SERVER_USE, options.key, options.certificate, "", Context::VERIFY_NONE);
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    Poco::Net::SecureServerSocket secure(context);
    bind(secure, address);
    return secure;
  } catch (const Poco::Exception& error) {
    throw std::runtime_error("cannot listen on " + address.toString() + ": " + error.displayText());
  }
}

Poco::Net::HTTPServerParams* parameters() {
  auto* parameters = new Poco::Net::HTTPServerParams;  // counted by Poco
  parameters->setMaxThreads(kThreads);
  parameters->setMaxQueued(kThreads + kQueue);  // the doorkeeper's limit is the one that counts
  parameters->setKeepAlive(true);
  parameters->setKeepAliveTimeout(Poco::Timespan(2, 0));
  parameters->setMaxKeepAliveRequests(10'000);
  parameters->setTimeout(Poco::Timespan(5, 0));
  parameters->setServerName("");
  parameters->setSoftwareVersion("rasoat");
  return parameters;
}

}  // namespace

struct Server::Parts {
  Service service;
  Poco::ThreadPool threads{8, kThreads};
  Poco::Net::ServerSocket socket;
  std::unique_ptr<Poco::Net::HTTPServer> server;
  // Counted by Poco, which keeps one too.
  Poco::AutoPtr<Doorkeeper> doorkeeper;

  Parts(const Options& options, flow::Tools& tools)
      : service(tools, options.ui_directory, !options.certificate.empty(), options.version),
        socket(listen(options)) {
    server = std::make_unique<Poco::Net::HTTPServer>(new Factory(service), threads, socket, parameters());
    service.queued = [this] { return server->queuedConnections(); };
    service.full = [this] {
      return server->currentThreads() >= kThreads && server->queuedConnections() >= kQueue;
    };
    doorkeeper = new Doorkeeper(service);
    server->setConnectionFilter(doorkeeper);
    service.gauges = [this] {
      return std::map<std::string, std::int64_t>{
          {"rasoat_http_queued_connections", server->queuedConnections()},
          {"rasoat_http_current_connections", server->currentConnections()},
          {"rasoat_http_refused_connections_total", doorkeeper->refused() + server->refusedConnections()},
          {"rasoat_http_threads", server->currentThreads()}};
    };
  }
};

Server::Server(const Options& options, flow::Tools& tools)
    : parts_(std::make_unique<Parts>(options, tools)) {}

Server::~Server() {
  // `stop` alone comes back while handlers still run, and `stopAll(true)` too.
  parts_->server->stopAll(false);
  parts_->threads.joinAll();
}

void Server::start() { parts_->server->start(); }

std::uint16_t Server::port() const { return parts_->socket.address().port(); }

}  // namespace rasoat::http
