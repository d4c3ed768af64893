#pragma once

#include <cstdint>
#include <string>

namespace rasoat::http {

/// What a certificate file and its key say, for those who look after it.
struct CertificateState {
  std::string problem;  ///< empty when both can be used together
  std::int64_t days_left = 0;
};
CertificateState look_at_certificate(const std::string& certificate, const std::string& key);

}  // namespace rasoat::http
