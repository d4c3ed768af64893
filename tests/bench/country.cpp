// country SOCKET DATABASE: the figures of a whole country in one process, and rankings of all its districts
// and communes. Times are of this thread's processor, so that a busy machine does not count; the load's wall
// time stands beside.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>

#include <sys/resource.h>

#include "config/load_rules.h"
#include "domain/ranking.h"
#include "flow/live_snapshot.h"
#include "store/pool.h"

using namespace rasoat;

namespace {

double processor_seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double megabytes(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word == name + ":") {
      double kilobytes = 0;
      status >> kilobytes;
      return kilobytes / 1024;
    }
  }
  return 0;
}

/// Median milliseconds of a ranking, once its sums are made.
void measure(const domain::Snapshot& snapshot, const std::string& indicator, const std::string& round,
             domain::Level level) {
  domain::RankQuery query;
  query.indicator = indicator;
  query.round = round;
  query.level = level;
  query.within = "VN";
  std::vector<double> times;
  std::size_t rows = 0;
  for (int turn = 0; turn < 9; ++turn) {
    const double begin = processor_seconds(CLOCK_THREAD_CPUTIME_ID);
    const auto ranking = domain::rank(snapshot, query);
    times.push_back((processor_seconds(CLOCK_THREAD_CPUTIME_ID) - begin) * 1000);
    if (!ranking) {
      std::printf("%-32s refused: %s\n", indicator.c_str(), ranking.problem().code.c_str());
      return;
    }
    rows = ranking->rows.size();
  }
  std::sort(times.begin(), times.end());
  std::printf("%-32s %-9s %6zu rows  %7.2f ms\n", indicator.c_str(), std::string(domain::name(level)).c_str(),
              rows, times[times.size() / 2]);
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 2;
  auto loaded = config::load_rules(RASOAT_SOURCE_DIR "/etc");
  if (!loaded.rules) return 3;
  const auto rules = std::make_shared<const domain::Rules>(std::move(*loaded.rules));
  const auto boundaries = std::make_shared<const domain::Boundaries>(rules->areas);
  store::Pool pool(store::parse_address(words[1], "root", words[2], ""));
  flow::LiveSnapshot live(pool, rules, boundaries);
  const double before = megabytes("VmRSS");
  const auto begin = std::chrono::steady_clock::now();
  const double processor = processor_seconds(CLOCK_PROCESS_CPUTIME_ID);
  const auto snapshot = live.fresh();
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("cube: %.2f s wall, %.2f s of this process; %.0f MB more, %.0f MB in all at most\n", wall,
              processor_seconds(CLOCK_PROCESS_CPUTIME_ID) - processor, megabytes("VmRSS") - before,
              megabytes("VmHWM"));
  for (const domain::Level level : {domain::Level::district, domain::Level::commune}) {
    for (const char* indicator : {"poverty.rate", "poverty.multidimensional_rate", "poverty.minority_rate",
                                  "mpi.m0", "poverty.reduction", "poverty.households"}) {
      measure(*snapshot, indicator, "2024", level);
    }
  }
  return 0;
}
