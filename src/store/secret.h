#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/pool.h"

namespace rasoat::store {

/// The sealed text kept under a name (`identity-key`), or nothing.
std::optional<std::string> find_note(Pool& pool, const std::string& name);
/// Keeps `value` unless something is kept there already; gives what is kept now.
std::string note_once(Pool& pool, const std::string& name, const std::string& value);
void set_note(Pool& pool, const std::string& name, const std::string& value);

/// The data key of an upload, as sealed; those whose key is destroyed are left out.
struct SealedKey {
  std::uint64_t upload = 0;
  std::string sealed;
};
std::vector<SealedKey> data_keys(Pool& pool);
std::vector<SealedKey> data_keys_of_round(Pool& pool, const std::string& round);
std::vector<std::uint64_t> uploads_of_round(Pool& pool, const std::string& round);
/// Puts another sealing in place of the one seen; false when it has changed meanwhile. Empty destroys it.
bool change_data_key(Pool& pool, const SealedKey& seen, const std::string& sealed);

/// Forgets the keyed hashes of ID numbers of an upload.
std::uint64_t forget_identities(Pool& pool, std::uint64_t upload);

/// Hands every sealed text of an upload to `look`, with words that name it: `row 12 head_name`.
void each_sealed_text(Pool& pool, std::uint64_t upload,
                      const std::function<void(const std::string& place, const std::string& sealed)>& look);

}  // namespace rasoat::store
