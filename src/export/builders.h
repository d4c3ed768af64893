#pragma once

#include <string>

#include "domain/ranking.h"
#include "domain/report_definition.h"
#include "export/report.h"

namespace rasoat::export_ {

/// Everything a builder works from; references live as long as the call of `export_report`.
struct BuildContext {
  const domain::Snapshot& snapshot;
  const ReportRequest& request;
  const domain::ReportDefinition& definition;
  const domain::ResolvedQuery& query;

  const domain::Texts& texts() const { return snapshot.rules->texts; }
  const domain::AreaBook& book() const { return snapshot.rules->areas; }
};

/// Builders: pure functions from a snapshot to a report of plain tables. They refuse with a Problem where
/// there is nothing to report, so that no empty file ever leaves.
domain::Result<Report> build_area_table(const BuildContext& context);
domain::Result<Report> build_ranking(const BuildContext& context);
domain::Result<Report> build_programmes(const BuildContext& context);
domain::Result<Report> build_criteria(const BuildContext& context);
domain::Result<Report> build_brief(const BuildContext& context);
domain::Result<Report> build_audit(const BuildContext& context);

/// Title, subtitle, sources and dates, alike in all reports.
Report begin_report(const BuildContext& context);
/// The ranking a report of this request stands on.
domain::RankQuery rank_query(const ReportRequest& request);
/// "94/96 xã, thiếu: …" for page 1; nothing when all have reported.
std::optional<domain::Text> missing_notice(const BuildContext& context, std::int64_t expected,
                                           const std::vector<domain::AreaId>& missing);
/// All differences as a table of their own at the end; nothing is appended when there are none.
void append_differences(const BuildContext& context, Report& report);

}  // namespace rasoat::export_
