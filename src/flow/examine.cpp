#include "flow/examine.h"

#include <algorithm>

namespace rasoat::flow {

void Check::set(Result worse, const std::string& what) {
  result = std::max(result, worse);
  found += (found.empty() ? "" : "; ") + what;
}

std::string_view name(Check::Result result) {
  switch (result) {
    case Check::Result::passed:
      return "passed";
    case Check::Result::warned:
      return "warned";
    case Check::Result::failed:
      return "failed";
  }
  return "failed";
}

bool Examination::look(std::string_view code, std::string_view name, std::string_view remedy,
                       const std::function<void(Check&)>& at) {
  Check check{std::string(code), std::string(name), Check::Result::passed, "", std::string(remedy)};
  try {
    at(check);
  } catch (const std::exception& error) {
    check.fail(error.what());
  }
  checks_.push_back(std::move(check));
  return checks_.back().result != Check::Result::failed;
}

bool Examination::failed() const {
  return std::any_of(checks_.begin(), checks_.end(),
                     [](const Check& check) { return check.result == Check::Result::failed; });
}

}  // namespace rasoat::flow
