#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "flow/receive_upload.h"

namespace rasoat::flow {

/// Files that are being checked or wait for it: so many at a time as the machine has use for, and a bounded
/// number behind them. Short files have workers of their own, so that an officer's list never waits behind a
/// province's. Its end finishes what was taken in. Any thread.
class CheckingQueue {
 public:
  static constexpr std::size_t kMostFiles = 256;
  static constexpr std::uint64_t kMostBytes = 4ULL << 30;
  static constexpr std::uint64_t kShort = 4ULL << 20;  ///< bytes

  explicit CheckingQueue(Tools& tools);
  ~CheckingQueue();
  CheckingQueue(const CheckingQueue&) = delete;
  CheckingQueue& operator=(const CheckingQueue&) = delete;

  /// Takes an opened upload in; `file` keeps its bytes until they were read. False when there is no room.
  // Shared: the request that brought the file may end before it was checked.
  bool add(SentFile sent, OpenedUpload opened, std::shared_ptr<const void> file);
  /// Waits until the upload is in work here no more; false when that takes longer.
  bool wait(domain::UploadId upload, std::chrono::milliseconds patience);
  std::size_t size() const;

 private:
  struct Job {
    SentFile sent;
    OpenedUpload opened;
    std::shared_ptr<const void> file;
  };
  void work(std::deque<Job>& lane);

  Tools& tools_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> short_, long_;
  std::set<domain::UploadId> in_work_;
  std::uint64_t bytes_ = 0;
  bool ending_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace rasoat::flow
