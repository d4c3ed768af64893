// What a reader can work out about withheld counts: a linear programme for each group that hangs together.

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "export/suppress.h"

namespace rasoat::export_ {
namespace {

constexpr double kNothing = 1e-7;
constexpr std::int64_t kBoundless = std::numeric_limits<std::int64_t>::max() / 4;

/// A x = b with x >= 0 and coefficients of +1 and -1: the withheld cells of one group.
struct Equations {
  std::size_t variables = 0;
  std::vector<std::vector<double>> rows;
  std::vector<double> right;
};

/// The simplex method with Bland's rule, which cannot cycle. Starts from artificial variables, then moves
/// from one optimum to the next without starting again. Groups are small: the tableau is dense.
class Simplex {
 public:
  explicit Simplex(const Equations& equations);
  bool feasible() const { return feasible_; }
  /// The least value of ± variable; nothing when there is no bound.
  std::optional<double> least(std::size_t variable, double sign);

 private:
  bool minimise(std::vector<double> costs, std::size_t usable);
  void pivot(std::size_t row, std::size_t column);
  double value(std::size_t variable) const;

  std::size_t variables_;
  std::vector<std::vector<double>> tableau_;  // last column: right-hand side
  std::vector<std::size_t> basis_;
  bool feasible_ = false;
};

Simplex::Simplex(const Equations& equations) : variables_(equations.variables) {
  const std::size_t count = equations.rows.size();
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<double> row = equations.rows[i];
    row.resize(variables_ + count + 1, 0.0);
    row.back() = equations.right[i];
    if (row.back() < 0) {
      for (double& each : row) each = -each;
    }
    row[variables_ + i] = 1.0;
    tableau_.push_back(std::move(row));
    basis_.push_back(variables_ + i);
  }
  std::vector<double> costs(variables_ + count, 0.0);
  std::fill(costs.begin() + static_cast<std::ptrdiff_t>(variables_), costs.end(), 1.0);
  minimise(costs, variables_ + count);
  double left = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (basis_[i] >= variables_) left += std::abs(tableau_[i].back());
  }
  feasible_ = left < kNothing;
  // Artificial variables that remain at zero leave the basis; their equations that say nothing are dropped.
  for (std::size_t i = 0; i < tableau_.size();) {
    if (basis_[i] < variables_) {
      ++i;
      continue;
    }
    std::size_t column = 0;
    while (column < variables_ && std::abs(tableau_[i][column]) < kNothing) ++column;
    if (column < variables_) {
      pivot(i++, column);
    } else {
      tableau_.erase(tableau_.begin() + static_cast<std::ptrdiff_t>(i));
      basis_.erase(basis_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

void Simplex::pivot(std::size_t row, std::size_t column) {
  std::vector<double>& chosen = tableau_[row];
  const double factor = chosen[column];
  for (double& each : chosen) each /= factor;
  for (std::size_t i = 0; i < tableau_.size(); ++i) {
    const double share = tableau_[i][column];
    if (i == row || std::abs(share) < kNothing) continue;
    for (std::size_t j = 0; j < chosen.size(); ++j) tableau_[i][j] -= share * chosen[j];
  }
  basis_[row] = column;
}

bool Simplex::minimise(std::vector<double> costs, std::size_t usable) {
  for (;;) {
    std::size_t entering = usable;
    for (std::size_t j = 0; j < usable && entering == usable; ++j) {
      double reduced = costs[j];
      for (std::size_t i = 0; i < tableau_.size(); ++i) reduced -= costs[basis_[i]] * tableau_[i][j];
      if (reduced < -kNothing) entering = j;
    }
    if (entering == usable) return true;
    std::size_t leaving = tableau_.size();
    double best = 0;
    for (std::size_t i = 0; i < tableau_.size(); ++i) {
      if (tableau_[i][entering] < kNothing) continue;
      const double ratio = tableau_[i].back() / tableau_[i][entering];
      const bool better = leaving == tableau_.size() || ratio < best - kNothing ||
                          (ratio < best + kNothing && basis_[i] < basis_[leaving]);
      if (better) {
        leaving = i;
        best = ratio;
      }
    }
    if (leaving == tableau_.size()) return false;
    pivot(leaving, entering);
  }
}

double Simplex::value(std::size_t variable) const {
  for (std::size_t i = 0; i < basis_.size(); ++i) {
    if (basis_[i] == variable) return tableau_[i].back();
  }
  return 0;
}

std::optional<double> Simplex::least(std::size_t variable, double sign) {
  std::vector<double> costs(tableau_.empty() ? variables_ : tableau_.front().size() - 1, 0.0);
  costs[variable] = sign;
  if (!minimise(costs, variables_)) return std::nullopt;
  return sign * value(variable);
}

std::size_t root(std::vector<std::size_t>& parents, std::size_t of) {
  while (parents[of] != of) of = parents[of] = parents[parents[of]];
  return of;
}

/// Withheld cells that share a balance, by group.
std::vector<std::vector<std::size_t>> groups_of(const CountCells& cells, const std::vector<bool>& withheld) {
  std::vector<std::size_t> parents(withheld.size());
  for (std::size_t i = 0; i < parents.size(); ++i) parents[i] = i;
  for (const Balance& balance : cells.balances) {
    std::optional<std::size_t> first;
    for (const auto* side : {&balance.left, &balance.right}) {
      for (const std::size_t cell : *side) {
        if (!withheld[cell]) continue;
        if (first) parents[root(parents, cell)] = root(parents, *first);
        first = cell;
      }
    }
  }
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < withheld.size(); ++i) {
    if (withheld[i]) groups[root(parents, i)].push_back(i);
  }
  std::vector<std::vector<std::size_t>> all;
  for (auto& [at, group] : groups) all.push_back(std::move(group));
  return all;
}

Equations equations_of(const CountCells& cells, const std::vector<bool>& withheld,
                       const std::vector<std::size_t>& group) {
  Equations equations;
  equations.variables = group.size();
  std::map<std::size_t, std::size_t> position;
  for (std::size_t i = 0; i < group.size(); ++i) position[group[i]] = i;
  for (const Balance& balance : cells.balances) {
    std::vector<double> row(group.size(), 0.0);
    double right = 0;
    bool concerned = false;
    const auto side = [&](const std::vector<std::size_t>& parts, double sign) {
      for (const std::size_t cell : parts) {
        const auto found = position.find(cell);
        if (found != position.end()) {
          row[found->second] += sign;
          concerned = true;
        } else if (!withheld[cell]) {
          right -= sign * static_cast<double>(cells.counts[cell].value_or(0));
        }
      }
    };
    side(balance.left, 1.0);
    side(balance.right, -1.0);
    if (!concerned) continue;
    equations.rows.push_back(std::move(row));
    equations.right.push_back(right);
  }
  return equations;
}

}  // namespace

std::vector<Bounds> work_out(const CountCells& cells, const std::vector<bool>& withheld) {
  std::vector<Bounds> bounds;
  for (const auto& count : cells.counts) bounds.push_back({count.value_or(0), count.value_or(0)});
  for (const std::vector<std::size_t>& group : groups_of(cells, withheld)) {
    Simplex simplex(equations_of(cells, withheld, group));
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (!simplex.feasible()) {
        bounds[group[i]] = {0, kBoundless};
        continue;
      }
      const auto low = simplex.least(i, 1.0);
      const auto high = simplex.least(i, -1.0);
      bounds[group[i]] = {static_cast<std::int64_t>(std::ceil(low.value_or(0) - 1e-6)),
                          high ? static_cast<std::int64_t>(std::floor(*high + 1e-6)) : kBoundless};
    }
  }
  return bounds;
}

}  // namespace rasoat::export_
