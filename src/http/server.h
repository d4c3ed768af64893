#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "flow/tools.h"
#include "http/door.h"

namespace rasoat::http {

struct Options {
  std::filesystem::path ui_directory;
  std::string version;
  std::string proxies;  ///< reverse proxies that are believed
  std::string hosts;    ///< names the service is called by; empty = any
};

/// The web service: answers at the door from `start` on; its end waits for the requests that are running.
/// Door and tools must outlive it.
class Server {
 public:
  Server(const Options& options, const Door& door, flow::Tools& tools);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();
  /// Takes no more connections and waits until those there are have ended by themselves, a few seconds at the
  /// most: nobody who is already connected is cut off in the middle of asking.
  void let_finish();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace rasoat::http
