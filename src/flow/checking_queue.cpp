#include "flow/checking_queue.h"

#include <optional>
#include <string>

#include "flow/take_back.h"

namespace rasoat::flow {
namespace {

/// True when nothing of an upload that failed is left, so that the same file can be sent again.
bool taken_back(Tools& tools, domain::UploadId id, const std::string& sha256) {
  try {
    take_back(tools, id, sha256);
    return true;
  } catch (const std::exception& error) {
    tools.log(domain::LogLevel::error, "upload.drop", std::string("what=\"") + error.what() + '"');
    return false;
  }
}

}  // namespace

CheckingQueue::CheckingQueue(Tools& tools) : tools_(tools) {
  for (int i = 0; i < 2; ++i) workers_.emplace_back([this] { work(short_); });
  workers_.emplace_back([this] { work(long_); });
}

CheckingQueue::~CheckingQueue() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

bool CheckingQueue::add(SentFile sent, OpenedUpload opened, std::shared_ptr<const void> file) {
  {
    const std::scoped_lock lock(mutex_);
    if (in_work_.size() >= kMostFiles || bytes_ + opened.bytes > kMostBytes) return false;
    in_work_.insert(opened.id);
    bytes_ += opened.bytes;
    auto& lane = opened.bytes < kShort ? short_ : long_;
    lane.push_back({std::move(sent), std::move(opened), std::move(file)});
  }
  changed_.notify_all();
  return true;
}

bool CheckingQueue::wait(domain::UploadId upload, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return !in_work_.contains(upload); });
}

std::size_t CheckingQueue::size() const {
  const std::scoped_lock lock(mutex_);
  return in_work_.size();
}

void CheckingQueue::work(std::deque<Job>& lane) {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return ending_ || !lane.empty(); });
    if (lane.empty()) return;
    std::optional<Job> job(std::move(lane.front()));
    lane.pop_front();
    const domain::UploadId id = job->opened.id;
    const std::uint64_t bytes = job->opened.bytes;
    lock.unlock();
    bool left = false;
    try {
      check_opened(tools_, job->sent, job->opened);
    } catch (const std::exception& error) {
      // Whoever waits for the upload finds out that it is gone.
      tools_.log(domain::LogLevel::error, "upload.check",
                 "upload=" + std::to_string(number(id)) + " what=\"" + error.what() + '"');
      left = true;
    }
    const std::string sha256 = job->opened.sha256;
    job.reset();  // and with it the bytes of the file
    while (left) {
      left = !taken_back(tools_, id, sha256);
      lock.lock();
      // While the database is away nothing else can be checked either. What is left at the end the next start
      // clears away.
      if (left && changed_.wait_for(lock, std::chrono::seconds(1), [&] { return ending_; })) left = false;
      lock.unlock();
    }
    lock.lock();
    in_work_.erase(id);
    bytes_ -= bytes;
    changed_.notify_all();
  }
}

}  // namespace rasoat::flow
