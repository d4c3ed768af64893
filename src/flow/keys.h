#pragma once

#include <cstdint>
#include <string>

#include "domain/codes.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// The key of the hash by which the same ID number is found again. It stands in the database sealed under the
/// service key and is made on first use; a rotation re-seals it and changes no hash.
access::Key identity_key(Tools& tools);
/// The key under which the secrets of second factors are sealed, kept in the same way.
access::Key factor_key(Tools& tools);

/// Seals an upload's data key anew when a rotation began between its sealing and its being stored.
void keep_openable(Tools& tools, domain::UploadId upload, const access::Key& data_key,
                   const std::string& sealed);

/// Gives the service another key: every data key and kept key is sealed anew, no household is touched. Can be
/// interrupted at any moment and run again, while the service goes on.
struct Rotation {
  std::uint64_t keys = 0;  ///< sealed anew by this run
  bool resumed = false;
};
Rotation rotate_service_key(Tools& tools);

/// Destroys the data keys of a round: its names, ID numbers and original files can never be read again;
/// counts and facts stay. Gives how many uploads it was.
std::uint64_t destroy_round_keys(Tools& tools, const std::string& round, const access::Person& by);
/// What the settings say of retention, for every round that is old enough. Run every day.
void keep_retention(Tools& tools);

}  // namespace rasoat::flow
