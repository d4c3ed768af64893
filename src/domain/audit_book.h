#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "domain/area_book.h"
#include "domain/audit.h"
#include "domain/result.h"
#include "domain/revisit.h"

namespace rasoat::domain {

struct Snapshot;

/// Audits as readers see them: one for each round and province, made when first asked for and kept with the
/// snapshot they were made from, so that the same figures always carry the same marks.

/// The audit of one province's round. No name and no ID number is in it: enumerators are words of the list.
struct RoundAudit {
  Round round;
  AreaId province{};
  bool synthetic = false;
  // Shared: the next version of the figures may stand on the same list.
  std::shared_ptr<const AuditList> list;  ///< the findings' households are positions in it
  ProvinceAudit result;
  std::vector<Revisit> revisits;  ///< newest first

  const AuditMark* mark(AreaId area) const;
};

/// Makes each audit once. Any thread; one makes while the others wait.
class AuditBook {
 public:
  /// Null where there is nothing to audit.
  using Make = std::function<std::shared_ptr<const RoundAudit>(const Snapshot&, const Round&, const Area&)>;

  AuditBook() = default;
  explicit AuditBook(Make make) : make_(std::move(make)) {}
  // Shared: an answer keeps its audit while the snapshot goes.
  std::shared_ptr<const RoundAudit> of(const Snapshot& snapshot, const Round& round,
                                       const Area& province) const;

 private:
  Make make_;
  mutable std::mutex mutex_;
  mutable std::map<std::pair<std::string, AreaId>, std::shared_ptr<const RoundAudit>> made_;
};

/// What re-visits say of an area, as notes beside rankings and reports: the newest sample with results of
/// each area that lies in it or holds it.
std::vector<Text> revisit_notes(const Snapshot& snapshot, const Round& round, AreaId area);

/// What `rasoat audit` and `GET /audit` are asked for.
struct AuditQuery {
  std::string round;
  std::string within = "51";
};

/// The part of one or several provinces' audits that lies inside an area. Points into `audits`.
struct AuditView {
  Round round;
  const Area* within = nullptr;
  std::vector<std::shared_ptr<const RoundAudit>> audits;
  struct Line {
    const RoundAudit* audit = nullptr;
    const AuditFinding* finding = nullptr;
  };
  std::vector<Line> findings;           ///< serious first, then the rarest
  std::vector<const AuditMark*> marks;  ///< strongest first, then by code
  std::int64_t tests = 0;
  bool synthetic = false;
};
/// Refuses with a Problem whose place is the parameter at fault: `round-unknown`, `area-unknown`.
Result<AuditView> view_audit(const Snapshot& snapshot, const AuditQuery& query);

/// The mark beside a rank: a commune's own, or how many communes inside carry which.
struct Credibility {
  const AuditMark* mark = nullptr;  ///< of a lowest unit
  std::int64_t serious = 0, notice = 0, none = 0, unknown = 0;
  std::shared_ptr<const RoundAudit> audit;  ///< keeps the mark; null where nothing was audited
};
/// Of a unit in force on the round's reference date; empty for others, where there is no list, and where the
/// province's list is so long (`households_beside_ranks`) that a ranking would have to wait for it.
Credibility credibility_of(const Snapshot& snapshot, const Round& round, AreaId area);

/// The key of a finding, the same as long as the figures are: `recount:24007:0`,
/// `b1-bunching:24007:2:below:140`.
std::string finding_id(const AreaBook& book, const AuditFinding& finding);
/// `none`, `notice`, `serious`, or `unknown` where no check could say anything.
std::string_view mark_name(const AuditMark& mark);
std::string_view part_name(const AuditPart& part);

}  // namespace rasoat::domain
