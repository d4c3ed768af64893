// Classes against scores, and scores that crowd at a cut.

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "domain/audit_work.h"

namespace rasoat::domain {
namespace {

bool disagrees(const AuditRow& row) {
  const auto average = static_cast<int>(HouseholdClass::average);
  const auto not_poor = static_cast<int>(HouseholdClass::not_poor);
  // Average living standard is decided by income, not by scores: it lies above the line.
  return row.declared != row.computed && !(row.declared == average && row.computed == not_poor);
}

// OURS: bins as wide as the rules say, in whole steps of the score.
int bin_width(const AuditList& list, int setting, int cut, int points) {
  int step = 0;
  for (const AuditRow& row : list.rows) {
    if (row.setting == setting && row.b1 != AuditRow::kAbsent) step = std::gcd(step, std::abs(row.b1 - cut));
  }
  if (step == 0) step = 1;
  return std::max(step, (points + step - 1) / step * step);
}

/// Households by distance from the cut: `below[0]` just at or below it, `above[0]` just above.
struct Sides {
  std::vector<std::int64_t> below, above;
  explicit Sides(std::size_t bins) : below(bins, 0), above(bins, 0) {}
};

struct Cut {
  int setting = 0;
  int cut = 0;
  int width = 10;
  std::size_t bins = 6;
};

void count(const AuditRow& row, const Cut& cut, Sides& sides) {
  if (row.setting != cut.setting || row.b1 == AuditRow::kAbsent) return;
  const int distance = row.b1 - cut.cut;
  const int bin = distance <= 0 ? -distance / cut.width : (distance - 1) / cut.width;
  if (bin >= static_cast<int>(cut.bins)) return;
  ++(distance <= 0 ? sides.below : sides.above)[static_cast<std::size_t>(bin)];
}

/// A side's bins with the other communes' as baseline; without enough others the shape is the side's own.
std::vector<Bin> side_bins(const std::vector<std::int64_t>& own, const std::vector<std::int64_t>& all,
                           std::size_t window) {
  const auto total = [](const std::vector<std::int64_t>& v) {
    return std::accumulate(v.begin(), v.end(), std::int64_t{0});
  };
  const bool peers = total(all) - total(own) >= 5 * total(own);
  std::vector<Bin> bins;
  for (std::size_t i = 0; i < own.size(); ++i) {
    bins.push_back({static_cast<double>(i), own[i], peers ? static_cast<double>(all[i] - own[i]) + 0.5 : 1.0,
                    i < window});
  }
  return bins;
}

using SideCounts = std::vector<std::pair<const AuditUnit*, std::vector<std::int64_t>>>;

void add_histogram(AuditFinding& finding, const std::vector<Bin>& bins, const std::vector<double>& expected,
                   const std::function<std::string(const Bin&)>& label) {
  for (std::size_t i = 0; i < bins.size(); ++i)
    finding.histogram.push_back({label(bins[i]), bins[i].seen, expected[i], bins[i].window});
}

/// One side of the cut in every unit: are the bins that touch the cut fuller than those beside lead to?
struct SideTest {
  const AuditCheck& check;
  const Cut& cut;
  bool below = true;
  std::size_t window = 1;  ///< bins

