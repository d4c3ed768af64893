#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "access/keyring.h"
#include "access/scope.h"
#include "config/load_passwords.h"
#include "config/settings.h"
#include "domain/boundaries.h"
#include "domain/delivery.h"
#include "domain/outside.h"
#include "domain/rules.h"
#include "flow/live_snapshot.h"
#include "store/pool.h"

namespace rasoat::flow {

/// What the verbs of the service work with. Owned by app; references live as long as the service.
struct Tools {
  store::Pool& pool;
  const domain::Rules& rules;
  const domain::Boundaries& boundaries;
  LiveSnapshot& live;
  access::Keyring& service_key;  ///< opens data keys; personal fields are sealed under those
  domain::Clock clock;
  domain::Log log;
  std::filesystem::path data_directory;
  std::int64_t upload_limit_bytes = 0;
  domain::DeliverySettings delivery = {};
  std::string software = {};  ///< what `rasoat --version` prints
  config::Security security = {};
  config::CommonPasswords common_passwords = {};

  /// Now as the database stores it.
  std::string now() const;
  std::filesystem::path original(const std::string& sha256, domain::UploadId upload) const;
};

/// The account `system`: no person, no limits of area; used by the command line.
access::Person system_person();

}  // namespace rasoat::flow
