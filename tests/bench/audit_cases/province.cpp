#include "bench/audit_cases/province.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rasoat::bench {
namespace {

using domain::AuditRow;
using domain::Measure;
namespace m = domain::measures;

/// SplitMix64: small, fast, the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  double share() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool hit(double p) { return share() < p; }
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
  double normal() { return std::sqrt(-2 * std::log(1 - share())) * std::cos(6.283185307179586 * share()); }
  double exponential(double mean) { return -mean * std::log(1 - share()); }

 private:
  std::uint64_t state_;
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

constexpr std::array<double, 12> kIndicators{-0.6, -0.9, -1.2, -0.3, -0.8, -2.2,
                                             0.1,  -0.5, -0.4, 0.3,  -1.3, -1.0};
constexpr std::array<double, 8> kCauses{-0.8, 0.2, -0.4, -1.2, -0.5, -0.2, -1.0, -1.6};

/// One household's truth over the rounds.
struct Home {
  std::uint32_t village = 0, enumerator = 0, code = 0;
  AuditRow::Identity identity{};
  int birth_year = 1970;
  int gender = 0;
  int members = 4;
  bool no_labour = false;
  double distance = 0;  // points below the cut (negative: above it)
  double frailty = 0;
  bool listed[3] = {false, false, false};
  bool known[3] = {false, false, false};  // stands on the list at all, as poor or as one that left
};

struct Commune {
  domain::AreaId area{};
  bool urban = false;
  double poverty = 0, exits = 0, entries = 0, slope = 0, sloppy = 0, above = 0;
  std::array<double, 12> local{};
  std::array<double, 8> causes{};
  int enumerators = 5;
  std::vector<double> strictness;
  std::vector<int> pace;
  std::vector<Home> homes;
};

class Maker {
 public:
  Maker(const ProvinceOptions& options, const domain::Standard& standard)
      : options_(options), standard_(standard), dice_(options.seed * 7919 + 17) {
    step_ = dice_.hit(0.5) ? 5 : 1;
  }
  Province make();

 private:
  Commune commune(int index);
  Home home(Commune& commune, int index);
  void live(Commune& commune);
  AuditRow row(const Commune& commune, const Home& home, int round, domain::AuditList& list);
  void answers(const Commune& commune, const Home& home, AuditRow& row);
  void dates(std::vector<AuditRow>& rows, const Commune& commune);
  void mistakes(std::vector<AuditRow>& rows, const Commune& commune);
  void manipulate(Commune& commune, const Planted& planted, std::vector<AuditRow>& rows);
  domain::AuditPlace place(const Commune& commune, const std::vector<AuditRow>& before,
                           const std::vector<AuditRow>& now, Manipulation kind);
  void judge(AuditRow& row) const;
  int cut(int setting) const { return *standard_.line(static_cast<domain::Setting>(setting)).b1_cut; }
  int stepped(double score) const { return static_cast<int>(std::lround(score / step_)) * step_; }

