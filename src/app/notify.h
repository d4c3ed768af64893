#pragma once

#include <string_view>

namespace rasoat::app {

/// Tells the service manager that started us (systemd, `Type=notify`) what we are at: `READY=1`,
/// `RELOADING=1`, `STOPPING=1`. Nothing happens where nobody asked to be told.
void notify(std::string_view state);

}  // namespace rasoat::app
