#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "domain/dated.h"
#include "domain/facts.h"
#include "domain/rules.h"
#include "domain/upload.h"
#include "ingest/rows.h"

namespace rasoat::ingest {

/// One row of an upload of kind `benchmarks`.
struct BenchmarkRow {
  std::int64_t row = 0;
  std::string indicator;
  domain::AreaId scope{};
  std::string scope_code;
  std::string period;
  std::string value;  ///< plain decimal text
  std::string source;
  bool provisional = false;
};

/// One row of an upload of kind `disbursement`, in đồng.
struct MoneyFileRow {
  std::int64_t row = 0;
  domain::Date as_of;
  domain::AreaId area{};
  std::string programme, project, investor, budget, expenditure;
  int plan_year = 0;
  bool carried_over = false;
  std::optional<std::int64_t> planned, allocated, disbursed;
};

/// One row of an upload of kind `ntm-criteria`.
struct CriteriaFileRow {
  std::int64_t row = 0;
  std::string group;
  domain::CriteriaRow content;  ///< without its group
};

/// One row of an upload of kind `results`; numbers as plain decimal text.
struct ResultFileRow {
  std::int64_t row = 0;
  domain::Date as_of;
  domain::AreaId area{};
  std::string programme, project, indicator, unit;
  std::optional<std::string> planned, achieved;
};

/// One row of an upload of kind `targets`; a group of areas hangs on the country.
struct TargetFileRow {
  std::int64_t row = 0;
  domain::AreaId area{};
  bool group = false;
  std::string indicator, area_code, period, value, source;
};

/// Takes what is read, row by row. Rows with an error are not handed over; the file will be rejected anyway.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void household(domain::Household&&) {}
  virtual void counts(domain::CountsRow&&) {}
  virtual void benchmark(BenchmarkRow&&) {}
  virtual void money(MoneyFileRow&&) {}
  virtual void criteria(CriteriaFileRow&&) {}
  virtual void result(ResultFileRow&&) {}
  virtual void target(TargetFileRow&&) {}
  /// Called now and then with the rows read so far.
  virtual void progress(std::int64_t /*rows*/) {}
};

struct ReadRequest {
  std::filesystem::path file;
  domain::Kind kind = domain::Kind::households;
  const domain::Rules* rules = nullptr;
  const std::vector<domain::Round>* rounds = nullptr;  ///< those in force
  const domain::Round* round = nullptr;                ///< for households and counts
  std::vector<std::string> provinces;                  ///< codes of the provinces the uploader works in
  std::vector<domain::AreaId> own_areas = {};          ///< the uploader's areas, to tell apart names
};

/// What a file turned out to be before its rows are read.
struct Survey {
  std::string sha256;
  std::uint64_t bytes = 0;
  enum class Format { csv, xlsx } format = Format::csv;
};

struct ReadReport {
  std::int64_t rows = 0;   ///< rows below the header; households of a list of members
  std::int64_t lines = 0;  ///< rows below the header that are no totals
};

/// Reads one file to its end, reporting every finding. What is no table at all is a finding on the whole
/// file. Constant memory but for 16 bytes a household.
ReadReport read(const ReadRequest& request, domain::Findings& findings, RowSink& sink);

/// True when the first bytes are those of a ZIP archive, which a workbook is.
bool is_workbook(const std::filesystem::path& file);
/// The rows of a file that can be an upload, CSV or workbook told by its first bytes.
std::unique_ptr<RowSource> open_source(const std::filesystem::path& file, domain::Kind kind);

/// Looks at bytes as they stream by and says whether they can be an upload at all: not empty, UTF-8 CSV or a
/// workbook. The refusals of the contract's section 3 that keep nothing: `empty`, `not-utf8`, `not-a-table`.
class Sniffer {
 public:
  Sniffer();
  ~Sniffer();
  void take(std::string_view piece);
  domain::Result<Survey::Format> finish(const domain::Texts& texts) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rasoat::ingest
