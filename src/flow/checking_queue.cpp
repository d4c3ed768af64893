#include "flow/checking_queue.h"

#include <optional>
#include <utility>

namespace rasoat::flow {

CheckingQueue::CheckingQueue(Tools& tools) : tools_(tools) {
  for (int i = 0; i < 2; ++i) workers_.emplace_back([this] { work(short_); });
  workers_.emplace_back([this] { work(long_); });
  workers_.emplace_back([this] { tidy(); });
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
    check(*job);
    job.reset();  // and with it the bytes of the file
    lock.lock();
    in_work_.erase(id);
    bytes_ -= bytes;
    changed_.notify_all();
  }
}

void CheckingQueue::check(const Job& job) {
  try {
    check_opened(tools_, job.sent, job.opened);
    return;
  } catch (const std::exception& error) {
    // Whoever waits for the upload finds out that it is gone.
    tools_.log(domain::LogLevel::error, "upload.check",
               "upload=" + std::to_string(number(job.opened.id)) + " what=\"" + error.what() + '"');
  }
  try {
    take_back(tools_, job.opened.id, job.opened.sha256);
  } catch (const std::exception& error) {
    tools_.log(domain::LogLevel::error, "upload.drop", std::string("what=\"") + error.what() + '"');
    const std::scoped_lock lock(mutex_);
    left_.push_back({job.opened.id, job.opened.sha256});
  }
}

void CheckingQueue::tidy() {
  constexpr std::chrono::seconds kPause{1};
  std::unique_lock lock(mutex_);
  // What is left when the service ends is cleared by the next start.
  while (!ending_) {
    changed_.wait_for(lock, kPause, [&] { return ending_; });
    std::vector<Left> left = std::exchange(left_, {});
    lock.unlock();
    std::erase_if(left, [&](const Left& upload) {
      try {
        take_back(tools_, upload.id, upload.sha256);
        return true;
      } catch (const std::exception&) {
        return false;  // said when it failed first
      }
    });
    lock.lock();
    left_.insert(left_.end(), left.begin(), left.end());
  }
}

}  // namespace rasoat::flow
