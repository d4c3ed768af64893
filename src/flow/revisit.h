#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "domain/upload.h"
#include "flow/tools.h"
#include "store/revisit.h"

namespace rasoat::flow {

/// Re-visits: the sample is drawn from a list that is frozen first, its seed stands in the log, the form goes
/// out with names to those who may see them, and what was found comes back. Public servants are matched by
/// hash alone.

struct SampleRequest {
  std::string round;
  std::string within;
  int per_commune = 12;
  std::optional<std::uint64_t> seed;  ///< drawn by the service where none is given
};
/// Freezes the figures of now and draws. Refuses where nothing is approved, or where a list of the area still
/// waits for a decision (`list-open`): what is drawn from must be locked.
domain::Result<store::Sample> draw_sample(Tools& tools, const SampleRequest& request,
                                          const access::Person& by);

/// A sample the person may see with its names: a reviewer or officer in whose areas all of it lies.
domain::Result<store::Sample> find_sample(Tools& tools, std::uint64_t id, const access::Person& person);

/// One household of the printed form. Neither class nor scores are on it: whoever visits again must not know
/// them.
struct FormLine {
  std::int64_t number = 0;
  domain::AreaId area{};
  std::string former_commune, village, household_code, head_name;
  std::int64_t birth_year = -1;
};
std::vector<FormLine> form_of(Tools& tools, const store::Sample& sample, const access::Person& person);

struct HandIn {
  std::int64_t rows = 0;
  std::vector<domain::Finding> findings;  ///< with an error nothing is kept
  bool taken = false;
};
HandIn hand_in(Tools& tools, const store::Sample& sample, const std::filesystem::path& file,
               const access::Person& by);

HandIn receive_staff(Tools& tools, const std::string& label, const std::filesystem::path& file,
                     const access::Person& by);

}  // namespace rasoat::flow
