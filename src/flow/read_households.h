#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "flow/tools.h"
#include "store/household.h"
#include "store/upload.h"

namespace rasoat::flow {

/// A household with its personal fields in clear: for officers and reviewers of its area only, and each
/// reading leaves a line in the log.
struct ClearHousehold {
  store::HouseholdRow row;
  std::string head_name;
  std::string head_id_number;
};

/// Leaves the line: before anything is read, so that whoever sees a name has left a trace whatever happens
/// then.
void note_reading(Tools& tools, const access::Person& by, domain::UploadId upload, const std::string& what);

/// A page of an upload's households, after row `after`. Problem `key-destroyed` once retention has destroyed
/// the upload's key. Whether the person may see the upload was asked before.
domain::Result<std::vector<ClearHousehold>> read_households(Tools& tools, const store::Upload& upload,
                                                            std::uint64_t after, std::uint64_t most,
                                                            const access::Person& by);

/// Every household of an ID number in the person's areas, found through the keyed hash: what is kept about
/// somebody who asks for it.
struct FoundHousehold {
  store::Upload upload;
  ClearHousehold household;
};
std::vector<FoundHousehold> find_households(Tools& tools, const std::string& id_number,
                                            const access::Person& by);

}  // namespace rasoat::flow
