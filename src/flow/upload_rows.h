#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "access/seal.h"
#include "domain/facts.h"
#include "ingest/read.h"
#include "store/dated.h"
#include "store/household_loader.h"
#include "store/upload.h"

namespace rasoat::flow {

/// Takes rows while a file is read: seals, loads and counts them in the same pass. After an error no further
/// row goes to the database, since the file will be rejected.
class UploadRows final : public ingest::RowSink {
 public:
  /// `data_key` seals, `identity_key` makes the keyed hash of ID numbers; without a loader (`check`) rows are
  /// only counted.
  UploadRows(const domain::Findings& findings, std::string period, int deprivations,
             const access::Key& identity_key, const access::Key& data_key, store::HouseholdLoader* loader,
             std::function<void(std::int64_t)> progress);

  void household(domain::Household&& household) override;
  void counts(domain::CountsRow&& row) override;
  void benchmark(ingest::BenchmarkRow&& row) override;
  void money(ingest::MoneyFileRow&& row) override;
  void criteria(ingest::CriteriaFileRow&& row) override;
  void result(ingest::ResultFileRow&& row) override;
  void target(ingest::TargetFileRow&& row) override;
  void progress(std::int64_t rows) override;

  std::vector<domain::Fact> facts() const;
  std::vector<store::UploadPart> parts() const;
  const std::vector<store::VillageRows>& villages();
  const std::vector<store::BenchmarkRow>& benchmarks() const { return benchmarks_; }
  const store::DatedLines& dated() const { return dated_; }

 private:
  struct PartKey {
    std::string period;
    domain::AreaId area{};
    std::string part;
    auto operator<=>(const PartKey&) const = default;
  };

  const domain::Findings& findings_;
  std::string period_;
  domain::HouseholdCounter counter_;
  access::IdentityHash identities_;
  const access::Key& data_key_;
  store::HouseholdLoader* loader_;
  store::SealedFields sealed_;  // of the row in hand; kept for its memory
  std::function<void(std::int64_t)> progress_;
  std::map<PartKey, std::uint64_t> parts_;
  // Households by area number and village: met once a row, so found by hash.
  std::unordered_map<std::uint32_t, std::unordered_map<std::string, std::uint64_t>> villages_;
  std::vector<store::VillageRows> village_list_;
  std::vector<domain::Fact> counted_;
  std::vector<store::BenchmarkRow> benchmarks_;
  store::DatedLines dated_;
};

}  // namespace rasoat::flow
