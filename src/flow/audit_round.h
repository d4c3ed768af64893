#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "domain/audit_book.h"
#include "domain/snapshot.h"
#include "store/pool.h"

namespace rasoat::flow {

/// Lists already read, on the boundaries they were read for. Uploads never change, so a list of the same
/// uploads is the same list. Any thread.
class AuditLists {
 public:
  explicit AuditLists(store::Pool& pool) : pool_(pool) {}
  store::Pool& pool() { return pool_; }
  /// Never null; empty where the round has no list in the province.
  std::shared_ptr<const domain::AuditList> of(const domain::Snapshot& snapshot, const domain::Round& round,
                                              domain::Date day, const domain::Area& province);

 private:
  static constexpr std::size_t kKept = 6;

  store::Pool& pool_;
  std::mutex mutex_;
  // Shared: audits hold their list while newer ones push it out. The newest use stands first.
  std::vector<std::pair<std::string, std::shared_ptr<const domain::AuditList>>> kept_;
};

/// Audits one province's round as a snapshot has it: its list, those of the two rounds before where they are
/// of the same standard, the counts and targets of its communes, public servants and re-visits. Null where
/// the province has neither list nor counts.
std::shared_ptr<const domain::RoundAudit> audit_round(AuditLists& lists, const domain::Snapshot& snapshot,
                                                      const domain::Round& round,
                                                      const domain::Area& province);

}  // namespace rasoat::flow