  int from() const { return below ? cut.cut - wide() + 1 : cut.cut + 1; }
  int to() const { return below ? cut.cut : cut.cut + wide(); }
  int wide() const { return cut.width * static_cast<int>(window); }
  std::string label(const Bin& bin) const {
    const int away = static_cast<int>(bin.at) * cut.width;
    return below ? fmt::format("{}–{}", cut.cut - away - cut.width + 1, cut.cut - away)
                 : fmt::format("{}–{}", cut.cut + away + 1, cut.cut + away + cut.width);
  }
};

struct SideFigures {
  std::vector<AuditShare> shares;
  std::vector<AuditFinding> findings;
};

SideFigures figures_of(const SideTest& test, const std::vector<std::int64_t>& all, const SideCounts& sides) {
  SideFigures figures;
  for (const auto& [unit, own] : sides) {
    if (std::accumulate(own.begin(), own.end(), std::int64_t{0}) < test.check.fewest) continue;
    const auto bins = side_bins(own, all, test.window);
    const auto fitted = window_against_sides(bins, 1);
    if (!fitted) continue;
    figures.shares.push_back(
        {unit, unit->area, fitted->seen, fitted->seen + fitted->beside, fitted->expected});
    figures.findings.push_back(
        begin_finding(test.check, figures.shares.back(), test.below ? "below" : "above"));
    figures.findings.back().expected = fitted->fit;
    add_histogram(figures.findings.back(), bins, fitted->fitted,
                  [&](const Bin& bin) { return test.label(bin); });
    figures.findings.back().arguments = {{"cut", std::to_string(test.cut.cut)},
                                         {"from", std::to_string(test.from())},
                                         {"to", std::to_string(test.to())}};
  }
  widen(test.check, figures.shares);
  for (std::size_t i = 0; i < figures.shares.size(); ++i) {
    const AuditShare& share = figures.shares[i];
    figures.findings[i].p = uncertain_upper(share.seen, share.of, share.expected);
  }
  return figures;
}

/// The nearest bin and the nearest two: of both the more surprising is filed, at twice its p.
void look_side(AuditWork& work, const AuditCheck& check, const Cut& cut, bool below,
               const std::vector<std::int64_t>& all, const SideCounts& sides) {
  const SideTest tests[] = {{check, cut, below, 1}, {check, cut, below, 2}};
  SideFigures one = figures_of(tests[0], all, sides);
  SideFigures two = figures_of(tests[1], all, sides);
  for (std::size_t i = 0; i < one.shares.size() && i < two.shares.size(); ++i) {
    const bool wider = *two.findings[i].p < *one.findings[i].p;
    AuditFinding& finding = (wider ? two : one).findings[i];
    finding.p = std::min(1.0, 2 * *finding.p);
    const int from = tests[wider ? 1 : 0].from();
    const int to = tests[wider ? 1 : 0].to();
    work.look(
        std::move(finding),
        [&](const AuditRow& row) { return row.setting == cut.setting && row.b1 >= from && row.b1 <= to; },
        one.shares[i].unit->rows);
  }
}

std::vector<std::int64_t> b2_counts(const AuditWork& work, const std::vector<std::uint32_t>& rows, int step,
                                    std::size_t bins) {
  std::vector<std::int64_t> counts(bins, 0);
  for (const std::uint32_t position : rows) {
    const AuditRow& row = work.row(position);
    if (!row.listed() || row.b2 < 0 || row.b2 % step != 0) continue;
    const auto bin = static_cast<std::size_t>(row.b2 / step);
    if (bin < bins) ++counts[bin];
  }
  return counts;
}

struct B2Figure {
  AuditShare share;  // of those at the cut among both neighbours
  std::vector<Bin> bins;
  std::vector<double> expected;
};

std::optional<B2Figure> b2_figure(const AuditUnit& unit, const std::vector<std::int64_t>& own,
                                  const std::vector<std::int64_t>& all, std::size_t cut_bin, int step) {
  const std::int64_t total = std::accumulate(own.begin(), own.end(), std::int64_t{0});
  const std::int64_t others = std::accumulate(all.begin(), all.end(), std::int64_t{0}) - total;
  const bool peers = others >= 5 * total;
  B2Figure figure;
  std::int64_t outside = 0;
  for (std::size_t i = 0; i < own.size(); ++i) {
    const bool window = i == cut_bin || i + 1 == cut_bin;
    if (!window) outside += own[i];
    figure.bins.push_back({static_cast<double>(i) * step, own[i],
                           peers ? static_cast<double>(all[i] - own[i]) + 0.5 : 1.0, window});
  }
  const auto fit = fit_shape(figure.bins, !peers || outside >= 200 ? 2 : 1);
  if (!fit) return std::nullopt;
  figure.expected = fit->expected;
  figure.share = {&unit, unit.area, own[cut_bin], own[cut_bin] + own[cut_bin - 1],
                  fit->share(figure.bins, cut_bin, cut_bin - 1)};
  return figure;
}

/// More at the cut than expected (made poor), or more just under it (kept from being poor).
void look_b2(AuditWork& work, const AuditCheck& check, const B2Figure& figure, int cut, int step) {
  const AuditShare& share = figure.share;
  const double upper = uncertain_upper(share.seen, share.of, share.expected);
  const double lower = uncertain_lower(share.seen, share.of, share.expected);
  const bool at = upper <= lower;
  AuditFinding finding = begin_finding(check, share, at ? "at" : "under");
  if (!at) {
    finding.seen = share.of - share.seen;
    finding.expected = static_cast<double>(share.of) - finding.expected;
  }
  finding.p = std::min(1.0, 2 * std::min(upper, lower));
  finding.arguments = {{"cut", std::to_string(cut)}, {"under", std::to_string(cut - step)}};
  add_histogram(finding, figure.bins, figure.expected,
                [](const Bin& bin) { return fmt::format("{:.0f}", bin.at); });
  const int score = at ? cut : cut - step;
  work.look(
      std::move(finding), [&](const AuditRow& row) { return row.listed() && row.b2 == score; },
      share.unit->rows);
}

}  // namespace

void check_recount(AuditWork& work) {
  look_at_shares(work, "recount", work.units,
                 {[](const AuditRow& row) { return row.declared >= 0 && row.computed >= 0; }, disagrees},
                 [&](AuditFinding& finding, const AuditUnit& unit) {
                   std::int64_t in = 0;
                   std::int64_t out = 0;
                   for (const std::uint32_t position : unit.rows) {
                     const AuditRow& row = work.row(position);
                     if (row.declared < 0 || row.computed < 0 || !disagrees(row)) continue;
                     ++(row.declared < row.computed ? in : out);
                   }
                   finding.arguments = {{"higher", std::to_string(in)}, {"lower", std::to_string(out)}};
                 });
}

void check_b1_bunching(AuditWork& work) {
  const AuditCheck* check = work.rules.check("b1-bunching");
  if (check == nullptr) return;
  for (const Setting setting : {Setting::rural, Setting::urban}) {
    const auto line = work.input.standard.line(setting);
    if (!line.b1_cut) continue;
    Cut cut{static_cast<int>(setting), *line.b1_cut, 0, 0};
    cut.width = bin_width(work.input.now, cut.setting, cut.cut, work.rules.bunching_points);
    cut.bins = static_cast<std::size_t>(std::max(3, work.rules.bunching_reach / cut.width));
    Sides all(cut.bins);
    for (const AuditRow& row : work.input.now.rows) count(row, cut, all);
    SideCounts below;
    SideCounts above;
    for (const AuditUnit& unit : work.units) {
      Sides own(cut.bins);
      for (const std::uint32_t position : unit.rows) count(work.row(position), cut, own);
      below.emplace_back(&unit, own.below);
      above.emplace_back(&unit, own.above);
    }
    look_side(work, *check, cut, true, all.below, below);
    look_side(work, *check, cut, false, all.above, above);
  }
}

void check_b2_bunching(AuditWork& work) {
  const AuditCheck* check = work.rules.check("b2-bunching");
  const Standard& standard = work.input.standard;
  if (check == nullptr || !standard.rural.b2_poor || standard.deprivations.empty()) return;
  if (!standard.deprivations.front().points) return;
  const int step = *standard.deprivations.front().points;
  const int cut = *standard.rural.b2_poor;
  const auto cut_bin = static_cast<std::size_t>(cut / step);
  const std::size_t bins = standard.deprivations.size() + 1;
  std::vector<std::int64_t> all(bins, 0);
  std::vector<B2Figure> figures;
  std::vector<std::vector<std::int64_t>> own;
  for (const AuditUnit& unit : work.units) {
    own.push_back(b2_counts(work, unit.rows, step, bins));
    if (unit.enumerator != 0) continue;
    for (std::size_t i = 0; i < bins; ++i) all[i] += own.back()[i];
  }
  std::vector<AuditShare> shares;
  for (std::size_t i = 0; i < work.units.size(); ++i) {
    auto figure = b2_figure(work.units[i], own[i], all, cut_bin, step);
    if (!figure || figure->share.of < check->fewest) continue;
    shares.push_back(figure->share);
    figures.push_back(std::move(*figure));
  }
  widen(*check, shares);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i].share = shares[i];
    look_b2(work, *check, figures[i], cut, step);
  }
}

}  // namespace rasoat::domain
