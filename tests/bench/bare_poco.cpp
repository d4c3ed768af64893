// The measure of tests/bench/web: Poco's own server with as many threads as ours, whose handler does nothing
// but send one prebuilt body. bare_poco FILE; prints the port it listens on and serves until its input ends.

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/ThreadPool.h>

namespace {

using namespace Poco::Net;

constexpr int kThreads = 512;

class Handler final : public HTTPRequestHandler {
 public:
  explicit Handler(const std::string& body) : body_(body) {}
  void handleRequest(HTTPServerRequest&, HTTPServerResponse& response) override {
    response.setContentType("application/json; charset=utf-8");
    response.set("Content-Encoding", "gzip");
    response.set("ETag", "\"0123456789abcdef0123456789abcdef\"");
    response.sendBuffer(body_.data(), body_.size());
  }

 private:
  const std::string& body_;
};

class Factory final : public HTTPRequestHandlerFactory {
 public:
  explicit Factory(std::string body) : body_(std::move(body)) {}
  HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override { return new Handler(body_); }

 private:
  std::string body_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  std::ifstream file(words[1], std::ios::binary);
  std::string body{std::istreambuf_iterator<char>(file), {}};
  HTTPServerParams::Ptr parameters = new HTTPServerParams;
  parameters->setMaxThreads(kThreads);
  parameters->setKeepAlive(true);
  parameters->setMaxKeepAliveRequests(0);
  Poco::ThreadPool threads(8, kThreads);
  const ServerSocket socket(SocketAddress("127.0.0.1", 0));
  HTTPServer server(new Factory(std::move(body)), threads, socket, parameters);
  server.start();
  std::cout << socket.address().port() << std::endl;
  while (std::cin.get() != EOF) {
  }
  server.stopAll(true);
  threads.joinAll();
  return 0;
}
