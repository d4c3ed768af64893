#pragma once

#include <cstddef>
#include <string>

#include "export/builders.h"

namespace rasoat::export_ {

/// Pieces made from a ranking that the report `ranking` and the brief share.

/// "Tụt hậu (cả nước, vùng)"; empty without flags.
std::string flag_words(const BuildContext& context, const domain::RankRow& row);
Table ranking_table(const BuildContext& context, const domain::Ranking& ranking);
/// Bars of the `most` worst areas with the published averages as lines.
BarChart ranking_chart(const BuildContext& context, const domain::Ranking& ranking, std::size_t most);
MapDrawing ranking_map(const BuildContext& context, const domain::Ranking& ranking);
/// For the public: takes protected areas out and says which; nothing where there is none.
std::optional<domain::Text> protected_note(const BuildContext& context, domain::Ranking& ranking);
/// Who is missing, what is made up, which averages are not of the period; sources as endnotes.
void add_ranking_notices(const BuildContext& context, const domain::Ranking& ranking, Report& report);

}  // namespace rasoat::export_
