#include "http/server.h"

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
#include "http/service.h"

namespace rasoat::http {
namespace {

// A connection holds a thread, so there are as many threads as connections, and idle ones are let go soon.
constexpr int kThreads = 64;
constexpr int kQueue = 256;

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

Poco::Net::ServerSocket listen(const Options& options) {
  const Poco::Net::SocketAddress address(options.address, options.port);
  try {
    if (options.certificate.empty()) return Poco::Net::ServerSocket(address, kQueue);
    using Poco::Net::Context;
    Context::Ptr context =
        new Context(Context::TLS_SERVER_USE, options.key, options.certificate, "", Context::VERIFY_NONE);
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    return Poco::Net::SecureServerSocket(address, kQueue, context);
  } catch (const Poco::Exception& error) {
    throw std::runtime_error("cannot listen on " + address.toString() + ": " + error.displayText());
  }
}

Poco::Net::HTTPServerParams* parameters() {
  auto* parameters = new Poco::Net::HTTPServerParams;  // counted by Poco
  parameters->setMaxThreads(kThreads);
  parameters->setMaxQueued(kQueue);
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

  Parts(const Options& options, flow::Tools& tools)
      : service(tools, options.ui_directory, !options.certificate.empty(), options.version),
        socket(listen(options)) {
    server = std::make_unique<Poco::Net::HTTPServer>(new Factory(service), threads, socket, parameters());
    service.queued = [this] { return server->queuedConnections(); };
    service.gauges = [this] {
      return std::map<std::string, std::int64_t>{
          {"rasoat_http_queued_connections", server->queuedConnections()},
          {"rasoat_http_current_connections", server->currentConnections()},
          {"rasoat_http_refused_connections_total", server->refusedConnections()},
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
