#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace rasoat::domain {

/// Where mail goes out. Secrets come from the operator's file only and never stand in a schedule, an answer
/// or a log.
struct MailServer {
  std::string url;   ///< `smtp://host:587` or `smtps://host:465`
  std::string from;  ///< `rasoat@example.gov.vn`
  std::string user;
  std::string password;
  enum class Safety {
    starttls,
    none
  } safety = Safety::starttls;  ///< none is for a server on the same machine
  std::string administrator;    ///< alarms go there; empty = to nobody
};

/// A place for files that a schedule names: `https://host/path/` or `sftp://host/path/`.
struct UploadTarget {
  std::string url;
  std::string user;
  std::string password;
  std::string private_key_file;  ///< SFTP, instead of a password
  std::string host_key_sha256;   ///< SFTP: the server's key in base64, without which nothing is sent
  std::string token;             ///< HTTPS: bearer
};

/// What the operator allows and knows about delivery (`DIR/delivery.json`).
struct DeliverySettings {
  std::filesystem::path folder;  ///< deliveries into folders stay below it
  std::optional<MailServer> mail;
  std::map<std::string, UploadTarget> targets;
  std::string ca_file;          ///< certificates to trust beside the system's
  std::int64_t patience = 30;   ///< seconds without a byte after which a server counts as hanging
  std::string site = "rasoat";  ///< right part of Message-ID: the same on all instances
};

}  // namespace rasoat::domain
