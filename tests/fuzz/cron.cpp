// Cron expressions: the first byte chooses what happens on free days, the rest is the expression.

#include "domain/cron.h"

#include <algorithm>

#include "domain/schedule.h"
#include "fuzz/fuzz.h"

using namespace rasoat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = fuzz::text_of(data, size);
  const auto free_day = static_cast<domain::DueRule::FreeDay>(fuzz::choose(text, 4));
  const auto cron = domain::Cron::parse(text);
  if (!cron) return 0;
  const auto minutes = cron->minutes_of_day();
  fuzz::must(!minutes.empty() && minutes.front() >= 0 && minutes.back() < 24 * 60, "times are of a day");
  fuzz::must(std::is_sorted(minutes.begin(), minutes.end()), "times ascend");

  domain::DueRule rule;
  rule.cron = cron;
  rule.free_day = free_day;
  constexpr std::int64_t kFrom = 1'700'000'000;
  constexpr std::int64_t kUntil = kFrom + 3 * 86'400;
  const auto due = domain::due_times(rule, {}, kFrom, kUntil);
  fuzz::must(std::adjacent_find(due.begin(), due.end(), std::greater_equal<>()) == due.end(),
             "due times ascend without doubles");
  fuzz::must(due.empty() || (due.front() > kFrom && due.back() <= kUntil), "due times are of the interval");
  const auto next = domain::next_due(rule, {}, kFrom);
  fuzz::must(due.empty() || next == due.front(), "the next time is the first of them");
  return 0;
}
