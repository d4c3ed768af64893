#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "domain/household.h"
#include "domain/rules.h"
#include "domain/upload.h"
#include "ingest/read.h"

namespace rasoat::test {

/// A file that goes with the object.
class Scratch {
 public:
  explicit Scratch(const std::string& ending);
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();
  const std::filesystem::path& path() const { return path_; }
  std::string bytes() const;
  void write(const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

using Parts = std::vector<std::pair<std::string, std::string>>;
/// Packs parts into a ZIP file.
void zip_to(const std::filesystem::path& path, const Parts& parts);
/// One part of a ZIP file; empty when it has none.
std::string part_of(const std::filesystem::path& path, const std::string& name);
std::vector<std::string> parts_of(const std::filesystem::path& path);
/// The parts of a small workbook whose only sheet holds `sheet_data` (the content of <sheetData>), with the
/// given shared strings (`<si>…</si>`) and a style 1 that shows dates.
Parts plain_workbook(const std::string& sheet_data, const std::string& shared = "");

/// A table as officers keep it: the first row is the header. Cells that look like numbers are numbers, ISO
/// days are days, all else is text.
using Cells = std::vector<std::vector<std::string>>;
enum class Writing { normal, constant_memory };
void workbook_to(const std::filesystem::path& path, const Cells& cells, Writing writing,
                 const std::string& sheet = "households");
void csv_to(const std::filesystem::path& path, const Cells& cells, char delimiter = ',');

/// `rows` made-up households of Trà Bồng (525) in 2023, without a fault.
Cells good_households(int rows);

const domain::Rules& rules();

/// What reading a file gave.
struct Reading {
  std::vector<std::string> households;  ///< every field of each row, as one line
  std::vector<domain::CountsRow> counts;
  domain::Findings findings;
  std::int64_t rows = 0;

  bool has(const std::string& code, std::int64_t row, const std::string& column) const;
  int count(const std::string& code) const;
};
Reading read_file(const std::filesystem::path& path, domain::Kind kind = domain::Kind::households,
                  const std::string& round = "2023");

}  // namespace rasoat::test
