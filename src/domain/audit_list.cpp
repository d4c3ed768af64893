#include "domain/audit_list.h"

#include <algorithm>

namespace rasoat::domain {
namespace {

constexpr std::int32_t kSeveral = -2;

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  seed ^= value + 0x9E3779B97F4A7C15ULL + (seed << 6) + (seed >> 2);
  seed *= 0xFF51AFD7ED558CCDULL;
  return seed ^ (seed >> 33);
}

/// Words are numbered by list, so the key is made from their letters.
std::uint64_t key_of(const AuditList& list, const AuditRow& row) {
  const auto hash = [&](std::uint32_t word) {
    return static_cast<std::uint64_t>(std::hash<std::string>{}(list.text(word)));
  };
  std::uint64_t key = mixed(0, number(row.area));
  for (const std::uint32_t word : {row.former, row.village, row.code}) key = mixed(key, hash(word));
  return key;
}

template <typename Key, typename KeyOf>
void join(const AuditList& earlier, const AuditList& later, AuditMatch& match, const KeyOf& key_of_row,
          Key nothing) {
  struct Hash {
    std::size_t operator()(const AuditRow::Identity& identity) const { return identity[0]; }
    std::size_t operator()(std::uint64_t key) const { return key; }
  };
  std::unordered_map<Key, std::int32_t, Hash> there;
  there.reserve(earlier.rows.size());
  for (std::size_t i = 0; i < earlier.rows.size(); ++i) {
    if (match.later_of[i] >= 0) continue;
    const Key key = key_of_row(earlier, earlier.rows[i]);
    if (key == nothing) continue;
    const auto [place, fresh] = there.try_emplace(key, static_cast<std::int32_t>(i));
    if (!fresh) place->second = kSeveral;
  }
  for (std::size_t i = 0; i < later.rows.size(); ++i) {
    if (match.earlier_of[i] >= 0) continue;
    const Key key = key_of_row(later, later.rows[i]);
    if (key == nothing) continue;
    const auto found = there.find(key);
    if (found == there.end() || found->second < 0) continue;
    const auto before = static_cast<std::size_t>(found->second);
    if (match.later_of[before] >= 0) continue;  // the first of several takes it
    match.later_of[before] = static_cast<std::int32_t>(i);
    match.earlier_of[i] = found->second;
  }
}

std::uint64_t digits(std::string_view hexadecimal) {
  std::uint64_t value = 0;
  for (const char c : hexadecimal) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
    value = value * 16 + static_cast<std::uint64_t>(digit);
  }
  return value;
}

}  // namespace

AuditList::AuditList() { word(""); }

std::uint32_t AuditList::word(std::string_view text) {
  const auto found = index_.find(text);
  if (found != index_.end()) return found->second;
  const auto fresh = static_cast<std::uint32_t>(words_.size());
  words_.emplace_back(text);
  index_.emplace(words_.back(), fresh);
  return fresh;
}

void AuditList::arrange() {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const AuditRow& a, const AuditRow& b) { return number(a.area) < number(b.area); });
  begins_.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || rows[i].area != rows[i - 1].area) begins_.emplace_back(rows[i].area, i);
  }
}

std::span<const AuditRow> AuditList::of(AreaId area) const {
  const auto found =
      std::lower_bound(begins_.begin(), begins_.end(), area,
                       [](const auto& begin, AreaId wanted) { return number(begin.first) < number(wanted); });
  if (found == begins_.end() || found->first != area) return {};
  const std::size_t end = std::next(found) == begins_.end() ? rows.size() : std::next(found)->second;
  return {rows.data() + found->second, end - found->second};
}

std::vector<AreaId> AuditList::areas() const {
  std::vector<AreaId> all;
  for (const auto& [area, begin] : begins_) all.push_back(area);
  return all;
}

AuditRow::Identity identity_of(std::string_view hexadecimal) {
  if (hexadecimal.size() != 32) return {};
  return {digits(hexadecimal.substr(0, 16)), digits(hexadecimal.substr(16))};
}

AuditMatch match(const AuditList& earlier, const AuditList& later) {
  AuditMatch result;
  result.later_of.assign(earlier.rows.size(), -1);
  result.earlier_of.assign(later.rows.size(), -1);
  join(
      earlier, later, result, [](const AuditList&, const AuditRow& row) { return row.identity; },
      AuditRow::Identity{});
  join(earlier, later, result, key_of, std::uint64_t{0});
  return result;
}

}  // namespace rasoat::domain
