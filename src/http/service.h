#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "flow/checking_queue.h"
#include "flow/tools.h"
#include "http/message.h"
#include "http/peer.h"
#include "http/static_files.h"

namespace rasoat::http {

/// Answers computed from one version of the figures, kept until the version moves. Any thread.
class AnswerCache {
 public:
  std::shared_ptr<const Response> find(std::uint64_t version, const std::string& key);
  void keep(std::uint64_t version, const std::string& key, std::shared_ptr<const Response> answer);

 private:
  static constexpr std::size_t kMost = 2'000;  // answers; a full cache starts anew
  std::mutex mutex_;
  std::uint64_t version_ = 0;
  std::map<std::string, std::shared_ptr<const Response>> answers_;
};

/// Who a secret belongs to, remembered for a second so that a page of twenty requests asks the database once.
/// Whoever is disabled is out within that second. Any thread.
class SignIns {
 public:
  struct Known {
    access::Person person;
    bool must_change = false;
    bool must_enrol = false;
    bool token = false;
    std::string reports;
  };
  explicit SignIns(flow::Tools& tools) : tools_(tools) {}
  /// Null for a secret that is nobody's, or no longer.
  std::shared_ptr<const Known> find(const std::string& secret);
  void forget();

 private:
  std::shared_ptr<const Known> ask(const std::string& hash);

  flow::Tools& tools_;
  std::mutex mutex_;
  struct Entry {
    std::chrono::steady_clock::time_point at;
    std::shared_ptr<const Known> known;
    bool renewing = false;  ///< a request is asking the database
  };
  std::map<std::string, Entry> entries_;
};

/// One line of /metrics that the server itself keeps.
struct Gauge {
  std::string name;
  std::string type;  ///< `counter` or `gauge`
  std::string help;
  std::int64_t value = 0;
};

/// Counted since the start, for /metrics.
struct Counters {
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> client_errors{0};
  std::atomic<std::uint64_t> server_errors{0};
  std::atomic<std::uint64_t> microseconds{0};
  std::atomic<std::uint64_t> uploads{0};
};

/// What every handler works with. Lives as long as the server.
struct Service {
  flow::Tools& tools;
  StaticFiles files;
  bool tls = false;
  Peers peers;
  std::string version;
  AnswerCache answers;
  SignIns sign_ins;
  Counters counters;
  flow::CheckingQueue checking;
  std::function<int()> queued;                 ///< connections that wait for a thread
  std::function<bool()> full;                  ///< no thread and no place in the queue left
  std::function<std::vector<Gauge>()> gauges;  ///< for /metrics

  Service(flow::Tools& t, const std::filesystem::path& ui, bool with_tls, Peers p, std::string v)
      : tools(t),
        files(ui),
        tls(with_tls),
        peers(std::move(p)),
        version(std::move(v)),
        sign_ins(t),
        checking(t) {}
};

}  // namespace rasoat::http
