#include "flow/concerned_household.h"

#include "store/audit.h"
#include "store/upload.h"

namespace rasoat::flow {

const access::Key* HouseholdOpener::key_of(domain::UploadId upload) {
  const auto known = keys_.find(upload);
  if (known != keys_.end()) return &known->second;
  const auto found = store::find_upload(tools_.pool, upload);
  if (!found || found->data_key.empty()) return nullptr;
  return &keys_.emplace(upload, access::unseal_key(tools_.service_key, found->data_key)).first->second;
}

std::string HouseholdOpener::head_name(std::uint32_t position) {
  const domain::AuditRow& row = list_.rows[position];
  const domain::UploadId upload = list_.uploads[row.upload];
  const access::Key* key = key_of(upload);
  return key == nullptr ? "" : access::unseal(*key, store::sealed_head(tools_.pool, upload, row.row));
}

ConcernedHousehold HouseholdOpener::open(std::uint32_t position) {
  const domain::AuditRow& row = list_.rows[position];
  ConcernedHousehold household;
  household.area = row.area;
  household.upload = list_.uploads[row.upload];
  household.row = row.row;
  household.former_commune = list_.text(row.former);
  household.village = list_.text(row.village);
  household.household_code = list_.text(row.code);
  household.enumerator = list_.text(row.enumerator);
  household.head_name = head_name(position);
  household.facts = &row;
  return household;
}

bool may_see_households(const Tools& tools, const access::Person& person, domain::AreaId area) {
  const bool reads = person.role == access::Role::reviewer || person.role == access::Role::officer;
  return reads && access::in_scope(person, area, tools.rules.areas) &&
         access::in_scope(person, domain::Kind::households);
}

}  // namespace rasoat::flow
