#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "flow/tools.h"

namespace rasoat::http {

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0 = any free one
  std::filesystem::path ui_directory;
  std::string certificate;  ///< with `key`: TLS 1.2 or newer
  std::string key;
  std::string version;
};

/// The web service: listens from `start` on; its end waits for the requests that are running. The tools must
/// outlive it.
class Server {
 public:
  Server(const Options& options, flow::Tools& tools);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();
  std::uint16_t port() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace rasoat::http