  ProvinceOptions options_;
  const domain::Standard& standard_;
  Dice dice_;
  int step_ = 5;
  int code_ = 0;
  Province out_;
};

Commune Maker::commune(int index) {
  Commune c;
  c.area = domain::AreaId{static_cast<std::uint32_t>(1000 + index)};
  c.urban = dice_.hit(0.15);
  c.poverty = dice_.normal() * 0.5;
  c.exits = sigmoid(-1.5 + 0.3 * dice_.normal());
  c.entries = 0.07 * std::exp(0.4 * dice_.normal());
  c.slope = 18 * std::exp(0.15 * dice_.normal());
  c.above = 24 * std::exp(0.2 * dice_.normal());
  c.sloppy = std::exp(0.6 * dice_.normal());
  for (std::size_t d = 0; d < 12; ++d) c.local[d] = kIndicators[d] + c.poverty + 0.5 * dice_.normal();
  for (std::size_t k = 0; k < 8; ++k) c.causes[k] = kCauses[k] + 0.5 * dice_.normal();
  c.enumerators = 3 + dice_.below(6);
  for (int e = 0; e < c.enumerators; ++e) {
    c.strictness.push_back(0.2 * dice_.normal());
    c.pace.push_back(4 + dice_.below(9));
  }
  const int homes = static_cast<int>(options_.households * std::exp(0.5 * dice_.normal())) + 30;
  for (int i = 0; i < homes; ++i) c.homes.push_back(home(c, i));
  live(c);
  return c;
}

Home Maker::home(Commune& c, int index) {
  Home h;
  const int village = index % (c.enumerators * 2);
  h.village = static_cast<std::uint32_t>(village);
  h.enumerator = static_cast<std::uint32_t>(village / 2);
  h.code = static_cast<std::uint32_t>(++code_);
  if (dice_.hit(0.97)) h.identity = {dice_.next() | 1, dice_.next()};
  h.birth_year = 1935 + dice_.below(62);
  h.gender = dice_.hit(0.35) ? 1 : 0;
  h.members = 1 + (dice_.hit(0.82) ? 1 + dice_.below(3) + dice_.below(4) : 0);
  h.no_labour = h.birth_year < 1953 && dice_.hit(0.6);
  // Density rises towards the cut and thins out: the sum of two exponentials.
  h.distance = dice_.exponential(c.slope) + dice_.exponential(c.slope * 0.5);
  h.frailty = 0.6 * dice_.normal();
  return h;
}

/// Who is on the list in each of the three rounds.
void Maker::live(Commune& c) {
  const std::size_t first = c.homes.size();
  for (std::size_t i = 0; i < first; ++i) {
    Home& h = c.homes[i];
    h.listed[0] = h.known[0] = true;
  }
  for (int round = 1; round < 3; ++round) {
    const int fresh = static_cast<int>(c.entries * static_cast<double>(first)) + dice_.below(4);
    for (int i = 0; i < fresh; ++i) {
      c.homes.push_back(home(c, static_cast<int>(c.homes.size())));
      if (dice_.hit(0.1)) c.homes.back().birth_year = 1935 + dice_.below(25);
      c.homes.back().listed[round] = c.homes.back().known[round] = true;
    }
    for (Home& h : c.homes) {
      if (h.listed[round - 1]) {
        h.listed[round] = !dice_.hit(c.exits);
        h.known[round] = h.listed[round] || dice_.hit(0.85);  // some left without a row: moved, died
      } else if (round == 2 && h.listed[0]) {
        h.listed[round] = h.known[round] = dice_.hit(0.06);
      }
    }
  }
}

void Maker::answers(const Commune& c, const Home& h, AuditRow& row) {
  unsigned set = 0;
  for (std::size_t d = 0; d < 12; ++d) {
    if (dice_.hit(sigmoid(c.local[d] + h.frailty + c.strictness[h.enumerator]))) set |= 1U << d;
  }
  const int age = 2023 - h.birth_year;
  if (row.members == 1) set &= ~((1U << 2) | (1U << 5));
  if (row.members == 1 && (age < 16 || age > 30)) set &= ~(1U << 4);
  if (h.no_labour) set &= ~1U;
  row.deprivations = static_cast<std::int32_t>(set);
  unsigned causes = 0;
  for (std::size_t k = 0; k < 8; ++k) causes |= dice_.hit(sigmoid(c.causes[k])) ? 1U << k : 0U;
  row.causes = static_cast<std::int16_t>(causes);
}

void Maker::judge(AuditRow& row) const {
  row.b2 = static_cast<std::int16_t>(10 * __builtin_popcount(static_cast<unsigned>(row.deprivations)));
  row.computed = static_cast<std::int8_t>(row.b1 > cut(row.setting) ? 3 : row.b2 >= 30 ? 0 : 1);
  row.declared = row.computed;
}

AuditRow Maker::row(const Commune& c, const Home& h, int round, domain::AuditList& list) {
  AuditRow row;
  row.area = c.area;
  row.village = list.word("Thôn " + std::to_string(h.village + 1));
  row.enumerator =
      list.word("Người rà soát " + std::to_string(c.area == domain::AreaId{} ? 0 : number(c.area)) + "/" +
                std::to_string(h.enumerator));
  row.code = list.word(std::to_string(h.code));
  row.row = h.code;
  row.identity = h.identity;
  row.birth_year = static_cast<std::int16_t>(h.birth_year);
  row.gender = static_cast<std::int8_t>(h.gender);
  row.woman_head = row.gender;
  row.no_labour = h.no_labour ? 1 : 0;
  row.setting = c.urban ? 1 : 0;
  int members = h.members;
  Dice growth(h.code * 31ULL + static_cast<std::uint64_t>(round));
  for (int r = 1; r <= round; ++r) {
    const double roll = growth.share();
    members += roll < 0.05 ? 1 : roll < 0.06 ? 2 : roll > 0.96 ? -1 : 0;
  }
  row.members = static_cast<std::int16_t>(std::max(1, members));
  const int limit = cut(row.setting);
  int b1 = 0;
  if (h.listed[round]) {
    b1 = std::min(stepped(limit - h.distance - 4 * dice_.normal()), limit);
  } else {
    b1 = std::max(stepped(limit + 1 + dice_.exponential(c.above)), limit + step_);
  }
  row.b1 = static_cast<std::int16_t>(std::max(b1, 5));
  answers(c, h, row);
  judge(row);
  return row;
}

/// Each enumerator works through a village at its own pace, some days harder than others.
void Maker::dates(std::vector<AuditRow>& rows, const Commune& c) {
  std::map<std::uint32_t, std::vector<AuditRow*>> by_enumerator;
  for (AuditRow& row : rows) by_enumerator[row.enumerator].push_back(&row);
  std::size_t number = 0;
  for (auto& [enumerator, own] : by_enumerator) {
    std::int32_t day = domain::Date::known("2023-09-12").days_since_1970() + dice_.below(15);
    std::size_t at = 0;
    const int pace = c.pace[number++ % c.pace.size()];
    while (at < own.size()) {
      const int today = std::min(19, std::max(1, pace + static_cast<int>(3 * dice_.normal())));
      for (int i = 0; i < today && at < own.size(); ++i) own[at++]->surveyed = day;
      day += 1 + (dice_.hit(0.25) ? 2 : 0);
    }
  }
  const std::int32_t decided = domain::Date::known("2023-12-10").days_since_1970() + dice_.below(8);
  for (AuditRow& row : rows) row.decided = decided;
}

/// What honest work gets wrong, in some communes more than in others.
void Maker::mistakes(std::vector<AuditRow>& rows, const Commune& c) {
  for (AuditRow& row : rows) {
    if (dice_.hit(0.003 * c.sloppy)) row.declared = static_cast<std::int8_t>(row.declared == 0 ? 1 : 0);
    if (dice_.hit(0.002 * c.sloppy)) row.setting = static_cast<std::int8_t>(1 - row.setting);
    if (dice_.hit(0.004 * c.sloppy)) row.woman_head = static_cast<std::int8_t>(1 - row.woman_head);
    if (dice_.hit(0.008 * c.sloppy)) row.surveyed = AuditRow::kNoDay;
    if (dice_.hit(0.0004 * c.sloppy))
      row.identity = rows[static_cast<std::size_t>(dice_.below(static_cast<int>(rows.size())))].identity;
    if (row.previous >= 0 && dice_.hit(0.005 * c.sloppy))
      row.previous = static_cast<std::int8_t>(row.previous == 0 ? 1 : 0);
  }
}

void Maker::manipulate(Commune& c, const Planted& planted, std::vector<AuditRow>& rows) {
  const double f = touched(planted.kind, planted.strength);
  const auto listed = static_cast<double>(
      std::count_if(rows.begin(), rows.end(), [](const AuditRow& r) { return r.listed(); }));
  const int limit = cut(c.urban ? 1 : 0);
  const bool upward = dice_.hit(0.5);
  switch (planted.kind) {
    case Manipulation::none:
      return;
    case Manipulation::scores_ignored:
      for (AuditRow& row : rows) {
        if (row.listed() && dice_.hit(f)) row.declared = static_cast<std::int8_t>(1 - row.declared);
      }
      return;
    case Manipulation::b1_moved:
      for (int i = 0; i < static_cast<int>(f * listed); ++i) {
        AuditRow row = rows[static_cast<std::size_t>(dice_.below(static_cast<int>(rows.size())))];
        row.code = out_.now.word("b" + std::to_string(++code_));
        row.identity = {dice_.next() | 1, dice_.next()};
        row.previous = -1;
        row.b1 = static_cast<std::int16_t>(std::min(limit, stepped(limit - dice_.below(upward ? 5 : 10))));
        answers(c, c.homes.front(), row);
        judge(row);
        rows.push_back(row);
      }
      return;
    case Manipulation::b2_moved:
      for (AuditRow& row : rows) {
        if (!row.listed() || row.b2 != (upward ? 20 : 30) || !dice_.hit(f)) continue;
        int bit = dice_.below(12);
        while (((row.deprivations >> bit) & 1) == (upward ? 1 : 0)) bit = (bit + 1) % 12;
        row.deprivations ^= 1 << bit;
        judge(row);
      }
      return;
    case Manipulation::copied_answers: {
      // Whole villages of one enumerator after another until enough sheets are copies of three.
      std::vector<AuditRow> templates;
      auto left = static_cast<int>(f * listed);
      std::stable_sort(rows.begin(), rows.end(),
                       [](const AuditRow& a, const AuditRow& b) { return a.enumerator < b.enumerator; });
      for (AuditRow& row : rows) {
        if (!row.listed()) continue;
        if (templates.size() < 3) {
          templates.push_back(row);
          continue;
        }
        if (left-- <= 0) return;
        const AuditRow& from = templates[static_cast<std::size_t>(dice_.below(3))];
        row.b1 = from.b1;
        row.deprivations = from.deprivations;
        row.causes = from.causes;
        judge(row);
      }
      return;
    }
    case Manipulation::desk_survey: {
      auto left = static_cast<int>(f * listed);
      std::stable_sort(rows.begin(), rows.end(),
                       [](const AuditRow& a, const AuditRow& b) { return a.enumerator < b.enumerator; });
      std::int32_t day = domain::Date::known("2023-11-20").days_since_1970();
      int today = 0;
      for (AuditRow& row : rows) {
        if (left-- <= 0) return;
        row.surveyed = day;
        if (++today == 35) ++day, today = 0;
      }
      return;
    }
    case Manipulation::wrong_setting:
      for (AuditRow& row : rows) {
        if (!row.listed() || row.setting == 1 || !dice_.hit(f)) continue;
        row.setting = 1;
        if (dice_.hit(0.6)) row.b1 = static_cast<std::int16_t>(stepped(cut(0) + 5 + dice_.below(30)));
        judge(row);
      }
      return;
    case Manipulation::merged: {
      const auto pairs = static_cast<int>(f * listed);
      for (int i = 0; i < pairs; ++i) {
        const auto a = static_cast<std::size_t>(dice_.below(static_cast<int>(rows.size())));
        const auto b = static_cast<std::size_t>(dice_.below(static_cast<int>(rows.size())));
        if (a == b || !rows[a].listed() || !rows[b].listed()) continue;
        rows[a].members = static_cast<std::int16_t>(rows[a].members + rows[b].members);
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(b));
      }
      return;
    }
    case Manipulation::exits_just_above:
      for (AuditRow& row : rows) {
        if (!row.listed() || row.previous < 0 || row.previous > 1 || row.b1 < limit - 40 ||
            !dice_.hit(f * 1.6))
          continue;
        row.b1 = static_cast<std::int16_t>(std::max(limit + step_, stepped(limit + 1 + dice_.below(9))));
        judge(row);
      }
      return;
  }
}

