#pragma once

#include <stdexcept>
#include <string>

namespace rasoat::ingest {

/// Inside this room only: a workbook that cannot be read on. `code` names the sentence (`workbook.…` in
/// etc/texts), `detail` fills its {detail}. The doors of the room turn it into a Problem or a Finding.
class BadWorkbook : public std::runtime_error {
 public:
  explicit BadWorkbook(const std::string& code, std::string detail = {})
      : std::runtime_error(code), detail_(std::move(detail)) {}
  const std::string& detail() const { return detail_; }

 private:
  std::string detail_;
};

}  // namespace rasoat::ingest
