#include "domain/cron.h"

#include <algorithm>
#include <charconv>

#include "domain/work_calendar.h"

namespace rasoat::domain {
namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Cuts `text` at the first `mark`; the rest is nothing when there is none.
std::pair<std::string_view, std::optional<std::string_view>> cut(std::string_view text, char mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return {text, std::nullopt};
  return {text.substr(0, at), text.substr(at + 1)};
}

/// One entry of a list: `*`, `5`, `1-5`, each with an optional step.
template <std::size_t Size>
bool add_entry(std::string_view entry, int least, std::bitset<Size>& set) {
  const int most = static_cast<int>(Size) - 1;
  const auto [range, step_text] = cut(entry, '/');
  const auto step = step_text ? number(*step_text) : std::optional<int>(1);
  int from = least;
  int to = most;
  if (range != "*") {
    const auto [first, last] = cut(range, '-');
    const auto low = number(first);
    const auto high = last ? number(*last) : low;
    if (!low || !high) return false;
    from = *low;
    to = !last && step_text ? most : *high;  // `5/10` means from 5 on
  }
  if (!step || *step < 1 || from < least || to > most || from > to) return false;
  // A step beyond the last value ends the entry; added as it stands it could pass the largest number.
  const int stride = std::min(*step, to + 1);
  for (int value = from; value <= to; value += stride) set.set(static_cast<std::size_t>(value));
  return true;
}

template <std::size_t Size>
bool read_field(std::string_view field, int least, std::bitset<Size>& set) {
  for (std::optional<std::string_view> rest = field; rest;) {
    const auto [entry, more] = cut(*rest, ',');
    if (!add_entry(entry, least, set)) return false;
    rest = more;
  }
  return set.any();
}

std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  while (!text.empty()) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) break;
    const auto end = std::min(text.find(' ', begin), text.size());
    fields.push_back(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
  return fields;
}

}  // namespace

std::optional<Cron> Cron::parse(std::string_view text) {
  const auto fields = fields_of(text);
  Cron cron;
  if (fields.size() != 5 || !read_field(fields[0], 0, cron.minutes_) ||
      !read_field(fields[1], 0, cron.hours_) || !read_field(fields[2], 1, cron.days_) ||
      !read_field(fields[3], 1, cron.months_) || !read_field(fields[4], 0, cron.weekdays_)) {
    return std::nullopt;
  }
  if (cron.weekdays_[7]) cron.weekdays_.set(0);
  cron.any_day_ = fields[2].front() == '*';
  cron.any_weekday_ = fields[4].front() == '*';
  return cron;
}

bool Cron::fits(Date day) const {
  if (!months_[static_cast<std::size_t>(day.month())]) return false;
  const bool by_day = days_[static_cast<std::size_t>(day.day())];
  const bool by_weekday = weekdays_[static_cast<std::size_t>(weekday(day))];
  if (any_day_ || any_weekday_) return by_day && by_weekday;
  return by_day || by_weekday;
}

std::vector<int> Cron::minutes_of_day() const {
  std::vector<int> all;
  for (std::size_t hour = 0; hour < hours_.size(); ++hour) {
    for (std::size_t minute = 0; hours_[hour] && minute < minutes_.size(); ++minute) {
      if (minutes_[minute]) all.push_back(static_cast<int>(hour * 60 + minute));
    }
  }
  return all;
}

}  // namespace rasoat::domain
