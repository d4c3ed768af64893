#pragma once

#include <map>
#include <string>

#include "domain/audit_list.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// One household that evidence is about, in clear: only for those who may see it.
struct ConcernedHousehold {
  domain::AreaId area{};
  domain::UploadId upload{};
  std::int64_t row = 0;  ///< of the officer's file
  std::string former_commune, village, household_code, head_name, enumerator;
  const domain::AuditRow* facts = nullptr;  ///< belongs to the audit
};

/// Opens the names of households of a list; each upload's key is opened once. One thread.
class HouseholdOpener {
 public:
  HouseholdOpener(Tools& tools, const domain::AuditList& list) : tools_(tools), list_(list) {}
  ConcernedHousehold open(std::uint32_t position);
  std::string head_name(std::uint32_t position);

 private:
  const access::Key* key_of(domain::UploadId upload);

  Tools& tools_;
  const domain::AuditList& list_;
  std::map<domain::UploadId, access::Key> keys_;
};

/// Households are for reviewers and officers in whose areas they are.
bool may_see_households(const Tools& tools, const access::Person& person, domain::AreaId area);

}  // namespace rasoat::flow