domain::AuditPlace Maker::place(const Commune& c, const std::vector<AuditRow>& before,
                                const std::vector<AuditRow>& now, Manipulation kind) {
  domain::AuditPlace place{c.area, c.urban ? domain::Setting::urban : domain::Setting::rural, {}, {}, {}};
  std::map<std::uint32_t, int> was;  // by household number
  const auto poor = [](const AuditRow& r) { return r.poor(); };
  const auto near = [](const AuditRow& r) { return r.near_poor(); };
  auto& k = place.counts;
  const auto start = std::count_if(before.begin(), before.end(), poor);
  place.counts_before[m::poor] = start;
  place.counts_before[m::near_poor] = std::count_if(before.begin(), before.end(), near);
  k[m::poor_start] = start;
  k[m::poor] = std::count_if(now.begin(), now.end(), poor);
  for (const AuditRow& r : before) was[r.row] = r.declared;
  for (const Measure measure :
       {m::poor_to_near_poor, m::poor_escaped, m::poor_from_near_poor, m::poor_again, m::poor_new})
    k[measure] = 0;
  std::int64_t stayed = 0;
  for (const AuditRow& r : now) {
    const auto found = was.find(r.row);
    const int before_class = found == was.end() ? -1 : found->second;
    if (before_class == 0 && r.poor()) ++stayed;
    if (before_class == 0 && r.near_poor()) ++k[m::poor_to_near_poor];
    if (before_class == 0 && !r.listed()) ++k[m::poor_escaped];
    if (before_class == 1 && r.poor()) ++k[m::poor_from_near_poor];
    if (r.poor() && before_class != 0 && before_class != 1)
      ++k[before_class > 1 ? m::poor_again : m::poor_new];
    if (found != was.end()) was.erase(found);
  }
  k[m::poor_other_out] = start - stayed - k[m::poor_to_near_poor] - k[m::poor_escaped];
  k[m::poor_other_in] =
      k[m::poor] - (start - k[m::poor_to_near_poor] - k[m::poor_escaped] - k[m::poor_other_out] +
                    k[m::poor_from_near_poor] + k[m::poor_again] + k[m::poor_new]);
  if (dice_.hit(0.02)) k[m::poor_other_in] += 1;
  k[m::households] = static_cast<std::int64_t>(now.size()) * 8;
  (void)kind;
  return place;
}

