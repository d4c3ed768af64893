#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/area.h"
#include "domain/exact.h"
#include "domain/map_layer.h"
#include "domain/text.h"
#include "export/export_report.h"

namespace rasoat::export_ {

/// A report as plain values, before it becomes bytes: what the builders make and the writers read. Nothing
/// here knows XLSX or PDF, and no writer knows poverty.

struct Cell {
  enum class Kind : std::uint8_t { empty, text, count, decimal, money, withheld };
  Kind kind = Kind::empty;
  std::uint8_t decimals = 0;            ///< of money in million VND as people read it; see `align_money`
  std::int64_t number = 0;              ///< the count, hundredths of a decimal, or đồng
  std::optional<std::int64_t> counted;  ///< the count a percentage gives away together with its base
  std::string words;

  static Cell none() { return {}; }
  static Cell text(std::string words) { return {Kind::text, 0, 0, {}, std::move(words)}; }
  static Cell count(std::int64_t count) { return {Kind::count, 0, count, count, {}}; }
  static Cell decimal(domain::Hundredths value, std::optional<std::int64_t> counted = {}) {
    return {Kind::decimal, 0, value.count, counted, {}};
  }
  static Cell money(std::int64_t dong) { return {Kind::money, 0, dong, {}, {}}; }
  static Cell withheld() { return {Kind::withheld, 0, 0, {}, {}}; }

  std::string plain() const;  ///< for machines: `1234.50`; empty where nothing may be said
  std::string read() const;   ///< for people: `1.234,50`; `…` where withheld
};

/// A mark is a short text in the middle of a narrow column.
enum class ColumnType { text, mark, count, decimal, money };
enum class ShownTo { all, machines, people };

struct Column {
  std::string name;
  domain::Text heading;
  std::string number;  ///< `4 = 3/1`, printed under the heading
  domain::Text group;  ///< heading over neighbouring columns with the same words
  ColumnType type = ColumnType::count;
  ShownTo shown = ShownTo::all;
  std::string unit;            ///< SDMX unit of measure: `HH`, `PS`, `PCT`…
  std::string dimension = {};  ///< of a text: the dimension of SDMX it is a code of
  double width = 10;           ///< in characters, a wish
  std::string quantity;        ///< columns with the same words rest on the same counts
};

/// A heading carries no figures and is for people only; a group is a sum that stands out like one.
enum class RowKind { total, subtotal, body, heading, group };

struct Row {
  RowKind kind = RowKind::body;
  std::optional<domain::AreaId> area;
  std::vector<Cell> cells;
};

struct Table {
  std::string id;
  domain::Text title;
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<domain::Text> notes;
  /// Gives the rows of a table too long to be held, each in turn, in place of `rows`; and how many.
  std::function<void(const std::function<void(const Row&)>&)> stream = {};
  std::size_t streamed = 0;
  std::size_t size() const { return stream ? streamed : rows.size(); }
  /// Columns that add up in every row: the sum of the first is the sum of the second.
  std::vector<std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> identities;
};

/// Horizontal bars with vertical lines to compare with.
struct BarChart {
  struct Bar {
    std::string label;
    domain::Hundredths value;
    int shade = 0;  ///< 0 light … 2 dark; told apart in black and white
  };
  struct Line {
    std::string label;
    domain::Hundredths value;
  };
  domain::Text title;
  std::string unit;
  std::vector<Bar> bars;
  std::vector<Line> lines;
};

struct MapDrawing {
  struct Unit {
    const domain::MapShape* shape = nullptr;  ///< belongs to the rules, which outlive the report
    std::string label;
    std::optional<int> shade;  ///< position in `legend`; none = no figure (hatched)
  };
  domain::Text title;
  std::vector<Unit> units;
  std::vector<std::string> legend;  ///< light to dark
  std::string no_figure;            ///< words of the legend for hatched units
};

struct Paragraph {
  enum class Style { body, heading, bullet, notice, small };
  Style style = Style::body;
  domain::Text words;
};

struct PageBreak {};

using Block = std::variant<Paragraph, Table, BarChart, MapDrawing, PageBreak>;

struct Report {
  std::string name;
  domain::Text title;
  domain::Text subtitle;
  std::string citation;
  bool landscape = true;
  std::vector<domain::Text> notices;  ///< page 1, before everything else: who is missing, what is made up
  std::vector<Block> blocks;
  std::vector<domain::Text> endnotes;
  std::vector<Difference> differences;
  std::vector<domain::AreaId> missing;
  std::int64_t created = 0;
  domain::Language language = domain::Language::vi;
  // What machine formats need to place a figure.
  std::string round;
  std::string standard;
  enum class Frequency { yearly, daily } frequency = Frequency::yearly;
  std::string within;
  std::string release;
  domain::Date reference_date;
  domain::Date as_of;
};

void for_each_row(const Table& table, const std::function<void(const Row&)>& visit);

/// Gives all money of a column as many decimals as its most exact figure needs: sums foot to the digit.
void align_money(Table& table);

/// The columns a person sees.
std::vector<std::size_t> columns_for_people(const Table& table);
std::vector<std::size_t> columns_for_machines(const Table& table);

}  // namespace rasoat::export_
