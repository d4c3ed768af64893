#include "store/attempt.h"

#include <algorithm>

#include "store/queries.gen.h"

namespace rasoat::store {

std::int64_t begin_attempt(Pool& pool, const std::vector<Bucket>& buckets, std::int64_t now) {
  std::int64_t longest = 0;
  in_transaction(pool, [&](Session& session) {
    longest = 0;
    std::vector<std::uint64_t> failures;
    for (const Bucket& bucket : buckets) {
      // The row is there before it is locked: two that lock a gap would wait for each other.
      session.execute(queries::attempt_touch, {bucket.hash, now});
      Rows rows = session.query(queries::attempt_get, {bucket.hash});
      rows.next();
      std::int64_t last = rows.integer(2);
      if (last > now) {
        // A clock that was ahead has been put right: nobody waits for the day it showed.
        last = now;
        session.execute(queries::attempt_set, {rows.whole(1), now, bucket.hash});
      }
      failures.push_back(now - last > bucket.forget_seconds ? 0 : rows.whole(1));
      longest = std::max(longest, last + bucket.wait(failures.back()) - now);
    }
    if (longest > 0) return;
    for (std::size_t i = 0; i < buckets.size(); ++i)
      session.execute(queries::attempt_set, {failures[i] + 1, now, buckets[i].hash});
  });
  return longest;
}

void attempt_succeeded(Pool& pool, const std::vector<Bucket>& buckets) {
  in_transaction(pool, [&](Session& session) {
    for (std::size_t i = 0; i < buckets.size(); ++i)
      session.execute(i == 0 ? queries::attempt_forget : queries::attempt_back, {buckets[i].hash});
  });
}

void attempt_uncounted(Pool& pool, const std::vector<Bucket>& buckets) {
  in_transaction(pool, [&](Session& session) {
    for (const Bucket& bucket : buckets) session.execute(queries::attempt_back, {bucket.hash});
  });
}

void sweep_attempts(Pool& pool, std::int64_t before) {
  pool.take()->execute(queries::attempt_sweep, {before});
}

}  // namespace rasoat::store
