#pragma once

#include <array>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "domain/household.h"
#include "store/pool.h"

namespace rasoat::store {

/// Personal fields as they are stored, all bytes: the hash of the ID number where there is one, and the
/// seals.
struct SealedFields {
  std::optional<std::array<unsigned char, 16>> id_hash;
  std::string head_name, head_id_number;
};

/// Loads the rows of one list while it is being read, in chunks of at most 10,000: a chunk is written into
/// memory, then LOAD DATA takes it on one of two connections, each with a thread, while the next one fills.
/// Every chunk is committed by itself; rows stay invisible until the upload is finished. LOAD DATA turns
/// every data error into a warning, so each chunk must load exactly its rows and warn of nothing, else it is
/// rolled back and `add` or `finish` throws; after a deadlock it is loaded again. One thread uses it.
class HouseholdLoader {
 public:
  static constexpr std::size_t kChunk = 10'000;

  HouseholdLoader(const Pool& pool, domain::UploadId upload);
  ~HouseholdLoader();
  HouseholdLoader(const HouseholdLoader&) = delete;
  HouseholdLoader& operator=(const HouseholdLoader&) = delete;

  void add(const domain::Household& household, const SealedFields& sealed);
  /// Loads what is left; afterwards every row added is in the table.
  void finish();

 private:
  /// A file without a name that lies in memory.
  class Chunk {
   public:
    Chunk();
    Chunk(Chunk&& other) noexcept;
    ~Chunk();
    void write(const std::string& bytes) const;
    int file = -1;
    std::size_t rows = 0;
  };
  struct Lane {
    std::unique_ptr<Session> session;  // made when first needed: a short list needs one
    std::thread thread;
    std::exception_ptr failure;
  };

  void hand_over();
  void load(Lane& lane, const Chunk& chunk) const;
  void load_once(Session& session, const Chunk& chunk) const;
  static void wait(Lane& lane);

  const Pool& pool_;
  domain::UploadId upload_;
  std::string buffer_;
  std::unique_ptr<Chunk> chunk_;  // being filled
  std::array<Lane, 2> lanes_;
  std::size_t next_ = 0;
};

}  // namespace rasoat::store
