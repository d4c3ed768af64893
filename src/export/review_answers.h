#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/deadline.h"
#include "domain/snapshot.h"
#include "domain/upload.h"

namespace rasoat::export_ {

/// Rounds with their status and deadlines; `deadline` is the last day of the review by decree.
std::string rounds_json(const domain::Snapshot& snapshot,
                        const std::map<std::string, domain::Deadlines>& deadlines);
std::string round_json(const domain::Snapshot& snapshot, const domain::Round& round,
                       const domain::Deadlines& deadlines);

/// One file of a unit on the reporting board.
struct BoardFile {
  domain::Kind kind = domain::Kind::households;
  std::uint64_t id = 0;
  domain::UploadState state = domain::UploadState::received;
  std::uint64_t rows = 0;
  bool synthetic = false;
  std::string received_at;
};

/// Who has reported for a round: each unit with its files, deadline and day, and how many were complete by
/// each day. A unit is complete once counts of it are approved; its day is the one they were received on.
struct Board {
  const domain::AreaBook* areas = nullptr;
  const domain::Round* round = nullptr;
  const domain::Area* within = nullptr;
  const domain::Deadlines* deadlines = nullptr;
  domain::Date today;
  std::map<domain::AreaId, std::vector<BoardFile>> files;
};
std::string reporting_json(const Board& board);

}  // namespace rasoat::export_
