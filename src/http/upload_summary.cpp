#include "http/upload_summary.h"

#include <algorithm>

#include "flow/keep_round.h"
#include "store/account.h"
#include "store/listed.h"

namespace rasoat::http {
namespace {

/// Per cent of a file read so far, from the length of a usual row.
int progress_of(const store::Upload& upload) {
  if (upload.state != domain::UploadState::received) return 100;
  const std::string& name = upload.file_name;
  const bool packed = name.size() > 5 && name.substr(name.size() - 5) == ".xlsx";
  const std::uint64_t bytes_per_row = packed ? 14 : 104;
  if (upload.bytes == 0) return 0;
  return static_cast<int>(std::min<std::uint64_t>(99, upload.rows * bytes_per_row * 100 / upload.bytes));
}

}  // namespace

const std::string& UploadSummaries::user(domain::AccountId id) {
  const auto known = users_.find(number(id));
  if (known != users_.end()) return known->second;
  std::string name = "system";
  if (number(id) != 0) {
    const auto account = store::find_account(service_.tools.pool, id);
    name = account ? account->user : "?";
  }
  return users_.emplace(number(id), std::move(name)).first->second;
}

const domain::Deadlines* UploadSummaries::deadlines(const std::string& period) {
  const domain::Round* round = domain::find_round(rounds_, period);
  if (round == nullptr) return nullptr;
  const auto known = deadlines_.find(period);
  if (known != deadlines_.end()) return &known->second;
  return &deadlines_.emplace(period, flow::deadlines_of(service_.tools, *round)).first->second;
}

/// Late when one of its units had to have sent it before.
void UploadSummaries::write_lateness(const store::Upload& upload, const Parts& parts,
                                     export_::UploadSummary& summary) {
  const domain::Deadlines* all = deadlines(upload.period);
  if (all == nullptr) return;
  const domain::AreaBook& book = service_.tools.rules.areas;
  const domain::Date day = domain::vietnam_day(upload.received_at);
  for (const store::UploadPart& part : parts) {
    const domain::Deadline* deadline = all->of(book, part.area);
    if (deadline == nullptr || deadline->provisional) continue;
    const std::string due = deadline->due.iso();
    if (summary.deadline.empty() || due < summary.deadline) summary.deadline = due;
    summary.late = summary.late || all->late(book, part.area, day);
  }
}

/// What was taken, by area; lists by class too.
std::vector<export_::UploadSummary::Line> UploadSummaries::receipt(const store::Upload& upload,
                                                                   const Parts& parts) {
  std::map<domain::AreaId, export_::UploadSummary::Line> lines;
  for (const store::UploadPart& part : parts) {
    export_::UploadSummary::Line& line = lines[part.area];
    line.rows += static_cast<std::int64_t>(part.rows);
  }
  if (upload.kind == domain::Kind::households) {
    namespace measures = domain::measures;
    for (auto& [area, line] : lines) line.poor = line.near_poor = line.average = line.not_poor = 0;
    for (const domain::Fact& fact : store::facts_of(service_.tools.pool, upload.id)) {
      export_::UploadSummary::Line& line = lines[fact.area];
      if (fact.measure == measures::poor) line.poor = fact.value;
      if (fact.measure == measures::near_poor) line.near_poor = fact.value;
      if (fact.measure == measures::average) line.average = fact.value;
    }
    for (auto& [area, line] : lines) line.not_poor = line.rows - *line.poor - *line.near_poor - *line.average;
  }
  std::vector<export_::UploadSummary::Line> all;
  for (auto& [id, line] : lines) {
    const domain::Area& area = service_.tools.rules.areas.get(id);
    line.code = area.code.text();
    line.name = area.full_name;
    all.push_back(std::move(line));
  }
  return all;
}

export_::UploadSummary UploadSummaries::of(const Request& request, const store::Upload& upload,
                                           Detail detail) {
  export_::UploadSummary summary;
  summary.id = number(upload.id);
  summary.kind = upload.kind;
  summary.round = upload.period;
  summary.state = upload.state;
  summary.rows = static_cast<std::int64_t>(upload.rows);
  summary.errors = static_cast<std::int64_t>(upload.errors);
  summary.warnings = static_cast<std::int64_t>(upload.warnings);
  summary.progress = progress_of(upload);
  summary.file_name = upload.file_name;
  summary.uploaded_by = user(upload.uploaded_by);
  summary.received_at = upload.received_at;
  if (upload.decided_by) summary.decided_by = user(domain::AccountId{*upload.decided_by});
  summary.decided_at = upload.decided_at.value_or("");
  summary.reason = upload.reason;
  summary.synthetic = upload.synthetic;
  summary.mine = upload.uploaded_by == request.person->account;
  const auto parts = store::parts_of(service_.tools.pool, upload.id);
  write_lateness(upload, parts, summary);
  if (detail == Detail::whole) {
    for (const store::UploadPart& part : parts) {
      const std::string& code = service_.tools.rules.areas.get(part.area).code.text();
      if (summary.areas.empty() || summary.areas.back() != code) summary.areas.push_back(code);
    }
    const bool checked = upload.state != domain::UploadState::received;
    if (checked)
      summary.receipt =
          upload.errors == 0 ? receipt(upload, parts) : std::vector<export_::UploadSummary::Line>();
  }
  return summary;
}

}  // namespace rasoat::http
