#pragma once

#include "domain/snapshot.h"
#include "http/service.h"

namespace rasoat::fuzz {

/// A service with the rules as shipped, behind a proxy on 127.0.0.1, whose database is away. One for the
/// whole program.
http::Service& service();

/// A few counts of Quảng Ngãi and its published averages.
const domain::Snapshot& snapshot();

}  // namespace rasoat::fuzz
