#include "http/server.h"

#include <array>
#include <atomic>

#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Thread.h>
#include <Poco/ThreadPool.h>

#include "access/passwords.h"
#include "http/handler.h"
#include "http/problem.h"
#include "http/service.h"

namespace rasoat::http {
namespace {

// A connection holds a thread, so there are as many threads as connections, and idle ones are let go soon. A
// waiting thread costs a few pages; they come and go with the connections.
constexpr int kThreads = 512;
constexpr int kQueue = 64;

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

/// Poco forgets connections that wait for a thread when it stops: here it stops once none waits.
class PatientServer final : public Poco::Net::HTTPServer {
 public:
  using HTTPServer::HTTPServer;

 protected:
  void run() override {
    HTTPServer::run();
    while (queuedConnections() > 0) Poco::Thread::sleep(1);
  }
};

Poco::Net::HTTPServerParams* parameters() {
  auto* parameters = new Poco::Net::HTTPServerParams;  // counted by Poco
  parameters->setMaxThreads(kThreads);
  parameters->setMaxQueued(kThreads + kQueue);  // the doorkeeper's limit is the one that counts
  parameters->setKeepAlive(true);
  parameters->setKeepAliveTimeout(Poco::Timespan(2, 0));
  parameters->setMaxKeepAliveRequests(10'000);
  parameters->setTimeout(Poco::Timespan(5, 0));
  parameters->setServerName("");
  return parameters;
}

}  // namespace

struct Server::Parts {
  Service service;
  Poco::ThreadPool threads{8, kThreads};
  std::unique_ptr<Poco::Net::HTTPServer> server;
  // Counted by Poco, which keeps one too.
  Poco::AutoPtr<Doorkeeper> doorkeeper;

  Parts(const Options& options, const Door& door, flow::Tools& tools)
      : service(tools, options.ui_directory, door.tls(), Peers(options.proxies, options.hosts, door.tls()),
                options.version) {
    access::password_fits("", "");  // its first call is slower, which would tell something
    // Poco counts the factory and the parameters. NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks)
    server = std::make_unique<PatientServer>(new Factory(service), threads, door.socket(), parameters());
    service.queued = [this] { return server->queuedConnections(); };
    service.full = [this] {
      return server->currentThreads() >= kThreads && server->queuedConnections() >= kQueue;
    };
    doorkeeper = new Doorkeeper(service);
    server->setConnectionFilter(doorkeeper);
    service.gauges = [this] {
      return std::vector<Gauge>{
          {"rasoat_http_queued_connections", "gauge", "Connections that wait for a thread",
           server->queuedConnections()},
          {"rasoat_http_current_connections", "gauge", "Connections open", server->currentConnections()},
          {"rasoat_http_refused_connections_total", "counter", "Connections turned away",
           doorkeeper->refused() + server->refusedConnections()},
          {"rasoat_http_threads", "gauge", "Threads that serve", server->currentThreads()},
          {"rasoat_uploads_in_work", "gauge", "Files that are being checked or wait for it",
           static_cast<std::int64_t>(service.checking.size())}};
    };
  }
};

Server::Server(const Options& options, const Door& door, flow::Tools& tools)
    : parts_(std::make_unique<Parts>(options, door, tools)) {}

Server::~Server() {
  // `stop` alone comes back while handlers still run, and `stopAll(true)` too.
  parts_->server->stopAll(false);
  parts_->threads.joinAll();
}

void Server::start() { parts_->server->start(); }

void Server::let_finish() {
  constexpr int kSteps = 600;  // of ten milliseconds: longer than a connection may stay idle
  parts_->server->stop();
  for (int step = 0; step < kSteps && parts_->server->currentConnections() > 0; ++step)
    Poco::Thread::sleep(10);
}

}  // namespace rasoat::http
