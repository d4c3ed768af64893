#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/delivery.h"

namespace rasoat::flow {

/// Bytes over the network: SMTP, HTTPS and SFTP, by libcurl. Each call gives nothing when the other side has
/// confirmed, else one line of what went wrong, without secrets. A server that hangs is given up after the
/// patience of the settings. Any thread.
using Failed = std::optional<std::string>;

struct Attachment {
  std::string name;
  std::string media_type;
  std::string bytes;
};

struct Letter {
  std::string message_id;  ///< `name@site`, the same each time the letter is tried
  std::string subject;
  std::string text;
  std::vector<std::string> recipients;
  std::vector<Attachment> attachments;
  std::int64_t written_at = 0;  ///< seconds since 1970
};

Failed send_letter(const domain::DeliverySettings& settings, const Letter& letter);

/// PUT to the target's address and the file's name; a second time is the same as once.
Failed put_https(const domain::DeliverySettings& settings, const domain::UploadTarget& target,
                 const Attachment& file);

/// Written beside its name and renamed there, so that the name appears once and whole; a file that is there
/// already with the same bytes is left as it is.
Failed put_sftp(const domain::DeliverySettings& settings, const domain::UploadTarget& target,
                const Attachment& file);

}  // namespace rasoat::flow
