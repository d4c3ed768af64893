#include "domain/outside.h"

namespace rasoat::domain {

Date today(const Clock& clock) {
  return vietnam_day(std::chrono::duration_cast<std::chrono::seconds>(clock().time_since_epoch()).count());
}

}  // namespace rasoat::domain
