#include "domain/revisit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rasoat::domain {
namespace {

constexpr std::int64_t kFewestOfStratum = 2;

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

/// SplitMix64 of Steele, Lea and Flood: small, and the same on every machine.
class SplitMix {
 public:
  explicit SplitMix(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  /// Below `bound`, each equally likely: numbers of the incomplete last run are thrown away.
  std::uint64_t below(std::uint64_t bound) {
    const std::uint64_t whole = UINT64_MAX - UINT64_MAX % bound;
    std::uint64_t drawn = next();
    while (drawn >= whole) drawn = next();
    return drawn % bound;
  }

 private:
  std::uint64_t state_;
};

/// 0 poor, 1 near-poor, 2 on the list and left; rows without a class are in no stratum.
int stratum_of(const AuditRow& row) {
  if (row.poor()) return 0;
  if (row.near_poor()) return 1;
  return row.declared >= 0 && row.was_listed() ? 2 : -1;
}

/// Shares of `total` by size, at least two of each, never more than there are.
std::array<std::int64_t, 3> allocate(const std::array<std::int64_t, 3>& sizes, std::int64_t total) {
  const std::int64_t all = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
  std::array<std::int64_t, 3> shares{};
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == 0) continue;
    const std::int64_t part = (2 * total * sizes[i] + all) / (2 * all);
    shares[i] = std::min(sizes[i], std::max(kFewestOfStratum, part));
  }
  return shares;
}

void draw(std::vector<std::uint32_t>& positions, std::int64_t count, SplitMix dice) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const std::size_t j = i + static_cast<std::size_t>(dice.below(positions.size() - i));
    std::swap(positions[i], positions[j]);
  }
  positions.resize(static_cast<std::size_t>(count));
}

/// What one stratum adds to a count: households times the share found, and the variance of that.
struct Stratum {
  std::int64_t size = 0;
  std::int64_t met = 0;
  std::array<std::int64_t, 4> found{};  ///< by class
  std::int8_t declared = -1;
};

CorrectedCount corrected(const std::map<std::pair<AreaId, std::int8_t>, Stratum>& strata,
                         HouseholdClass wanted) {
  CorrectedCount count;
  const auto index = static_cast<std::size_t>(wanted);
  double variance = 0;
  double whole = 0;
  for (const auto& [key, stratum] : strata) {
    const auto size = static_cast<double>(stratum.size);
    const bool declared = stratum.declared == static_cast<std::int8_t>(wanted);
    if (declared) count.listed += stratum.size;
    whole += size;
    if (stratum.met == 0) {
      count.corrected += declared ? size : 0;
      continue;
    }
    const auto met = static_cast<double>(stratum.met);
    const double share = static_cast<double>(stratum.found[index]) / met;
    count.corrected += size * share;
    // One success and one failure more, so that a stratum in which all agree is not taken for certain.
    const double wide = (static_cast<double>(stratum.found[index]) + 1) / (met + 2);
    variance += size * (size - met) * wide * (1 - wide) / std::max(1.0, met - 1);
  }
  const double half = kZ975 * std::sqrt(std::max(0.0, variance));
  count.low = std::max(0.0, count.corrected - half);
  count.high = std::min(whole, count.corrected + half);
  return count;
}

void take(RevisitShare& share, bool wrong) {
  ++share.of;
  share.wrong += wrong ? 1 : 0;
}

std::string read_number(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ".");
  return digits;
}

}  // namespace

std::vector<RevisitDraw> draw_revisits(const AuditList& list, const AreaBook& book, AreaId within,
                                       std::uint64_t seed, int per_commune) {
  std::vector<RevisitDraw> all;
  for (const AreaId area : list.areas()) {
    if (!book.is_within(area, within)) continue;
    std::array<std::vector<std::uint32_t>, 3> strata;
    for (const AuditRow& row : list.of(area)) {
      const int stratum = stratum_of(row);
      if (stratum >= 0)
        strata[static_cast<std::size_t>(stratum)].push_back(static_cast<std::uint32_t>(list.position(row)));
    }
    std::array<std::int64_t, 3> sizes{};
    for (std::size_t i = 0; i < sizes.size(); ++i) sizes[i] = static_cast<std::int64_t>(strata[i].size());
    const auto shares = allocate(sizes, per_commune);
    for (std::size_t i = 0; i < strata.size(); ++i) {
      if (shares[i] == 0) continue;
      std::vector<std::uint32_t>& positions = strata[i];
      const auto key = [&](std::uint32_t position) {
        const AuditRow& row = list.rows[position];
        return std::tuple<const std::string&, const std::string&, const std::string&, std::uint32_t>(
            list.text(row.village), list.text(row.former), list.text(row.code), row.row);
      };
      std::sort(positions.begin(), positions.end(),
                [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
      draw(positions, shares[i],
           SplitMix(seed ^ fnv1a(book.get(area).code.text() + ":" + std::to_string(i))));
      for (const std::uint32_t position : positions)
        all.push_back({position, area, list.rows[position].declared, sizes[i]});
    }
  }
  return all;
}

std::optional<RevisitEstimate> estimate(const std::vector<RevisitRow>& rows) {
  RevisitEstimate result;
  std::map<std::pair<AreaId, std::int8_t>, Stratum> strata;
  for (const RevisitRow& row : rows) {
    ++result.drawn;
    // Average and not poor households that left are one stratum, as they were drawn.
    const auto kind = static_cast<std::int8_t>(row.declared > 1 ? 2 : row.declared);
    Stratum& stratum = strata[{row.area, kind}];
    stratum.size = row.stratum_size;
    stratum.declared = kind;
    if (!row.visited) continue;
    ++result.visited;
    if (!row.met || row.found < 0) continue;
    ++result.met;
    ++stratum.met;
    ++stratum.found[static_cast<std::size_t>(row.found)];
    // Between average and not poor no decision hangs on the visit.
    const bool wrong = row.found != row.declared && !(row.found > 1 && row.declared > 1);
    take(result.wrong, wrong);
    take(result.by_commune[row.area], wrong);
    if (row.enumerator != 0) take(result.by_enumerator[{row.area, row.enumerator}], wrong);
  }
  if (result.met == 0) return std::nullopt;
  result.poor = corrected(strata, HouseholdClass::poor);
  result.near_poor = corrected(strata, HouseholdClass::near_poor);
  const auto finish = [](RevisitShare& share) { share.interval = wilson(share.wrong, share.of, kZ975); };
  finish(result.wrong);
  for (auto& [area, share] : result.by_commune) finish(share);
  for (auto& [who, share] : result.by_enumerator) finish(share);
  return result;
}

Text revisit_note(const Texts& texts, const AreaBook& book, const Revisit& revisit) {
  if (!revisit.estimate) return {};
  const RevisitEstimate& found = *revisit.estimate;
  const auto rounded = [](double count) { return read_number(std::llround(count)); };
  return texts.say("audit.revisit-note", {{"area", book.get(revisit.within).full_name},
                                          {"met", read_number(found.met)},
                                          {"drawn", read_number(found.drawn)},
                                          {"wrong", read_number(found.wrong.wrong)},
                                          {"listed", read_number(found.poor.listed)},
                                          {"corrected", rounded(found.poor.corrected)},
                                          {"low", rounded(found.poor.low)},
                                          {"high", rounded(found.poor.high)}});
}

}  // namespace rasoat::domain
