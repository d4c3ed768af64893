#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "domain/outside.h"
#include "domain/snapshot.h"
#include "flow/audit_round.h"
#include "store/pool.h"

namespace rasoat::flow {

/// Holds the figures that readers see now. The version in the database is looked at once a second at most;
/// when it has moved a new snapshot is made and swapped in, while requests that began keep theirs. Any
/// thread.
class LiveSnapshot {
 public:
  // Rules and boundaries are shared with every snapshot that was made on them.
  LiveSnapshot(store::Pool& pool, std::shared_ptr<const domain::Rules> rules,
               std::shared_ptr<const domain::Boundaries> boundaries);

  /// The newest figures, at most a second old; those of before when the database cannot be asked.
  std::shared_ptr<const domain::Snapshot> now();
  /// Looks at the version in any case: whoever approved sees their own write at once.
  std::shared_ptr<const domain::Snapshot> fresh();
  /// The figures of a release, or a Problem `release-unknown`.
  domain::Result<std::shared_ptr<const domain::Snapshot>> release(const std::string& name);
  /// False until the first snapshot is made.
  bool ready() const;
  /// How long ago the database was last asked whether the figures have moved, and since when they are these.
  struct Age {
    std::chrono::seconds looked{};
    std::chrono::seconds made{};
  };
  Age age() const;

 private:
  std::shared_ptr<const domain::Snapshot> make();

  static constexpr std::size_t kReleasesKept = 3;

  store::Pool& pool_;
  std::shared_ptr<const domain::Rules> rules_;
  std::shared_ptr<const domain::Boundaries> boundaries_;
  std::shared_ptr<AuditLists> lists_;  // shared with the snapshots, which audit when they are asked to
  mutable std::mutex mutex_;           // guards the four below
  std::shared_ptr<const domain::Snapshot> current_;
  std::chrono::steady_clock::time_point looked_at_{};
  std::chrono::steady_clock::time_point made_at_{};
  std::vector<std::shared_ptr<const domain::Snapshot>>
      releases_;       // the last ones asked for; they never change
  std::mutex making_;  // one thread makes, the others go on with what there is
};

}  // namespace rasoat::flow
