#pragma once

#include <string>

#include "domain/chance_notes.h"

namespace rasoat::export_ {

/// `{indicator, round, level, within, as_of, release, standard, rounds, pooled, dispersion, refused, rows}`;
/// a row is `{area, rank, ranks: [low, high], limits: [low, high], standing, change, catching_up}`. Shares
/// are per cent with two decimals, years with one.
std::string chance_json(const domain::Snapshot& snapshot, const domain::Ranking& ranking,
                        const domain::ChanceNotes& notes);

}  // namespace rasoat::export_
