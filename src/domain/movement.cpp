#include "domain/movement.h"

namespace rasoat::domain {
namespace {

using namespace measures;

struct Columns {
  Measure start, end;
  std::array<Measure, 3> out;
  std::array<Measure, 4> in;
};

constexpr Columns kPoor{poor_start,
                        poor,
                        {poor_to_near_poor, poor_escaped, poor_other_out},
                        {poor_from_near_poor, poor_again, poor_new, poor_other_in}};
constexpr Columns kNearPoor{near_poor_start,
                            near_poor,
                            {near_poor_to_poor, near_poor_escaped, near_poor_other_out},
                            {near_poor_from_poor, near_poor_again, near_poor_new, near_poor_other_in}};

}  // namespace

std::vector<Movement> movements(const Snapshot& snapshot, const Round& round, MovementOf what,
                                const std::vector<const Area*>& areas, Date as_of) {
  std::vector<Movement> all;
  const Layer* layer = snapshot.cube.layer(round.code.text());
  if (layer == nullptr) return all;
  const Columns& columns = what == MovementOf::poor ? kPoor : kNearPoor;
  const Tallier now(*snapshot.boundaries, *layer, as_of);
  const Round* previous = previous_round(snapshot.rounds, round);
  const bool comparable = previous != nullptr && previous->standard == round.standard;
  const Layer* earlier = comparable ? snapshot.cube.layer(previous->code.text()) : nullptr;
  std::optional<Tallier> then;
  if (earlier != nullptr) then.emplace(*snapshot.boundaries, *earlier, as_of);
  for (const Area* area : areas) {
    Movement line;
    line.area = area->id;
    line.start = now.count(area->id, columns.start);
    line.end = now.count(area->id, columns.end);
    for (std::size_t i = 0; i < line.out.size(); ++i) line.out[i] = now.count(area->id, columns.out[i]);
    for (std::size_t i = 0; i < line.in.size(); ++i) line.in[i] = now.count(area->id, columns.in[i]);
    if (then) line.before = then->count(area->id, columns.end);
    if (line.start && line.before) line.boundary = *line.start - *line.before;
    if (line.start && line.end) {
      // OURS: an empty cell of the official table is taken as nothing moved, as its own sums do.
      std::int64_t sum = *line.start;
      for (const auto& each : line.out) sum -= each.value_or(0);
      for (const auto& each : line.in) sum += each.value_or(0);
      line.residual = *line.end - sum;
    }
    line.synthetic = now.tally(area->id, {{&columns.end, 1}, {}}).synthetic;
    all.push_back(line);
  }
  return all;
}

}  // namespace rasoat::domain
