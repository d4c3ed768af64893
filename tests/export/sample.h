#pragma once

#include <memory>

#include "domain/ranking.h"
#include "domain/snapshot.h"

namespace rasoat::test {

/// Rules as shipped in etc/, loaded once for the program.
std::shared_ptr<const domain::Rules> shipped_rules();
std::shared_ptr<const domain::Boundaries> shipped_boundaries();

/// A small snapshot of made-up figures: the districts of province 51 with their own rows for 2022 and 2023
/// (area number i of 13 in order of code has 1000 + 100 i households, of which 50 + 10 i are poor in 2023 and
/// 20 more in 2022), but Lý Sơn (536) without `households` and Minh Long (531) without anything; published
/// averages of poverty.rate for the country (5.00) and the region (8.00) of 2023.
domain::Snapshot district_snapshot();

/// Made-up facts for every leaf of province 51 in 2022 and 2023, for the whole of the official tables: leaf i
/// has small, uneven numbers whose flows balance.
domain::Snapshot full_snapshot();

domain::Ranking ranked(const domain::Snapshot& snapshot, const domain::RankQuery& query);

}  // namespace rasoat::test
