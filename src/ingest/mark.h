#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "domain/rules.h"
#include "domain/upload.h"

namespace rasoat::ingest {

/// A file to be given back with its faults marked.
struct MarkRequest {
  std::filesystem::path file;  ///< as the officer sent it
  std::filesystem::path to;    ///< where the marked copy is written
  domain::Kind kind = domain::Kind::households;
  const domain::Rules* rules = nullptr;
  const std::vector<domain::Finding>* findings = nullptr;
  std::int64_t errors = 0;  ///< in all; more than there are findings where these were cut off
  std::int64_t warnings = 0;
  std::string title;  ///< what the summary is about: file name, round
};

/// Writes the officer's own file once more, with what is wrong marked in it. A workbook keeps its layout,
/// widths and other sheets; faulty cells are coloured, a column of reasons decides, a sheet sums up, and
/// cells have notes where the sheet had none of its own. CSV gets the column of reasons. Marks of an earlier
/// time are taken away; reading ignores them all, so that a corrected file is sent again as it is. Nothing
/// rasoat writes starts a formula. Throws BadWorkbook for what cannot be read at all.
void mark_file(const MarkRequest& request);

/// Findings by where they belong, with positions of columns in the file.
struct Marks {
  /// What stands before a finding, by its severity.
  struct Words {
    std::string error;
    std::string warning;
  };
  struct Cell {
    std::vector<const domain::Finding*> findings;
    bool error() const;
    std::string words(const Words& ahead) const;  ///< Vietnamese, one finding a line
  };
  struct Line {
    std::map<int, Cell> cells;  ///< by column
    std::vector<const domain::Finding*> all;
    std::string words(const Words& ahead) const;  ///< for the column of reasons
  };
  Words before;
  std::map<std::int64_t, Line> lines;
  std::vector<const domain::Finding*> whole_file;

  std::int64_t header_row = 1;
  int reasons_column = -1;   ///< where the column of reasons is or goes
  bool has_reasons = false;  ///< it is there already, from an earlier marking
};
Marks place_marks(const MarkRequest& request);

void mark_csv(const MarkRequest& request, const Marks& marks);
void mark_workbook(const MarkRequest& request, const Marks& marks);

}  // namespace rasoat::ingest
