#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/codes.h"
#include "domain/date.h"
#include "domain/exact.h"

namespace rasoat::domain {

/// One published average: the value of an indicator for a scope and period, with the document it stands in.
/// A figure without a source does not exist here.
struct Benchmark {
  IndicatorCode indicator;
  AreaCode scope;      ///< `VN`, a region, a province
  std::string period;  ///< a round code, or a date for dated kinds
  Exact value;
  std::string value_text;  ///< as published, `2.93`
  std::string source;      ///< decision number and date
  bool provisional = false;
  bool synthetic = false;
  UploadId upload{};
  std::int64_t approved_order = 0;  ///< later approvals have higher numbers; the highest counts
};

}  // namespace rasoat::domain
