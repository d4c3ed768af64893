#pragma once

#include <optional>
#include <string>
#include <utility>

#include "domain/result.h"
#include "flow/tools.h"

namespace rasoat::flow {

/// Makes the recovery key of an installation and gives its two shares, to be printed for two people and kept
/// nowhere; nothing when there is one already. `service.key.recovery` beside the service key holds that key
/// sealed for the shares, and goes into every backup.
std::optional<std::pair<std::string, std::string>> make_recovery_key(Tools& tools);
bool has_recovery_key(const Tools& tools);
/// Seals the service key, and the next one while a rotation is under way, for the shares anew. Does nothing
/// where no recovery key was made.
void renew_recovery(Tools& tools);

/// Puts the service key back from `service.key.recovery` and the two shares. Asks for no database, so that it
/// works on a new machine. Problems `recovery-key-there` where there is a service key already, and
/// `recovery-shares` when the shares do not open the file.
domain::Outcome recover_service_key(const domain::Texts& texts, const std::filesystem::path& data_directory,
                                    const std::filesystem::path& sealed, const std::string& one,
                                    const std::string& other);

}  // namespace rasoat::flow
