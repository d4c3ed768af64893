#pragma once

#include <exception>
#include <memory>
#include <string>
#include <thread>

#include "domain/household.h"
#include "store/pool.h"

namespace rasoat::store {

/// Personal fields as they are stored.
struct SealedFields {
  std::string head_name;
  std::string head_id_number;
  std::string id_hash;
};

/// Streams the rows of one list into the database while it is being read: rows go through a pipe into LOAD
/// DATA on a thread of its own, in chunks of at most 50,000, each committed by itself. They stay invisible
/// until the upload is finished. LOAD DATA turns every data error into a warning, so each chunk must load
/// exactly its rows and warn of nothing, else it is rolled back and `add` or `finish` throws. One thread uses
/// it.
class HouseholdLoader {
 public:
  static constexpr std::size_t kChunk = 50'000;

  HouseholdLoader(const Pool& pool, domain::UploadId upload);
  ~HouseholdLoader();
  HouseholdLoader(const HouseholdLoader&) = delete;
  HouseholdLoader& operator=(const HouseholdLoader&) = delete;

  void add(const domain::Household& household, const SealedFields& sealed);
  /// Loads what is left; afterwards every row added is in the table.
  void finish();

 private:
  void begin_chunk();
  void end_chunk();
  void push();
  void load(int reading_end);

  domain::UploadId upload_;
  std::unique_ptr<Session> session_;
  std::string buffer_;
  std::size_t rows_ = 0;  // of this chunk
  int writing_end_ = -1;
  std::thread thread_;
  std::uint64_t loaded_ = 0;
  std::uint64_t warnings_ = 0;
  std::exception_ptr failure_;
};

}  // namespace rasoat::store
