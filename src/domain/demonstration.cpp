#include "domain/demonstration.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <stdexcept>

#include "domain/exact.h"

namespace rasoat::domain {
namespace {

using Plan = DemonstrationPlan;

/// The minority or the other households of one commune, through the years.
struct Stratum {
  const Area* commune = nullptr;
  const Plan::District* district = nullptr;
  bool minority = false;
  std::int64_t households = 0;  // of the year at hand
  std::int64_t poor_target = 0;
  std::int64_t near_target = 0;
  std::uint32_t made = 0;  // numbers given out
  std::vector<std::uint32_t> poor;
  std::vector<std::uint32_t> near;
  std::vector<std::uint32_t> gone;  // once listed
};

/// A factor around 1000, between 1000 - spread and 1000 + spread.
std::int64_t noise(std::uint64_t seed, std::uint64_t one, std::uint64_t two, std::int64_t spread) {
  return 1000 - spread +
         static_cast<std::int64_t>(mixed(seed, one, two) % static_cast<std::uint64_t>(2 * spread + 1));
}

/// Wards and towns hold more people than communes, lowland communes more than mountain ones.
std::int64_t size_of(const Plan& plan, const Area& commune) {
  const std::int64_t base = commune.kind == "phuong" ? 14 : commune.kind == "thi_tran" ? 16 : 10;
  return base * noise(plan.seed, number(commune.id), 1, 350);
}

class Province {
 public:
  Province(const Plan& plan, const AreaBook& areas, const std::string& code);
  DemonstrationYear year(const Plan::Year& year);

 private:
  void share_households(const Plan::Year& year, DemonstrationYear& result);
  void share_classes(const Plan::Year& year);
  void share_class(const Plan::Year& year, bool minority, std::int64_t total, std::int64_t Stratum::*target);
  void move(const Plan::Year& year, Stratum& stratum, std::vector<DemonstrationRow>& rows);
  void order(std::vector<std::uint32_t>& numbers, const Plan::Year& year, const Stratum& stratum) const;

