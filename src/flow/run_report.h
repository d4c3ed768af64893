#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "flow/tools.h"
#include "flow/transfer.h"
#include "store/report_run.h"

namespace rasoat::flow {

/// The life of a scheduled report: it falls due, one instance takes it, it is made of a frozen release, held
/// or sent, tried again where a place does not take it, and raised as an alarm when that does not help.

/// Enters what has fallen due since the last time, each due time once whatever the number of instances. After
/// a downtime the latest or all, as the schedule says.
void enter_due(Tools& tools);

/// Enters a run of now, asked for by a person. A Problem `schedule-unknown`.
domain::Result<std::uint64_t> enter_by_hand(Tools& tools, const std::string& schedule,
                                            const access::Person& by);

/// Takes a run that nobody works on; of `only`, where it is given.
std::optional<store::RunLease> take_due(Tools& tools, std::optional<std::uint64_t> only = {});

/// Works on a run as far as it goes now: makes it, sends it, or puts it off. Every step is written down
/// before the next, so whoever takes it after a crash goes on from there.
void work_on(Tools& tools, const store::RunLease& lease);

/// Puts off a run whose work threw (disk full, database away), with growing pauses; at last it fails.
void set_back(Tools& tools, const store::RunLease& lease, const std::string& what);

/// A reporter lets a held run go. Problems: `run-unknown`, `run-state`.
domain::Outcome release_run(Tools& tools, std::uint64_t run, const access::Person& by);

/// Keeps the signed file of a run with its number. Its bytes lie under their hash, beside the report's own.
void attach_signed(Tools& tools, std::uint64_t run, const std::string& number,
                   const std::filesystem::path& file, const access::Person& by);

/// The signed file of a run. A Problem `run-file` where it has none or its bytes are gone.
domain::Result<std::string> signed_bytes(const Tools& tools, const store::ReportRun& run);

/// Marks runs that are late and mails alarms to the administrator, each once.
void raise_alarms(Tools& tools);

/// The bytes of a file of a run: from the disk, or made again from its manifest. A Problem `run-file` where
/// the same bytes do not come out.
domain::Result<std::string> bytes_of(Tools& tools, const store::ReportFile& file);

}  // namespace rasoat::flow
