#include "flow/keep_house.h"

#include <algorithm>
#include <chrono>

#include "access/delay.h"
#include "flow/keys.h"
#include "flow/log_anchor.h"
#include "store/attempt.h"
#include "store/session.h"

namespace rasoat::flow {

void keep_house(Tools& tools) {
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(tools.clock().time_since_epoch()).count();
  const std::int64_t longest =
      std::max(access::kAccountFromAddress.forget_seconds, access::kAddress.forget_seconds);
  store::sweep_sessions(tools.pool, tools.now());
  store::sweep_attempts(tools.pool, now - longest);
  keep_retention(tools);
  anchor_log(tools);
}

}  // namespace rasoat::flow
