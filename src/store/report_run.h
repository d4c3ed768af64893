#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/codes.h"
#include "store/pool.h"

namespace rasoat::store {

/// One due time of a schedule, or a report made by hand (no schedule). States: `due`, `waiting` for absent
/// areas, `held` for a reporter, `sending`, `done`, `failed`.
struct ReportRun {
  std::uint64_t id = 0;
  std::string schedule;
  std::string due_at;
  std::string definition;  ///< the schedule as it was then
  std::string state;
  std::uint64_t attempts = 0;
  std::string next_at;
  std::string release;
  std::string round;
  std::uint64_t missing = 0;
  std::string alarm;  ///< `late`, `empty`, `short`, `missing`, `unsent`, `failed`, or empty
  std::string error;
  std::string signed_number;
  std::string signed_sha256;
  std::optional<std::string> made_at;
  std::optional<std::string> done_at;
  std::string asked_by;
  std::string released_by;
};

struct ReportFile {
  std::uint64_t position = 0;
  std::string name;
  std::string media_type;
  std::uint64_t bytes = 0;
  std::string sha256;
  std::uint64_t rows = 0;
  std::string manifest;
};

struct ReportDelivery {
  std::uint64_t position = 0;
  std::string way;
  std::string target;
  std::string recipients;  ///< separated by spaces
  std::string message_id;
  std::string state;  ///< `pending`, `sending`, `delivered`, `failed`
  std::uint64_t attempts = 0;
  std::string error;
  std::optional<std::string> delivered_at;
};

/// A run that this worker has, until it lets go or the lease ends. Whoever has lost it changes nothing any
/// more: each call says whether it still had it.
struct RunLease {
  std::uint64_t run = 0;
  std::string worker;
};

/// Takes one run that may be worked on at `now`: nobody has it, its lease is over, or `gone` says that the
/// worker is no more.
std::optional<RunLease> take_run(Pool& pool, const std::string& now, const std::string& worker,
                                 const std::string& leased_until,
                                 const std::function<bool(const std::string&)>& gone,
                                 std::optional<std::uint64_t> only = {});
bool renew(Pool& pool, const RunLease& lease, const std::string& leased_until);
void let_go(Pool& pool, const RunLease& lease);

/// What a run has made: kept with its deliveries in one transaction.
struct Made {
  std::string state;  ///< `sending` or `held`
  std::string release;
  std::string round;
  std::uint64_t missing = 0;
  std::string alarm;
  std::string now;
  std::vector<ReportFile> files;
  std::vector<ReportDelivery> deliveries;
};
bool keep_made(Pool& pool, const RunLease& lease, const Made& made);
/// Puts it off until `next_at`, in state `waiting`, `due` or `sending`.
bool put_off(Pool& pool, const RunLease& lease, const std::string& state, const std::string& next_at,
             const std::string& error, std::uint64_t missing);
/// `done` or `failed`; an alarm is added where one is named.
bool end_run(Pool& pool, const RunLease& lease, const std::string& state, const std::string& error,
             const std::string& alarm, const std::string& now);

void begin_delivery(Pool& pool, const RunLease& lease, std::uint64_t position);
/// Delivered, and for whom: that stands in the log.
void note_delivered(Pool& pool, const RunLease& lease, std::uint64_t position, const std::string& now,
                    const std::string& for_whom);
void note_undelivered(Pool& pool, const RunLease& lease, std::uint64_t position, const std::string& error);

std::optional<ReportRun> find_run(Pool& pool, std::uint64_t id);
/// Newest first, below `before` (0 = from the newest).
std::vector<ReportRun> runs(Pool& pool, std::uint64_t before, std::uint64_t most);
/// The newest alarms that are not over: no later run of their schedule went well.
std::vector<ReportRun> open_alarms(Pool& pool);
std::vector<ReportFile> files_of(Pool& pool, std::uint64_t run);
/// The files made last, of whatever run.
std::vector<ReportFile> newest_files(Pool& pool, std::uint64_t most);
std::vector<ReportDelivery> deliveries_of(Pool& pool, std::uint64_t run);

/// A report made by hand, for the record.
void record_export(Pool& pool, const ReportRun& run, const ReportFile& file, domain::AccountId by,
                   const std::string& audience);
/// held → sending; false when it is not held.
bool release_run(Pool& pool, std::uint64_t run, domain::AccountId by, const std::string& now);
void attach_signed(Pool& pool, std::uint64_t run, const std::string& number, const std::string& sha256,
                   domain::AccountId by, const std::string& now);

/// Files and rows of the run done before this one.
struct EarlierRows {
  std::uint64_t rows = 0;
  std::uint64_t files = 0;
};
EarlierRows rows_before(Pool& pool, const std::string& schedule, std::uint64_t run);

void mark_late(Pool& pool, const std::string& due_before);
std::vector<std::uint64_t> alarms_untold(Pool& pool);
/// Moves an alarm between untold and told; false when somebody else has done so.
bool set_told(Pool& pool, std::uint64_t run, bool told);

struct RunCounts {
  std::int64_t open = 0;
  std::int64_t held = 0;
  std::int64_t alarms = 0;
  std::int64_t failed = 0;
  std::int64_t done = 0;
  std::int64_t late = 0;  ///< of those open
};
RunCounts run_counts(Pool& pool);

}  // namespace rasoat::store