  const Plan& plan_;
  std::vector<Stratum> strata_;  // minority and other, side by side, commune by commune
};

Province::Province(const Plan& plan, const AreaBook& areas, const std::string& code) : plan_(plan) {
  const Area* province = areas.find(code, plan.boundaries);
  if (province == nullptr) throw std::logic_error("demonstration: no province " + code);
  for (const Area* commune : areas.leaves(province->id, plan.boundaries)) {
    const Area* district = areas.ancestor(commune->id, Level::district);
    const auto found =
        std::find_if(plan.districts.begin(), plan.districts.end(), [&](const Plan::District& each) {
          return district != nullptr && each.code == district->code.text();
        });
    if (found == plan.districts.end())
      throw std::logic_error("demonstration: no weights for " + commune->code.text());
    for (const bool minority : {true, false}) {
      Stratum stratum;
      stratum.commune = commune;
      stratum.district = &*found;
      stratum.minority = minority;
      strata_.push_back(std::move(stratum));
    }
  }
}

/// District weights are spread over its communes by their size, then each stratum meets its own total.
void Province::share_households(const Plan::Year& year, DemonstrationYear& result) {
  std::map<const Plan::District*, std::int64_t> sizes;
  for (std::size_t i = 0; i < strata_.size(); i += 2)
    sizes[strata_[i].district] += size_of(plan_, *strata_[i].commune);
  std::vector<std::int64_t> minority;
  std::vector<std::int64_t> others;
  for (std::size_t i = 0; i < strata_.size(); i += 2) {
    const Stratum& stratum = strata_[i];
    constexpr std::int64_t kFine = 1'000'000;
    const std::int64_t share = stratum.district->households * kFine / sizes[stratum.district] *
                               size_of(plan_, *stratum.commune) / 1000;
    minority.push_back(share * stratum.district->minority_per_mille / 1000);
    others.push_back(share - minority.back());
  }
  const std::vector<std::int64_t> free(minority.size(), year.households);
  const auto one = shared_out(year.households_minority, minority, free);
  const auto other = shared_out(year.households - year.households_minority, others, free);
  for (std::size_t i = 0; i < one.size(); ++i) {
    strata_[2 * i].households = one[i];
    strata_[2 * i + 1].households = other[i];
    result.wholes.push_back({strata_[2 * i].commune->id, one[i] + other[i], one[i]});
  }
}

void Province::share_class(const Plan::Year& year, bool minority, std::int64_t total,
                           std::int64_t Stratum::*target) {
  std::vector<std::int64_t> weights;
  std::vector<std::int64_t> caps;
  std::vector<Stratum*> takers;
  const bool poor = target == &Stratum::poor_target;
  for (Stratum& stratum : strata_) {
    if (stratum.minority != minority) continue;
    const std::int64_t weight =
        minority ? stratum.district->poor_weight_minority : stratum.district->poor_weight_other;
    // A commune's standing lasts; its district moves a little from year to year.
    const std::int64_t place = noise(plan_.seed, number(stratum.commune->id), poor ? 2 : 3, 450);
    const std::int64_t pace =
        noise(plan_.seed, mixed(0, std::stoull(stratum.district->code)), std::stoull(year.round), 90);
    weights.push_back(stratum.households * weight * place / 1000 * pace / 1000);
    // Nine in ten households of a stratum at most are poor or near-poor.
    caps.push_back(stratum.households * 9 / 10 - (poor ? 0 : stratum.poor_target));
    takers.push_back(&stratum);
  }
  const auto shares = shared_out(total, weights, caps);
  for (std::size_t i = 0; i < takers.size(); ++i) takers[i]->*target = shares[i];
}

void Province::share_classes(const Plan::Year& year) {
  share_class(year, true, year.poor_minority, &Stratum::poor_target);
  share_class(year, false, year.poor - year.poor_minority, &Stratum::poor_target);
  share_class(year, true, year.near_poor_minority, &Stratum::near_target);
  share_class(year, false, year.near_poor - year.near_poor_minority, &Stratum::near_target);
}

/// Who moves first is drawn anew each year.
void Province::order(std::vector<std::uint32_t>& numbers, const Plan::Year& year,
                     const Stratum& stratum) const {
  const auto drawn = [&](std::uint32_t household) {
    return mixed(plan_.seed + std::stoull(year.round), number(stratum.commune->id), household, 7);
  };
  std::sort(numbers.begin(), numbers.end(),
            [&](std::uint32_t a, std::uint32_t b) { return drawn(a) < drawn(b); });
}

/// Takes `count` from the back of a drawn order.
std::vector<std::uint32_t> take(std::vector<std::uint32_t>& from, std::int64_t count) {
  const auto kept = static_cast<std::ptrdiff_t>(from.size()) - static_cast<std::ptrdiff_t>(count);
  if (kept < 0) throw std::logic_error("demonstration: more households leave than there are");
  std::vector<std::uint32_t> taken(from.begin() + kept, from.end());
  from.resize(static_cast<std::size_t>(kept));
  return taken;
}

/// How many households pass between the classes of a stratum, so that its targets are met exactly.
struct Flow {
  std::int64_t again, fresh, from_near, to_near, escaped, other_out;  // of the poor
  std::int64_t near_again, near_fresh, near_escaped, near_other_out;  // of the near-poor
};

Flow flow_of(const Stratum& stratum) {
  const auto poor = static_cast<std::int64_t>(stratum.poor.size());
  const auto near = static_cast<std::int64_t>(stratum.near.size());
  const auto gone = static_cast<std::int64_t>(stratum.gone.size());
  Flow flow{};
  flow.again = std::min(gone, stratum.poor_target / 100);
  flow.fresh = stratum.poor_target * 2 / 100;
  flow.from_near = std::min(near, stratum.poor_target * 3 / 100);
  std::int64_t out = poor + flow.again + flow.fresh + flow.from_near - stratum.poor_target;
  if (out < 0) flow.fresh -= out, out = 0;
  flow.to_near = out * 55 / 100;
  flow.other_out = out * 4 / 100;
  flow.escaped = out - flow.to_near - flow.other_out;
  flow.near_again = std::min(gone - flow.again, stratum.near_target / 100);
  flow.near_fresh = stratum.near_target * 3 / 100;
  const std::int64_t stay = near - flow.from_near;  // of them some may leave
  std::int64_t near_out = stay + flow.to_near + flow.near_again + flow.near_fresh - stratum.near_target;
  if (near_out < 0) flow.near_fresh -= near_out, near_out = 0;
  if (near_out > stay) {
    // Too many would come down from poverty: they rise above the line instead, then newcomers stay away.
    const std::int64_t less = std::min(near_out - stay, flow.to_near);
    flow.to_near -= less, flow.escaped += less, near_out -= less;
    const std::int64_t fewer = std::min(near_out - std::min(near_out, stay), flow.near_fresh);
    flow.near_fresh -= fewer, near_out -= fewer;
    const std::int64_t last = near_out - std::min(near_out, stay);
    flow.near_again -= last, near_out -= last;
  }
  flow.near_other_out = near_out * 4 / 100;
  flow.near_escaped = near_out - flow.near_other_out;
  return flow;
}

void Province::move(const Plan::Year& year, Stratum& stratum, std::vector<DemonstrationRow>& rows) {
  using enum HouseholdClass;
  const Flow flow = flow_of(stratum);
  order(stratum.poor, year, stratum);
  order(stratum.near, year, stratum);
  order(stratum.gone, year, stratum);
  const auto row = [&](std::uint32_t household, std::optional<HouseholdClass> before,
                       std::optional<HouseholdClass> now, Passage passage) {
    rows.push_back({stratum.commune->id, household, stratum.minority, before, now, passage});
  };
  const auto again = take(stratum.gone, flow.again);
  const auto near_again = take(stratum.gone, flow.near_again);
  const auto from_near = take(stratum.near, flow.from_near);
  const auto to_near = take(stratum.poor, flow.to_near);
  for (const auto household : take(stratum.poor, flow.escaped)) {
    row(household, poor, std::nullopt, Passage::escaped);
    stratum.gone.push_back(household);
  }
  for (const auto household : take(stratum.poor, flow.other_out))
    row(household, poor, std::nullopt, Passage::other_out);
  for (const auto household : take(stratum.near, flow.near_escaped)) {
    row(household, near_poor, std::nullopt, Passage::escaped);
    stratum.gone.push_back(household);
  }
  for (const auto household : take(stratum.near, flow.near_other_out))
    row(household, near_poor, std::nullopt, Passage::other_out);
  for (const auto household : stratum.poor) row(household, poor, poor, Passage::stays);
  for (const auto household : stratum.near) row(household, near_poor, near_poor, Passage::stays);
  const auto enter = [&](const std::vector<std::uint32_t>& households, std::optional<HouseholdClass> before,
                         HouseholdClass now, Passage passage) {
    for (const auto household : households) {
      row(household, before, now, passage);
      (now == poor ? stratum.poor : stratum.near).push_back(household);
    }
  };
  const auto born = [&](std::int64_t count) {
    std::vector<std::uint32_t> numbers;
    for (std::int64_t i = 0; i < count; ++i) numbers.push_back(++stratum.made);
    return numbers;
  };
  enter(from_near, near_poor, poor, Passage::moved);
  enter(again, std::nullopt, poor, Passage::again);
  enter(born(flow.fresh), std::nullopt, poor, Passage::fresh);
  enter(to_near, poor, near_poor, Passage::moved);
  enter(near_again, std::nullopt, near_poor, Passage::again);
  enter(born(flow.near_fresh), std::nullopt, near_poor, Passage::fresh);
}

DemonstrationYear Province::year(const Plan::Year& year) {
  DemonstrationYear result;
  result.plan = &year;
  share_households(year, result);
  share_classes(year);
  for (Stratum& stratum : strata_) move(year, stratum, result.rows);
  return result;
}

}  // namespace

std::uint64_t mixed(std::uint64_t seed, std::uint64_t one, std::uint64_t two, std::uint64_t three) {
  std::uint64_t state = seed;
  for (const std::uint64_t part : {one, two, three}) {
    // splitmix64 (Steele, Lea, Flood 2014), a word at a time.
    state += part + 0x9e3779b97f4a7c15U;
    state = (state ^ (state >> 30U)) * 0xbf58476d1ce4e5b9U;
    state = (state ^ (state >> 27U)) * 0x94d049bb133111ebU;
    state ^= state >> 31U;
  }
  return state;
}

std::vector<std::int64_t> shared_out(std::int64_t total, const std::vector<std::int64_t>& weights,
                                     const std::vector<std::int64_t>& caps) {
  std::vector<std::int64_t> shares(weights.size(), 0);
  std::vector<bool> full(weights.size(), false);
  std::int64_t left = total;
  // Whoever would get more than fits takes what fits; the rest is shared anew among the others.
  for (bool again = true; again;) {
    again = false;
    Wide sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += full[i] ? 0 : weights[i];
    if (sum == 0) break;
    const std::int64_t now = left;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (full[i] || Wide{now} * weights[i] / sum < caps[i]) continue;
      full[i] = again = true;
      shares[i] = std::min(caps[i], left);
      left -= shares[i];
    }
    if (again) continue;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (full[i]) continue;
      shares[i] = static_cast<std::int64_t>(Wide{now} * weights[i] / sum);
      left -= shares[i];
      order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return Wide{now} * weights[a] % sum > Wide{now} * weights[b] % sum;
    });
    for (std::size_t i = 0; i < order.size() && left > 0; ++i) ++shares[order[i]], --left;
  }
  if (left != 0) throw std::logic_error("demonstration: " + std::to_string(left) + " do not fit");
  return shares;
}

std::vector<DemonstrationYear> simulate(const DemonstrationPlan& plan, const AreaBook& areas) {
  std::vector<DemonstrationYear> all;
  std::map<std::string, Province> provinces;
  for (const Plan::Year& year : plan.years) {
    const auto at = provinces.try_emplace(year.province, plan, areas, year.province).first;
    all.push_back(at->second.year(year));
  }
  return all;
}

}  // namespace rasoat::domain
