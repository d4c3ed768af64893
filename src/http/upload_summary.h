#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/deadline.h"
#include "export/upload_answers.h"
#include "http/message.h"
#include "http/service.h"
#include "store/upload.h"

namespace rasoat::http {

/// What is told of uploads, for one answer: names of accounts and deadlines of rounds are asked for once
/// each. One thread.
class UploadSummaries {
 public:
  enum class Detail { list, whole };  ///< whole: with its areas and its receipt

  explicit UploadSummaries(Service& service) : service_(service), rounds_(service.tools.live.now()->rounds) {}
  export_::UploadSummary of(const Request& request, const store::Upload& upload, Detail detail);

 private:
  using Parts = std::vector<store::UploadPart>;
  const std::string& user(domain::AccountId id);
  const domain::Deadlines* deadlines(const std::string& period);
  void write_lateness(const store::Upload& upload, const Parts& parts, export_::UploadSummary& summary);
  std::vector<export_::UploadSummary::Line> receipt(const store::Upload& upload, const Parts& parts);

  Service& service_;
  std::vector<domain::Round> rounds_;
  std::map<std::uint64_t, std::string> users_;
  std::map<std::string, domain::Deadlines> deadlines_;
};

}  // namespace rasoat::http
