#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "domain/date.h"

namespace rasoat::domain {

/// The present moment. Handed down from the composition root; tests turn it by hand. Any thread may ask.
using Clock = std::function<std::chrono::system_clock::time_point()>;

/// Fills a buffer with unpredictable bytes; tests use a fixed sequence.
using RandomBytes = std::function<void(unsigned char* bytes, std::size_t count)>;

enum class LogLevel { debug, info, warning, error };

/// One line for the operator, as key=value pairs. Never a name, an ID number or a cell of an officer's file.
/// Any thread may call it.
using Log = std::function<void(LogLevel, std::string_view event, std::string_view details)>;

/// The day in Vietnam now.
Date today(const Clock& clock);

}  // namespace rasoat::domain
