#include "flow/upload_rows.h"

#include <algorithm>
#include <tuple>

namespace rasoat::flow {

UploadRows::UploadRows(const domain::Findings& findings, std::string period, int deprivations,
                       const access::Key& identity_key, const access::Key& data_key,
                       store::HouseholdLoader* loader, std::function<void(std::int64_t)> progress)
    : findings_(findings),
      period_(std::move(period)),
      counter_(deprivations),
      identities_(identity_key),
      data_key_(data_key),
      loader_(loader),
      progress_(std::move(progress)) {}

void UploadRows::household(domain::Household&& household) {
  ++villages_[number(household.area)][household.village];
  counter_.add(household);
  if (loader_ == nullptr || findings_.errors() > 0) return;
  sealed_.head_name.clear();
  access::seal_onto(sealed_.head_name, data_key_, household.head_name);
  sealed_.head_id_number.clear();
  access::seal_onto(sealed_.head_id_number, data_key_, household.head_id_number);
  sealed_.id_hash = identities_.bytes_of(household.head_id_number);
  loader_->add(household, sealed_);
}

void UploadRows::counts(domain::CountsRow&& row) {
  ++parts_[{period_, row.area, ""}];
  for (const auto& [measure, value] : row.values) counted_.push_back({row.area, measure, value});
}

void UploadRows::benchmark(ingest::BenchmarkRow&& row) {
  ++parts_[{row.period, row.scope, row.indicator}];
  benchmarks_.push_back(
      {row.row, row.indicator, row.scope_code, row.period, row.value, row.source, row.provisional});
}

void UploadRows::money(ingest::MoneyFileRow&& row) {
  ++parts_[{row.as_of.iso(), row.area, row.programme}];
  dated_.money.push_back({row.row, row.as_of, row.area, std::move(row.programme), std::move(row.project),
                          std::move(row.investor), std::move(row.budget), std::move(row.expenditure),
                          row.plan_year, row.carried_over, row.planned, row.allocated, row.disbursed});
}

void UploadRows::criteria(ingest::CriteriaFileRow&& row) {
  ++parts_[{row.content.as_of.iso(), row.content.area, ""}];
  dated_.criteria.push_back({row.row, std::move(row.group), row.content});
}

void UploadRows::result(ingest::ResultFileRow&& row) {
  ++parts_[{row.as_of.iso(), row.area, row.programme}];
  dated_.results.push_back({row.row, row.as_of, row.area, std::move(row.programme), std::move(row.project),
                            std::move(row.indicator), std::move(row.unit), std::move(row.planned),
                            std::move(row.achieved)});
}

void UploadRows::target(ingest::TargetFileRow&& row) {
  ++parts_[{row.period, row.area, row.group ? row.indicator + "@" + row.area_code : row.indicator}];
  dated_.targets.push_back({row.row, row.area, std::move(row.indicator), std::move(row.area_code),
                            std::move(row.period), std::move(row.value), std::move(row.source)});
}

void UploadRows::progress(std::int64_t rows) {
  if (progress_) progress_(rows);
}

std::vector<domain::Fact> UploadRows::facts() const {
  std::vector<domain::Fact> all = counter_.facts();
  all.insert(all.end(), counted_.begin(), counted_.end());
  return all;
}

std::vector<store::UploadPart> UploadRows::parts() const {
  std::vector<store::UploadPart> all;
  for (const auto& [key, rows] : parts_) all.push_back({key.period, key.area, key.part, rows});
  for (const auto& [area, villages] : villages_) {
    std::uint64_t rows = 0;
    for (const auto& [village, count] : villages) rows += count;
    all.push_back({period_, domain::AreaId{area}, "", rows});
  }
  std::sort(all.begin(), all.end(), [](const store::UploadPart& a, const store::UploadPart& b) {
    return std::tie(a.period, a.area, a.part) < std::tie(b.period, b.area, b.part);
  });
  return all;
}

const std::vector<store::VillageRows>& UploadRows::villages() {
  village_list_.clear();
  for (const auto& [area, villages] : villages_) {
    for (const auto& [village, rows] : villages)
      village_list_.push_back({domain::AreaId{area}, village, rows});
  }
  std::sort(village_list_.begin(), village_list_.end(),
            [](const store::VillageRows& a, const store::VillageRows& b) {
              return std::tie(a.area, a.village) < std::tie(b.area, b.village);
            });
  return village_list_;
}

}  // namespace rasoat::flow
