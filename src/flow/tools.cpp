#include "flow/tools.h"

#include <chrono>

namespace rasoat::flow {

std::string Tools::now() const {
  const auto since = clock().time_since_epoch();
  return store::stamp(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

std::filesystem::path Tools::original(const std::string& sha256, domain::UploadId upload) const {
  return data_directory / "originals" / (sha256 + "-" + std::to_string(number(upload)) + ".sealed");
}

access::Person system_person() { return {domain::AccountId{0}, "system", access::Role::admin, {}, {}}; }

}  // namespace rasoat::flow
