#pragma once

#include <string>

namespace rasoat::app {

/// `0.1.0 (commit 1a2b3c4, schema 0003)`: what is running, as `--version`, `/metrics` and manifests print it.
std::string version();

}  // namespace rasoat::app
