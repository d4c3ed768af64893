#include "domain/mpi.h"

namespace rasoat::domain {
namespace {

/// The counts behind one area's figures.
struct Counts {
  std::int64_t poor = 0, households = 0, assessed = 0, deprivations = 0;
  bool synthetic = false;
};

std::optional<Counts> counts_of(const Tallier& tallier, AreaId area) {
  const Tally h = tallier.tally(area, {{&measures::poor, 1}, {&measures::households, 1}});
  const Tally a = tallier.tally(area, {{&measures::poor_deprivations, 1}, {&measures::poor_assessed, 1}});
  if (h.absence != Absence::none || a.absence != Absence::none) return std::nullopt;
  if (h.denominator == 0 || a.denominator == 0) return std::nullopt;  // A is absent when nobody is poor
  return Counts{h.numerator, h.denominator, a.denominator, a.numerator, h.synthetic || a.synthetic};
}

MpiFigures figures_of(AreaId area, const Counts& counts, int n) {
  MpiFigures figures;
  figures.area = area;
  figures.households = counts.households;
  figures.h = Exact::ratio(Wide{100} * counts.poor, counts.households);
  figures.a = Exact::ratio(Wide{100} * counts.deprivations, Wide{n} * counts.assessed);
  figures.m0 = figures.h * figures.a * Exact::ratio(1, 100);
  figures.synthetic = counts.synthetic;
  return figures;
}

Exact divided(const Exact& part, const Exact& whole) {
  return Exact::ratio(part.numerator() * whole.denominator(), part.denominator() * whole.numerator());
}

}  // namespace

std::optional<MpiSheet> mpi_sheet(const Snapshot& snapshot, const Round& round, AreaId area,
                                  const std::vector<const Area*>& inside, Date as_of) {
  const Standard* standard = snapshot.rules->standard(round.standard);
  const Layer* layer = snapshot.cube.layer(round.code.text());
  if (standard == nullptr || layer == nullptr || standard->deprivations.empty()) return std::nullopt;
  const int n = static_cast<int>(standard->deprivations.size());
  const Tallier tallier(*snapshot.boundaries, *layer, as_of);
  const auto whole = counts_of(tallier, area);
  if (!whole || whole->deprivations == 0) return std::nullopt;
  MpiSheet sheet;
  sheet.whole = figures_of(area, *whole, n);
  for (int j = 1; j <= n; ++j) {
    const auto deprived = tallier.count(area, poor_deprived(j));
    if (!deprived) continue;
    // h_j = H times the share of the poor deprived in j; the contribution w_j h_j / M0 is then one of counts.
    sheet.parts.push_back({j, sheet.whole.h * Exact::ratio(*deprived, whole->assessed),
                           Exact::ratio(Wide{100} * *deprived, whole->deprivations)});
  }
  for (const Area* part : inside) {
    const auto counts = counts_of(tallier, part->id);
    if (!counts) {
      sheet.missing.push_back(part->id);
      continue;
    }
    MpiShare share;
    share.figures = figures_of(part->id, *counts, n);
    share.population = Exact::ratio(Wide{100} * counts->households, whole->households);
    share.contribution = divided(share.population * share.figures.m0, sheet.whole.m0);
    sheet.shares.push_back(share);
  }
  return sheet;
}

}  // namespace rasoat::domain
