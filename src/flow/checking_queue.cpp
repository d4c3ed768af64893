#include "flow/checking_queue.h"

#include <optional>

namespace rasoat::flow {

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
    try {
      check_opened(tools_, job->sent, job->opened);
    } catch (const std::exception& error) {
      // The upload was dropped; whoever waits for it finds that out.
      tools_.log(domain::LogLevel::error, "upload.check",
                 "upload=" + std::to_string(number(id)) + " what=\"" + error.what() + '"');
    }
    job.reset();  // and with it the bytes of the file
    lock.lock();
    in_work_.erase(id);
    bytes_ -= bytes;
    changed_.notify_all();
  }
}

}  // namespace rasoat::flow
