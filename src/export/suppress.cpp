#include "export/suppress.h"

#include <algorithm>
#include <map>

namespace rasoat::export_ {
namespace {

bool small(const std::optional<std::int64_t>& count, std::int64_t limit) {
  return count && *count > 0 && *count < limit;
}

/// The smallest printed cell that stands in a balance with `cell`: the cheapest to withhold beside it.
std::optional<std::size_t> companion(const CountCells& cells, const std::vector<bool>& withheld,
                                     const std::vector<std::vector<std::size_t>>& balances_of,
                                     std::size_t cell) {
  std::optional<std::size_t> best;
  for (const std::size_t at : balances_of[cell]) {
    for (const auto* side : {&cells.balances[at].left, &cells.balances[at].right}) {
      for (const std::size_t other : *side) {
        // A zero that nobody else moves protects little; it is taken only where nothing else is left.
        if (withheld[other] || !cells.counts[other]) continue;
        const auto cost = [&](std::size_t which) {
          return *cells.counts[which] == 0 ? std::int64_t{1} << 40 : *cells.counts[which];
        };
        if (!best || cost(other) < cost(*best)) best = other;
      }
    }
  }
  return best;
}

/// The cells of a table as counts with their sums: over areas by the kind of row, over columns by identity.
class TableCells {
 public:
  explicit TableCells(const Table& table) : table_(table) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const std::string& quantity = table.columns[column].quantity;
      if (quantity.empty()) continue;
      const auto [found, added] = quantities_.emplace(quantity, quantities_.size());
      column_quantity_[column] = found->second;
    }
    cells_.counts.resize(table.rows.size() * quantities_.size());
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      for (const auto& [column, quantity] : column_quantity_) {
        const auto& counted = table.rows[row].cells[column].counted;
        if (counted) cells_.counts[position(row, quantity)] = counted;
      }
    }
    add_areas();
    add_identities();
  }

  const CountCells& cells() const { return cells_; }
  const std::map<std::size_t, std::size_t>& columns() const { return column_quantity_; }
  std::size_t position(std::size_t row, std::size_t quantity) const {
    return row * quantities_.size() + quantity;
  }

 private:
  void add(Balance balance) {
    std::int64_t left = 0;
    std::int64_t right = 0;
    for (const std::size_t cell : balance.left) {
      if (!cells_.counts[cell]) return;
      left += *cells_.counts[cell];
    }
    for (const std::size_t cell : balance.right) {
      if (!cells_.counts[cell]) return;
      right += *cells_.counts[cell];
    }
    // A sum that does not hold in the printed figures tells a reader nothing for certain.
    if (left == right && !balance.left.empty() && !balance.right.empty())
      cells_.balances.push_back(std::move(balance));
  }
  void add_sum(std::size_t total, const std::vector<std::size_t>& parts) {
    for (const auto& [name, quantity] : quantities_) {
      Balance balance{{position(total, quantity)}, {}};
      for (const std::size_t part : parts) balance.right.push_back(position(part, quantity));
      add(std::move(balance));
    }
  }
  void add_areas();
  void add_identities();

  const Table& table_;
  std::map<std::string, std::size_t> quantities_;
  std::map<std::size_t, std::size_t> column_quantity_;
  CountCells cells_;
};

void TableCells::add_areas() {
  std::vector<std::size_t> totals;
  std::vector<std::size_t> subtotals;
  std::vector<std::size_t> bodies;
  std::map<std::uint32_t, std::vector<std::size_t>> under;
  std::optional<std::uint32_t> heading;
  for (std::size_t row = 0; row < table_.rows.size(); ++row) {
    const Row& each = table_.rows[row];
    if (each.kind == RowKind::total) totals.push_back(row);
    if (each.kind == RowKind::subtotal) subtotals.push_back(row);
    if (each.kind == RowKind::heading && each.area) heading = domain::number(*each.area);
    if (each.kind != RowKind::body) continue;
    bodies.push_back(row);
    if (heading) under[*heading].push_back(row);
  }
  for (const std::size_t total : totals) add_sum(total, subtotals.empty() ? bodies : subtotals);
  for (const std::size_t subtotal : subtotals) {
    const auto found = under.find(domain::number(table_.rows[subtotal].area.value_or(domain::AreaId{})));
    if (found != under.end()) add_sum(subtotal, found->second);
  }
}

void TableCells::add_identities() {
  for (const auto& [left, right] : table_.identities) {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      Balance balance;
      for (const std::size_t column : left)
        balance.left.push_back(position(row, column_quantity_.at(column)));
      for (const std::size_t column : right)
        balance.right.push_back(position(row, column_quantity_.at(column)));
      add(std::move(balance));
    }
  }
}

}  // namespace

std::vector<bool> choose_withheld(const CountCells& cells, std::int64_t limit) {
  std::vector<bool> withheld(cells.counts.size());
  std::vector<std::vector<std::size_t>> balances_of(cells.counts.size());
  for (std::size_t at = 0; at < cells.balances.size(); ++at) {
    for (const auto* side : {&cells.balances[at].left, &cells.balances[at].right}) {
      for (const std::size_t cell : *side) balances_of[cell].push_back(at);
    }
  }
  for (std::size_t i = 0; i < withheld.size(); ++i) withheld[i] = small(cells.counts[i], limit);
  for (bool more = true; more;) {
    more = false;
    const std::vector<Bounds> bounds = work_out(cells, withheld);
    std::vector<bool> helped(cells.balances.size());
    for (std::size_t i = 0; i < cells.counts.size(); ++i) {
      if (!small(cells.counts[i], limit) || bounds[i].high - bounds[i].low >= limit - 1) continue;
      // One companion a balance and round: it may protect its neighbours as well.
      const bool done = std::any_of(balances_of[i].begin(), balances_of[i].end(),
                                    [&](std::size_t at) { return helped[at]; });
      if (done) {
        more = true;
        continue;
      }
      const auto other = companion(cells, withheld, balances_of, i);
      if (!other) continue;
      withheld[*other] = true;
      for (const std::size_t at : balances_of[i]) helped[at] = true;
      more = true;
    }
  }
  return withheld;
}

void withhold_small_counts(Report& report, const domain::Texts& texts, std::int64_t limit) {
  for (Block& block : report.blocks) {
    Table* table = std::get_if<Table>(&block);
    if (table == nullptr) continue;
    const TableCells counts(*table);
    if (counts.columns().empty()) continue;
    const std::vector<bool> withheld = choose_withheld(counts.cells(), limit);
    bool any = false;
    for (std::size_t row = 0; row < table->rows.size(); ++row) {
      for (const auto& [column, quantity] : counts.columns()) {
        if (!withheld[counts.position(row, quantity)]) continue;
        table->rows[row].cells[column] = Cell::withheld();
        any = true;
      }
    }
    if (any) table->notes.push_back(texts.say("report.withheld"));
  }
}

}  // namespace rasoat::export_
