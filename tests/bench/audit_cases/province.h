#pragma once

#include <cstdint>
#include <vector>

#include "bench/audit_cases/manipulations.h"
#include "domain/audit.h"

namespace rasoat::bench {

/// A made-up province over three rounds, with honest differences between communes, villages and enumerators,
/// honest mistakes, and, where asked for, one known manipulation in a commune. Everything follows from the
/// seed.

struct Planted {
  domain::AreaId area{};
  Manipulation kind = Manipulation::none;
  Strength strength = Strength::weak;
};

struct Province {
  domain::AuditList now, before, earlier;
  std::vector<domain::AuditPlace> places;
  std::vector<Planted> planted;
};

struct ProvinceOptions {
  std::uint64_t seed = 1;
  int communes = 100;
  int households = 300;  ///< on the list of an average commune
  bool manipulated = false;
};
Province make_province(const ProvinceOptions& options, const domain::Standard& standard);

}  // namespace rasoat::bench
