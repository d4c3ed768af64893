#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "store/pool.h"

namespace rasoat::store {

/// What attempts are counted under, and how much they slow (access/delay.h knows).
struct Bucket {
  std::string hash;
  std::int64_t forget_seconds = 0;
  std::function<std::int64_t(std::uint64_t failures)> wait;
};

/// Counts an attempt against all buckets before it is made, so that many at once cannot slip by. Where one of
/// them has to be waited for, nothing is counted and the seconds left come back; else 0. `now` is in seconds
/// since 1970.
std::int64_t begin_attempt(Pool& pool, const std::vector<Bucket>& buckets, std::int64_t now);
/// The attempt succeeded: the first bucket is forgotten, the others get their count back.
void attempt_succeeded(Pool& pool, const std::vector<Bucket>& buckets);
/// It was none: all get their count back.
void attempt_uncounted(Pool& pool, const std::vector<Bucket>& buckets);
/// Forgets what nobody tried since `before`.
void sweep_attempts(Pool& pool, std::int64_t before);

}  // namespace rasoat::store