Province Maker::make() {
  // Three communes a kind, spread over the province.
  std::map<int, Planted> plan;
  if (options_.manipulated) {
    int at = dice_.below(4);
    for (int kind = 1; kind <= kKinds; ++kind) {
      for (int strength = 0; strength < 3; ++strength, at += 4)
        plan[at % options_.communes] = {{}, static_cast<Manipulation>(kind), static_cast<Strength>(strength)};
    }
  }
  domain::AuditList* lists[3] = {&out_.earlier, &out_.before, &out_.now};
  for (int index = 0; index < options_.communes; ++index) {
    Commune c = commune(index);
    const auto planted = plan.find(index);
    if (planted != plan.end() && planted->second.kind == Manipulation::wrong_setting) c.urban = false;
    std::vector<AuditRow> rows[3];
    for (int round = 0; round < 3; ++round) {
      std::map<std::uint32_t, int> was;
      if (round > 0) {
        for (const AuditRow& r : rows[round - 1]) was[r.row] = r.declared;
      }
      for (const Home& h : c.homes) {
        if (!h.known[round]) continue;
        rows[round].push_back(row(c, h, round, *lists[round]));
        if (const auto found = was.find(h.code); found != was.end())
          rows[round].back().previous = static_cast<std::int8_t>(found->second);
      }
    }
    dates(rows[2], c);
    mistakes(rows[2], c);
    Manipulation kind = Manipulation::none;
    if (planted != plan.end()) {
      planted->second.area = c.area;
      kind = planted->second.kind;
      manipulate(c, planted->second, rows[2]);
      out_.planted.push_back(planted->second);
    }
    out_.places.push_back(place(c, rows[1], rows[2], kind));
    for (int round = 0; round < 3; ++round)
      lists[round]->rows.insert(lists[round]->rows.end(), rows[round].begin(), rows[round].end());
  }
  for (auto* list : lists) list->arrange();
  return std::move(out_);
}

}  // namespace

Province make_province(const ProvinceOptions& options, const domain::Standard& standard) {
  return Maker(options, standard).make();
}

}  // namespace rasoat::bench
