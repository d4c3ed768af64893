#pragma once

#include <stdexcept>
#include <string>

namespace rasoat::flow {

/// No answer could be had.
class FetchFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One question to another server over HTTPS (to this machine itself also HTTP). Certificates are verified,
/// no redirect is followed, an answer is at most 1 MB and 10 seconds away.
struct FetchRequest {
  std::string address;
  std::string form = {};  ///< sent by POST where not empty
  std::string user = {};  ///< HTTP basic
  std::string password = {};
  std::string authorities = {};  ///< file of CA certificates; empty = the system's
};
struct FetchAnswer {
  long status = 0;
  std::string body;
};
FetchAnswer fetch(const FetchRequest& request);

}  // namespace rasoat::flow
