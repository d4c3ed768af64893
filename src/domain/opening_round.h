#pragma once

#include "domain/snapshot.h"

namespace rasoat::domain {

/// The round that somebody who asks for none should see first: the newest in which every area of the poverty
/// ranking has a value and country and region are published for the round itself; else the newest with such
/// figures of country and region; else the newest with any value. Null where no round has one.
const Round* opening_round(const Snapshot& snapshot);

}  // namespace rasoat::domain
