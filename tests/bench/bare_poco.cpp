// The measure of tests/bench/web: Poco's own server with as many threads as ours, whose handler does nothing
// but send one prebuilt answer. bare_poco BODY HEAD: two files, the second of lines `Name: value`. Prints the
// port it listens on and serves until its input ends.

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

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

struct Answer {
  std::vector<std::pair<std::string, std::string>> head;
  std::string body;
};

class Handler final : public HTTPRequestHandler {
 public:
  explicit Handler(const Answer& answer) : answer_(answer) {}
  void handleRequest(HTTPServerRequest&, HTTPServerResponse& response) override {
    for (const auto& [name, value] : answer_.head) response.add(name, value);
    response.sendBuffer(answer_.body.data(), answer_.body.size());
  }

 private:
  const Answer& answer_;
};

class Factory final : public HTTPRequestHandlerFactory {
 public:
  explicit Factory(Answer answer) : answer_(std::move(answer)) {}
  HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override { return new Handler(answer_); }

 private:
  Answer answer_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 2;
  Answer answer;
  std::ifstream body(words[1], std::ios::binary);
  answer.body.assign(std::istreambuf_iterator<char>(body), {});
  std::ifstream head(words[2]);
  for (std::string line; std::getline(head, line);) {
    const auto colon = line.find(": ");
    answer.head.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  HTTPServerParams::Ptr parameters = new HTTPServerParams;
  parameters->setMaxThreads(kThreads);
  parameters->setKeepAlive(true);
  parameters->setMaxKeepAliveRequests(0);
  Poco::ThreadPool threads(8, kThreads);
  const ServerSocket socket(SocketAddress("127.0.0.1", 0));
  HTTPServer server(new Factory(std::move(answer)), threads, socket, parameters);
  server.start();
  std::cout << socket.address().port() << std::endl;
  while (std::cin.get() != EOF) {
  }
  server.stopAll(true);
  threads.joinAll();
  return 0;
}
