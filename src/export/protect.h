#pragma once

#include "export/builders.h"

namespace rasoat::export_ {

/// Takes out of a public ranking every area whose count must not be told, and what was known of it before:
/// the same areas that are withheld in the official tables, so that one file does not give away what another
/// keeps. The others move up, for a gap in the ranks would tell an order. Their names, for a note.
std::vector<domain::AreaId> protect(const BuildContext& context, domain::Ranking& ranking);

}  // namespace rasoat::export_
