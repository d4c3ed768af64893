#include "flow/keys.h"

#include <chrono>
#include <thread>

#include "flow/recovery.h"
#include "store/journal.h"
#include "store/migrate.h"
#include "store/secret.h"

namespace rasoat::flow {
namespace {

constexpr const char* kKeptKeys[] = {"identity-key", "factor-key"};

access::Key kept_key(Tools& tools, const char* name) {
  auto sealed = store::find_note(tools.pool, name);
  if (!sealed) {
    sealed = store::note_once(tools.pool, name, access::seal_key(tools.service_key, access::Key::random()));
  }
  return access::unseal_key(tools.service_key, *sealed);
}

/// One pass over everything sealed under the service key; gives how much was sealed anew.
std::uint64_t seal_anew(Tools& tools) {
  std::uint64_t changed = 0;
  for (const store::SealedKey& key : store::data_keys(tools.pool)) {
    if (tools.service_key.sealed_under_newest(key.sealed)) continue;
    const access::Key data = access::unseal_key(tools.service_key, key.sealed);
    if (store::change_data_key(tools.pool, key, access::seal_key(tools.service_key, data))) ++changed;
  }
  for (const char* name : kKeptKeys) {
    const auto sealed = store::find_note(tools.pool, name);
    if (!sealed || tools.service_key.sealed_under_newest(*sealed)) continue;
    const access::Key data = access::unseal_key(tools.service_key, *sealed);
    store::set_note(tools.pool, name, access::seal_key(tools.service_key, data));
    ++changed;
  }
  return changed;
}

void note(Tools& tools, const access::Person& by, const std::string& action, const std::string& subject,
          const std::string& details) {
  store::in_transaction(tools.pool, [&](store::Session& session) {
    store::append_log(session, {tools.now(), by.account, action, subject, details});
  });
}

/// The day `months` after a day; a day the month does not have becomes its last one.
domain::Date after_months(domain::Date day, std::int64_t months) {
  const auto total = day.year() * 12 + day.month() - 1 + static_cast<int>(months);
  for (int last = day.day();; --last) {
    if (const auto found = domain::Date::of(total / 12, total % 12 + 1, last)) return *found;
  }
}

}  // namespace

access::Key identity_key(Tools& tools) { return kept_key(tools, kKeptKeys[0]); }
access::Key factor_key(Tools& tools) { return kept_key(tools, kKeptKeys[1]); }

void keep_openable(Tools& tools, domain::UploadId upload, const access::Key& data_key,
                   const std::string& sealed) {
  if (tools.service_key.sealed_under_newest(sealed)) return;
  store::change_data_key(tools.pool, {number(upload), sealed}, access::seal_key(tools.service_key, data_key));
}

Rotation rotate_service_key(Tools& tools) {
  Rotation rotation;
  rotation.resumed = tools.service_key.rotating();
  tools.service_key.begin_rotation();
  renew_recovery(tools);
  // Whoever seals from now on uses the next key. An upload that took the old one just before is caught by
  // itself (keep_openable) or by the pass after the pause.
  rotation.keys = seal_anew(tools);
  for (std::uint64_t left = 1; left > 0; rotation.keys += left) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    left = seal_anew(tools);
  }
  tools.service_key.end_rotation();
  renew_recovery(tools);
  note(tools, system_person(), "key.rotate", "service key",
       std::to_string(rotation.keys) + " keys sealed anew");
  return rotation;
}

std::uint64_t destroy_round_keys(Tools& tools, const std::string& round, const access::Person& by) {
  std::uint64_t uploads = 0;
  for (const store::SealedKey& key : store::data_keys_of_round(tools.pool, round)) {
    if (store::change_data_key(tools.pool, key, "")) ++uploads;
  }
  if (uploads > 0) note(tools, by, "retention.keys", "round " + round, std::to_string(uploads) + " uploads");
  return uploads;
}

void keep_retention(Tools& tools) {
  const domain::Date today = domain::today(tools.clock);
  const auto due = [&](const domain::Round& round, std::int64_t months) {
    return months > 0 && after_months(round.reference_date, months) <= today;
  };
  for (const domain::Round& round : store::rounds(tools.pool)) {
    if (due(round, tools.security.identity_months)) {
      std::uint64_t hashes = 0;
      for (const std::uint64_t upload : store::uploads_of_round(tools.pool, round.code.text()))
        hashes += store::forget_identities(tools.pool, upload);
      if (hashes > 0)
        note(tools, system_person(), "retention.identities", "round " + round.code.text(),
             std::to_string(hashes) + " hashes");
    }
    if (due(round, tools.security.household_months))
      destroy_round_keys(tools, round.code.text(), system_person());
  }
}

}  // namespace rasoat::flow
