#pragma once

#include "flow/examine.h"

namespace rasoat::flow {

/// The part of the examination that asks whether anybody changed what must not change: the log's chain and
/// its anchors, every sealed field. Each is read whole, so a list of 400,000 households takes some seconds.
void examine_sealed(Examination& examination, Tools& tools);

}  // namespace rasoat::flow
