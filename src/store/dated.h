#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dated.h"
#include "store/pool.h"

namespace rasoat::store {

/// Rows of one upload of a dated kind, as the file has them.
struct MoneyLine {
  std::int64_t row = 0;
  domain::Date as_of;
  domain::AreaId area{};
  std::string programme, project, investor, budget, expenditure;
  int plan_year = 0;
  bool carried_over = false;
  std::optional<std::int64_t> planned, allocated, disbursed;
};
struct ResultLine {
  std::int64_t row = 0;
  domain::Date as_of;
  domain::AreaId area{};
  std::string programme, project, indicator, unit;
  std::optional<std::string> planned, achieved;
};
struct CriteriaLine {
  std::int64_t row = 0;
  std::string group;
  domain::CriteriaRow content;
};
struct TargetLine {
  std::int64_t row = 0;
  domain::AreaId area{};
  std::string indicator, area_code, period, value, source;
};
struct DatedLines {
  std::vector<MoneyLine> money;
  std::vector<ResultLine> results;
  std::vector<CriteriaLine> criteria;
  std::vector<TargetLine> targets;
};

/// Writes the rows of an upload, inside its last transaction.
void write_dated(Session& session, domain::UploadId upload, const DatedLines& lines);
void delete_dated(Session& session, domain::UploadId upload);

/// Everything the pointers name, or those of a release; part of the cube's one consistent read.
domain::DatedRows read_dated(Session& session, const std::optional<std::string>& release);

}  // namespace rasoat::store
