#pragma once

#include <string>
#include <string_view>

#include "domain/rules.h"
#include "domain/upload.h"

namespace rasoat::ingest {

/// Where in the file a finding belongs.
struct Place {
  std::int64_t row = 0;     ///< 0 = the whole file
  std::string_view column;  ///< the officer's heading; empty = the whole row
  bool personal = false;
};

/// Makes findings: looks up the sentence of a code (`finding.E-…` in etc/texts) and cuts what is too long.
class Reporter {
 public:
  Reporter(const domain::Texts& texts, domain::Findings& findings, std::string sheet)
      : texts_(texts), findings_(findings), sheet_(std::move(sheet)) {}

  /// `E…` stops the file, `W…` does not. `arguments` fill the sentence besides {value}, {expected}, {column}.
  void add(std::string_view code, const Place& place, std::string_view value = {},
           std::string_view expected = {}, const domain::TextArguments& arguments = {});

 private:
  const domain::Texts& texts_;
  domain::Findings& findings_;
  std::string sheet_;
};

}  // namespace rasoat::ingest
