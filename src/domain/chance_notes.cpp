#include "domain/chance_notes.h"

#include <algorithm>

namespace rasoat::domain {
namespace {

constexpr double kDaysAYear = 365.25;

/// The rounds of one standard up to the one asked for, oldest first: another standard is another ruler.
std::vector<const Round*> comparable(const Snapshot& snapshot, const Round& last) {
  std::vector<const Round*> rounds;
  for (const Round* round = find_round(snapshot.rounds, last.code.text());
       round != nullptr && round->standard == last.standard;
       round = previous_round(snapshot.rounds, *round)) {
    rounds.push_back(round);
  }
  std::reverse(rounds.begin(), rounds.end());
  return rounds;
}

double year_of(const Round& round) { return round.reference_date.days_since_1970() / kDaysAYear; }

/// Areas and the country over the rounds, on the boundaries of the ranking. A round in which either is
/// unknown is left out of both.
class History {
 public:
  History(const Snapshot& snapshot, const Ranking& ranking)
      : ranking_(ranking), indicator_(*ranking.indicator) {
    if (indicator_.dated()) return;
    for (const Round* round : comparable(snapshot, ranking.round)) {
      const FigureReader reader(snapshot, *round, ranking.as_of);
      const Area* country = snapshot.rules->areas.find("VN", round->reference_date);
      const Benchmark* published = country == nullptr ? nullptr : reader.published(indicator_, *country);
      rounds_.push_back({round, reader, published});
    }
  }

  std::vector<SeriesPoint> area(AreaId area) const {
    std::vector<SeriesPoint> series;
    for (const Point& point : rounds_) add(series, point, area);
    return series;
  }

  CatchingUp catching_up_of(AreaId area) const {
    std::vector<SeriesPoint> own;
    std::vector<SeriesPoint> average;
    for (const Point& point : rounds_) {
      if (point.published == nullptr || !add(own, point, area)) continue;
      average.push_back({year_of(*point.round), point.published->value.approximate()});
    }
    if (indicator_.better != Better::lower || indicator_.form != Form::rate)
      return {{}, {}, {}, "not-defined"};
    // It is about now: without the round asked for there is nothing to go on from.
    if (own.empty() || own.back().year != year_of(ranking_.round)) return {{}, {}, {}, "few-rounds"};
    return catching_up(own, average);
  }

  std::vector<std::string> rounds() const {
    std::vector<std::string> codes;
    for (const Point& point : rounds_) codes.push_back(point.round->code.text());
    return codes;
  }

 private:
  struct Point {
    const Round* round;
    FigureReader reader;
    const Benchmark* published;
  };

  bool add(std::vector<SeriesPoint>& series, const Point& point, AreaId area) const {
    const Figure figure = point.reader.figure(indicator_, area);
    if (!figure.value || figure.absence != Absence::none) return false;
    series.push_back({year_of(*point.round), figure.value->approximate()});
    return true;
  }

  const Ranking& ranking_;
  const Indicator& indicator_;
  std::vector<Point> rounds_;
};

}  // namespace

ChanceNotes chance_notes(const Snapshot& snapshot, const Ranking& ranking) {
  ChanceNotes all;
  const Indicator& indicator = *ranking.indicator;
  const History history(snapshot, ranking);
  all.rounds = history.rounds();
  std::vector<Share> shares;
  for (const RankRow& row : ranking.rows) {
    const bool counted = indicator.form == Form::rate && row.figure.numerator && row.figure.denominator;
    shares.push_back(counted ? Share{*row.figure.numerator, *row.figure.denominator} : Share{});
  }
  if (indicator.money()) all.refused = "money";
  if (indicator.form != Form::rate) all.refused = "no-rate";
  std::vector<RankRange> ranges;
  if (all.refused.empty()) {
    all.funnel = funnel(shares);
    ranges = possible_ranks(shares, indicator.better);
  }
  for (std::size_t i = 0; i < ranking.rows.size(); ++i) {
    ChanceNote note;
    note.area = ranking.rows[i].area;
    if (!ranges.empty()) note.ranks = ranges[i];
    if (all.funnel && shares[i].whole > 0) {
      note.limits = all.funnel->wide_limits(shares[i].whole, kZ975);
      note.standing = all.funnel->standing(shares[i]);
    }
    note.change = change_of(history.area(note.area));
    note.catching_up = history.catching_up_of(note.area);
    all.notes.push_back(note);
  }
  return all;
}

}  // namespace rasoat::domain
