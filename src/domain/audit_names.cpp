#include "domain/audit_names.h"

#include <algorithm>
#include <tuple>

namespace rasoat::domain {
namespace {

constexpr double kWinklerFrom = 0.7;
constexpr double kWinklerWeight = 0.1;
constexpr std::size_t kWinklerLetters = 4;

std::size_t common_beginning(std::u32string_view one, std::u32string_view other) {
  const std::size_t most = std::min({one.size(), other.size(), kWinklerLetters});
  std::size_t count = 0;
  while (count < most && one[count] == other[count]) ++count;
  return count;
}

double with_beginning(double jaro_value, std::size_t beginning) {
  if (jaro_value <= kWinklerFrom) return jaro_value;
  return jaro_value + static_cast<double>(beginning) * kWinklerWeight * (1 - jaro_value);
}

double jaro_of(std::size_t matches, std::size_t half_swaps, std::size_t one, std::size_t other) {
  if (matches == 0) return 0;
  const auto m = static_cast<double>(matches);
  return (m / static_cast<double>(one) + m / static_cast<double>(other) +
          (m - static_cast<double>(half_swaps / 2)) / m) /
         3;
}

}  // namespace

std::u32string code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    bool good = length > 0 && i + length <= text.size();
    for (std::size_t k = 1; good && k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      good = (next & 0xC0) == 0x80;
      point = (point << 6) | (next & 0x3FU);
    }
    out.push_back(good ? point : U'\uFFFD');
    i += good ? length : 1;
  }
  return out;
}

double jaro(std::u32string_view one, std::u32string_view other) {
  if (one.empty() && other.empty()) return 1;
  if (one.empty() || other.empty()) return 0;
  const std::size_t longest = std::max(one.size(), other.size());
  const std::size_t reach = longest / 2 > 0 ? longest / 2 - 1 : 0;
  std::vector<char> used_one(one.size(), 0);
  std::vector<char> used_other(other.size(), 0);
  std::size_t matches = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    const std::size_t from = i > reach ? i - reach : 0;
    const std::size_t to = std::min(i + reach + 1, other.size());
    for (std::size_t j = from; j < to; ++j) {
      if (used_other[j] != 0 || one[i] != other[j]) continue;
      used_one[i] = used_other[j] = 1;
      ++matches;
      break;
    }
  }
  std::size_t half_swaps = 0;
  for (std::size_t i = 0, j = 0; i < one.size(); ++i) {
    if (used_one[i] == 0) continue;
    while (used_other[j] == 0) ++j;
    if (one[i] != other[j++]) ++half_swaps;
  }
  return jaro_of(matches, half_swaps, one.size(), other.size());
}

double jaro_winkler(std::u32string_view one, std::u32string_view other) {
  return with_beginning(jaro(one, other), common_beginning(one, other));
}

ComparableName::ComparableName(std::string_view folded) : letters(code_points(folded)) {
  for (const char32_t letter : letters) {
    auto& count = counts[letter % counts.size()];
    if (count < 255) ++count;
  }
}

bool may_reach(const ComparableName& one, const ComparableName& other, double least) {
  // Letters that share a bucket count as equal, so the number of matches is never underestimated.
  std::size_t most = 0;
  for (std::size_t i = 0; i < one.counts.size(); ++i) most += std::min(one.counts[i], other.counts[i]);
  most = std::min({most, one.letters.size(), other.letters.size()});
  if (most == 0) return (one.letters.empty() && other.letters.empty() ? 1.0 : 0.0) >= least;
  const double bound = jaro_of(most, 0, one.letters.size(), other.letters.size());
  return with_beginning(bound, common_beginning(one.letters, other.letters)) >= least;
}

std::vector<NamePair> alike(std::vector<NamedHousehold> households, double least) {
  std::sort(households.begin(), households.end(), [](const NamedHousehold& a, const NamedHousehold& b) {
    return std::tie(a.block, a.row) < std::tie(b.block, b.row);
  });
  std::vector<NamePair> pairs;
  std::vector<ComparableName> names;
  for (std::size_t begin = 0; begin < households.size();) {
    std::size_t end = begin;
    names.clear();
    while (end < households.size() && households[end].block == households[begin].block) {
      names.emplace_back(households[end++].folded);
    }
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t j = i + 1; j < end; ++j) {
        if (households[i].identified && households[j].identified) continue;
        const ComparableName& one = names[i - begin];
        const ComparableName& other = names[j - begin];
        if (!may_reach(one, other, least)) continue;
        const double likeness = jaro_winkler(one.letters, other.letters);
        if (likeness >= least) pairs.push_back({households[i].row, households[j].row, likeness});
      }
    }
    begin = end;
  }
  std::sort(pairs.begin(), pairs.end(), [](const NamePair& a, const NamePair& b) {
    return std::tie(a.one, a.other) < std::tie(b.one, b.other);
  });
  return pairs;
}

}  // namespace rasoat::domain
