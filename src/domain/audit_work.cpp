#include "domain/audit_work.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace rasoat::domain {
namespace {

/// Communes, each with its enumerators where it has more than one.
void make_units(const AuditInput& input, std::vector<AuditUnit>& units, std::vector<AuditUnit>& communes) {
  for (const AreaId area : input.now.areas()) {
    AuditUnit commune{area, 0, 0, {}};
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_enumerator;
    for (const AuditRow& row : input.now.of(area)) {
      const auto position = static_cast<std::uint32_t>(input.now.position(row));
      commune.rows.push_back(position);
      if (row.enumerator != 0) by_enumerator[row.enumerator].push_back(position);
    }
    communes.push_back(commune);
    units.push_back(std::move(commune));
    if (by_enumerator.size() < 2) continue;
    int number = 0;
    for (auto& [enumerator, rows] : by_enumerator)
      units.push_back({area, enumerator, ++number, std::move(rows)});
  }
}

/// Sum over sum of the middle four fifths.
double pooled_share(const std::vector<AuditShare>& shares) {
  std::vector<const AuditShare*> order;
  for (const AuditShare& share : shares) {
    if (share.of > 0) order.push_back(&share);
  }
  std::sort(order.begin(), order.end(), [](const AuditShare* a, const AuditShare* b) {
    return static_cast<double>(a->seen) / static_cast<double>(a->of) <
           static_cast<double>(b->seen) / static_cast<double>(b->of);
  });
  const std::size_t cut = order.size() / 10;
  double seen = 0;
  double of = 0;
  for (std::size_t i = cut; i + cut < order.size(); ++i) {
    seen += static_cast<double>(order[i]->seen);
    of += static_cast<double>(order[i]->of);
  }
  return of > 0 ? seen / of : 0;
}

}  // namespace

AuditWork::AuditWork(const AuditInput& from, const AuditRules& with) : input(from), rules(with) {
  make_units(input, units, communes);
  from_before = match(input.before, input.now);
  from_earlier = match(input.earlier, input.before);
}

void AuditWork::look(AuditFinding figure, const std::function<bool(const AuditRow&)>& which,
                     const std::vector<std::uint32_t>& among) {
  // A corrected q is never below p, so nothing else can come to be said.
  const bool may_be_said = (!figure.p || *figure.p <= figure.check->notice.q) &&
                           static_cast<double>(figure.seen) - figure.expected > 0;
  if (may_be_said && which) {
    for (const std::uint32_t position : among) {
      if (figure.households.size() >= rules.households_kept) break;
      if (which(row(position))) figure.households.push_back(position);
    }
  }
  looked.push_back(std::move(figure));
}

void expect_of_peers(std::vector<AuditShare>& shares) {
  const double expected = std::clamp(pooled_share(shares), 1e-4, 0.9999);
  for (AuditShare& share : shares) share.expected = {expected, 0};
}

void widen(const AuditCheck& check, std::vector<AuditShare>& shares) {
  std::vector<double> distances;
  std::vector<double> by_chance;
  for (const AuditShare& share : shares) {
    const auto n = static_cast<double>(share.of);
    const double p = (static_cast<double>(share.seen) + 0.5) / (n + 1);
    const double usual = share.expected.share;
    // Where less than a handful is expected the logit is too coarse to measure a spread with.
    if (n * std::min(usual, 1 - usual) < 5) continue;
    distances.push_back(logit(p) - logit(usual));
    by_chance.push_back(1 / (n * p * (1 - p)) + share.expected.logit_error * share.expected.logit_error);
  }
  double between = check.spread * check.spread;
  if (distances.size() >= 10) {
    // Distances from their own middle: what is expected may be a tolerance that nobody comes near.
    constexpr double kNormalMedian = 0.6744897501960817;
    const double middle = median(distances);
    for (double& distance : distances) distance = std::abs(distance - middle);
    const double robust = median(distances) / kNormalMedian;
    between = std::max(between / 4, robust * robust - median(by_chance));
  }
  for (AuditShare& share : shares) {
    const double error = share.expected.logit_error;
    share.expected.logit_error = std::sqrt(error * error + between);
  }
}

AuditFinding begin_finding(const AuditCheck& check, const AuditShare& share, std::string detail) {
  AuditFinding finding;
  finding.check = &check;
  finding.detail = std::move(detail);
  finding.area = share.area;
  if (share.unit != nullptr) {
    finding.enumerator = share.unit->enumerator;
    finding.enumerator_number = share.unit->enumerator_number;
  }
  finding.seen = share.seen;
  finding.of = share.of;
  finding.expected = std::max(check.tolerance, share.expected.share) * static_cast<double>(share.of);
  return finding;
}

double surprise(const AuditCheck& check, const AuditShare& share) {
  const double beside_peers = uncertain_upper(share.seen, share.of, share.expected);
  if (check.tolerance <= 0) return beside_peers;
  return std::max(beside_peers, binomial_upper(share.seen, share.of, check.tolerance));
}

void look_at_shares(AuditWork& work, const char* code, const std::vector<AuditUnit>& units,
                    const RowShare& share,
                    const std::function<void(AuditFinding&, const AuditUnit&)>& dress) {
  const AuditCheck* check = work.rules.check(code);
  if (check == nullptr) return;
  std::vector<AuditShare> communes;
  std::vector<AuditShare> all;
  for (const AuditUnit& unit : units) {
    AuditShare figure{&unit, unit.area, 0, 0, {}};
    for (const std::uint32_t position : unit.rows) {
      const AuditRow& row = work.row(position);
      if (!share.asked(row)) continue;
      ++figure.of;
      if (share.hit(row)) ++figure.seen;
    }
    if (figure.of < check->fewest) continue;
    all.push_back(figure);
    if (unit.enumerator == 0) communes.push_back(figure);
  }
  if (all.empty()) return;
  expect_of_peers(communes.empty() ? all : communes);
  const ExpectedShare expected = (communes.empty() ? all : communes).front().expected;
  for (AuditShare& figure : all) figure.expected = expected;
  widen(*check, all);
  for (const AuditShare& figure : all) {
    AuditFinding finding = begin_finding(*check, figure);
    finding.p = surprise(*check, figure);
    if (dress) dress(finding, *figure.unit);
    work.look(
        std::move(finding), [&](const AuditRow& row) { return share.asked(row) && share.hit(row); },
        figure.unit->rows);
  }
}

}  // namespace rasoat::domain
